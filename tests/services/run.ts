import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { findChromium } from './find-chromium.ts';

// `npm test`: finds or installs the services that the tests need, then runs them. With CI=true a missing service
// is a failure; elsewhere its tests are skipped, with one line that says so.
const say = (line: string) => process.stderr.write(`services: ${line}\n`);
const chromium = findChromium(say);
if (chromium) say(`chromium at ${chromium}`);
else if (process.env.CI === 'true') {
  say('no chromium, and CI=true: the tests of the dashboard cannot run');
  process.exit(1);
} else say('no chromium: the tests of the dashboard are skipped');

const vitest = fileURLToPath(new URL('../../node_modules/vitest/vitest.mjs', import.meta.url));
const child = spawn(process.execPath, [vitest, 'run', ...process.argv.slice(2)], {
  stdio: 'inherit',
  env: { ...process.env, ...(chromium ? { WELLSPRING_CHROMIUM: chromium } : {}) },
});
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => child.kill(signal));
child.on('exit', (code) => {
  process.exitCode = code ?? 1;
});
