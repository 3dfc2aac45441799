import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { findChromium } from './find-chromium.ts';
import type { Service } from './service.ts';
import { startMongo } from './start-mongo.ts';
import { startRedis } from './start-redis.ts';

// `npm test`: finds or starts the services that the tests need, then runs them. With CI=true a missing service
// is a failure; elsewhere its tests are skipped, with one line that says so.
const say = (line: string) => process.stderr.write(`services: ${line}\n`);

function missing(what: string, skipped: string): void {
  if (process.env.CI === 'true') {
    say(`no ${what}, and CI=true: ${skipped} cannot be tested`);
    process.exit(1);
  }
  say(`no ${what}: the tests of ${skipped} are skipped`);
}

async function started(what: string, start: Promise<Service | null>): Promise<Service | null> {
  try {
    const service = await start;
    if (service) say(`${what}: ${service.from}`);
    return service;
  } catch (error) {
    say(`${what} did not start: ${error instanceof Error ? error.message : String(error)}`);
    return null;
  }
}

const chromium = findChromium(say);
if (chromium) say(`chromium at ${chromium}`);
else missing('chromium', 'the dashboard');
const redis = await started('redis', startRedis(say));
if (!redis) missing('redis', 'queue and host gate on Redis');
const mongo = await started('mongodb', startMongo(say));
if (!mongo) missing('mongodb', 'the store on MongoDB');

// The program reads MONGODB_URI and REDIS_URL: tests of the embedded store must not see them.
const { MONGODB_URI: _mongo, REDIS_URL: _redis, ...env } = process.env;
const vitest = fileURLToPath(new URL('../../node_modules/vitest/vitest.mjs', import.meta.url));
const child = spawn(process.execPath, [vitest, 'run', ...process.argv.slice(2)], {
  stdio: 'inherit',
  env: {
    ...env,
    ...(chromium ? { WELLSPRING_CHROMIUM: chromium } : {}),
    ...(redis ? { TEST_REDIS_URL: redis.url } : {}),
    ...(mongo ? { TEST_MONGODB_URI: mongo.url } : {}),
  },
});
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => child.kill(signal));
child.on('exit', async (code) => {
  process.exitCode = code ?? 1;
  await Promise.all([redis?.close(), mongo?.close()]);
});
