import { once } from 'node:events';
import { chmodSync, mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { PassThrough } from 'node:stream';
import { Redis } from 'ioredis';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ExamineSeams, examine } from '../../../../src/app/examine.ts';
import { openWarcArchive } from '../../../../src/archive/warc/open-warc-archive.ts';
import { doctor } from '../../../../src/cli/commands/doctor.ts';
import { runProgram } from '../../../../src/cli/program.ts';
import { openInlineQueue } from '../../../../src/queue/inline/inline-queue.ts';
import { loadSettings } from '../../../../src/settings.ts';
import { openSqliteStore } from '../../../../src/store/sqlite/open-sqlite-store.ts';
import { cli, startService } from '../../../e2e/run-cli.ts';
import { freePort } from '../../../services/free-port.ts';
import { onPath } from '../../../services/service.ts';
import { startOwnRedis } from '../../../services/start-redis.ts';
import { addByHand, addCrawled, embeddedStores } from '../../store/filled-stores.ts';
import { mongoUri, newDatabase } from '../../store/mongo/new-database.ts';
import { article, at, batch } from '../../store/store-values.ts';

const redisUrl = process.env.TEST_REDIS_URL;
const names = [
  ...['settings', 'node', 'data', 'contact', 'sites', 'store', 'queue', 'clock', 'archive', 'parser'],
  ...['browser', 'port', 'probes', 'health', 'held', 'webhooks'],
];
const folder = mkdtempSync(join(tmpdir(), 'wellspring-doctor-'));
let ports: { WELLSPRING_API_PORT: string; WELLSPRING_PROBES_PORT: string };
beforeAll(async () => {
  ports = { WELLSPRING_API_PORT: String(await freePort()), WELLSPRING_PROBES_PORT: String(await freePort()) };
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

let made = 0;
function newData(): string {
  made += 1;
  return join(folder, `data-${made}`);
}

/** Settings under which nothing is wrong. */
const well = (data: string) => ({
  ...ports,
  WELLSPRING_DATA: data,
  WELLSPRING_SITES: join(folder, 'no-sites'),
  WELLSPRING_CONTACT: 'ada@example.org',
  WELLSPRING_CHROMIUM: process.execPath,
});

/** What the doctor prints, line by line under its name, and its exit code. */
async function ask(env: Record<string, string | undefined>, seams: ExamineSeams = {}) {
  const out = new PassThrough({ highWaterMark: 1_000_000 });
  const io = { in: new PassThrough(), out, err: new PassThrough(), env: {} };
  const command = doctor(async (flags) =>
    examine(loadSettings({ env, flags, file: 'no-such-file.yaml' }), seams),
  );
  const signal = new AbortController().signal;
  const code = await runProgram(['doctor'], [command], { ...io, signal }, '1.2.3');
  const text = String(out.read() ?? '');
  const line = (name: string) => text.split('\n').find((one) => one.slice(4, 12).trim() === name) ?? '';
  return { code, text, line };
}

/** Whatever was found, every line is there. */
function expectWhole({ text }: { text: string }) {
  const found = text.split('\n').map((line) => line.slice(4, 12).trim());
  expect(found.filter((name) => name !== '')).toEqual(names);
}

describe('the doctor', () => {
  it('finds nothing where nothing is wrong', async () => {
    const asked = await ask(well(newData()));
    expectWhole(asked);
    expect(asked.text.split('\n').filter((line) => line !== '' && !line.startsWith('ok'))).toEqual([]);
    expect(asked.code).toBe(0);
  });

  it('tells of a wrong setting, and what was not looked at for it', async () => {
    const asked = await ask({ ...well(newData()), WELLSPRING_GAP_MS: 'soon' });
    expectWhole(asked);
    expect(asked.line('settings')).toMatch(
      /^!! {2}settings {2}environment: WELLSPRING_GAP_MS is "soon".* → /,
    );
    expect(asked.line('store')).toBe('-   store     not looked at: see the settings');
    expect(asked.code).toBe(1);
  });

  it('tells of every site file that is wrong, by file and line', async () => {
    const sites = join(folder, 'sites');
    for (const name of ['one', 'two']) {
      mkdirSync(join(sites, name), { recursive: true });
      writeFileSync(join(sites, name, 'site.yaml'), `name: ${name}\nhost: [${name}.example]\n`);
    }
    const env = { ...well(newData()), WELLSPRING_SITES: sites };
    const asked = await ask(env);
    expectWhole(asked);
    expect(asked.text).toMatch(
      /!! {2}sites {5}\S+one\/site\.yaml:1:1: .*\n(?: {14}\S+\/site\.yaml:\d+:1: .*\n)* {14}\S+two\/site\.yaml:2:1: .*→ mend/,
    );
    expect(asked.code).toBe(1);
    for (const name of ['one', 'two'])
      writeFileSync(
        join(sites, name, 'site.yaml'),
        `name: ${name}\nhosts: [${name}.example]\nstart: [{ list: https://${name}.example/ }]\n`,
      );
    expect((await ask(env)).line('sites')).toBe('ok  sites     2 site files are right');
  });

  it('tells of a folder that this user may not write', async () => {
    const data = newData();
    chmodSync(folder, 0o755);
    mkdirSync(data, { mode: 0o555 });
    const root = process.getuid?.() === 0;
    if (root) process.seteuid?.(65_534);
    const asked = await ask(well(data)).finally(() => root && process.seteuid?.(0));
    expectWhole(asked);
    expect(asked.line('data')).toMatch(
      /^!! {2}data .*EACCES.* → make the folder writable for this user \(chown\)/,
    );
    expect(asked.line('store')).toMatch(
      /^!! {2}store .* cannot be opened: .* → check the folder and its rights/,
    );
    expect(asked.line('health')).toBe('-   health    not looked at: see the store');
    expect(asked.code).toBe(1);
    chmodSync(data, 0o755);
    expect((await ask(well(data))).code).toBe(0);
  });

  it('tells of a disk that is nearly full, without calling it broken', async () => {
    const asked = await ask(well(newData()), { freeBytes: async () => 4e8 });
    expect(asked.line('data')).toMatch(/^! {3}data .* 0\.4 GB free {2}→ make room: docs\/operations\.md/);
    expect(asked.code).toBe(0);
  });

  it('tells who has no contact that sites of others are not visited', async () => {
    const asked = await ask({ ...well(newData()), WELLSPRING_CONTACT: '' });
    expect(asked.line('contact')).toMatch(
      /^! {3}contact .* → set WELLSPRING_CONTACT to a web or e-mail address/,
    );
    expect(asked.code).toBe(0);
  });

  it('tells of a store that a newer Wellspring wrote, and leaves it as it is', async () => {
    const data = newData();
    await (await openSqliteStore({ file: join(data, 'wellspring.sqlite') })).close();
    const db = new DatabaseSync(join(data, 'wellspring.sqlite'));
    db.exec('PRAGMA user_version = 999');
    const asked = await ask(well(data));
    expectWhole(asked);
    expect(asked.line('store')).toMatch(/has version 999.* → install the newer Wellspring that wrote it$/);
    expect(asked.line('parser')).toMatch(/^ok/);
    expect(asked.code).toBe(1);
    expect(db.prepare('PRAGMA user_version').get()).toEqual({ user_version: 999 });
    db.close();
  });

  it('tells which archive files are missing, and is content when they are back', async () => {
    const data = newData();
    const archive = await openWarcArchive({ folder: join(data, 'archive') });
    const page = {
      ...{ url: 'https://portal.example/a', finalUrl: 'https://portal.example/a', via: 'http' as const },
      ...{
        fetchedAt: '2026-01-02T03:04:05.000Z',
        status: 200,
        headers: {},
        digest: `sha256:${'0'.repeat(64)}`,
      },
      body: new TextEncoder().encode('<p>A page.</p>'),
    };
    const snapshot = await archive.append(page, { method: 'GET', url: page.url, headers: {} });
    await archive.close();
    const store = await openSqliteStore({ file: join(data, 'wellspring.sqlite') });
    await store.commit(batch(article('a', { snapshot }), article('b', { snapshot })));
    await store.close();
    expect((await ask(well(data))).line('archive')).toMatch(/^ok .* a page of each of 1 files was read$/);
    const file = join(data, 'archive', snapshot.file);
    renameSync(file, `${file}.away`);
    const asked = await ask(well(data));
    expectWhole(asked);
    expect(asked.line('archive')).toMatch(
      new RegExp(
        `^!! {2}archive   1 of 1 files looked at cannot be read: ${snapshot.file}  → put them back into `,
      ),
    );
    expect(asked.code).toBe(1);
    renameSync(`${file}.away`, file);
    expect((await ask(well(data))).code).toBe(0);
  });

  it('tells of a Chromium that is named and not there, and of none at all', async () => {
    const named = await ask({ ...well(newData()), WELLSPRING_CHROMIUM: '/no/chromium' });
    expect(named.line('browser')).toMatch(
      /^!! {2}browser .*\/no\/chromium.* → name a Chromium that is there/,
    );
    expect(named.code).toBe(1);
    const none = await ask({ ...well(newData()), WELLSPRING_CHROMIUM: '' }, { findChromium: () => null });
    expect(none.line('browser')).toMatch(
      /^! {3}browser {3}no Chromium.* → install one \(`apt install chromium`\)/,
    );
    expect(none.code).toBe(0);
  });

  it('tells what waits for somebody in the store, without calling it broken', async () => {
    const data = newData();
    const stores = await embeddedStores(data);
    await addCrawled(stores);
    await addByHand(stores);
    const [webhook] = await stores.subscriptions.webhooks();
    await stores.subscriptions.changeWebhook(webhook?.id ?? '', (one) => ({ ...one, failingSince: at }));
    await stores.close();
    const queue = openInlineQueue({ file: join(data, 'wellspring.sqlite') });
    await queue.add([
      { name: 'crawl', key: 'k', version: 99, data: { of: 'no version' }, priority: 1, notBeforeMs: 0 },
    ]);
    const working = await queue.work(
      () => Promise.reject(Object.assign(new Error('never'), { permanent: true })),
      { concurrency: { crawl: 1 }, versions: { crawl: 99 } },
    );
    await queue.idle(['crawl']);
    await working.close();
    await queue.close();
    const { line } = await ask(well(data));
    expect(line('queue')).toMatch(/^! {3}queue .* 1 dead {2}→ `wellspring dead list` says why/);
    expect(line('health')).toMatch(
      /^! {3}health .*1 of 1 sites have changed: drifting\.example {2}→ `wellspring health/,
    );
    expect(line('held')).toMatch(
      /^! {3}held {6}1 pages of 1 sites are in quarantine {2}→ `wellspring quarantine list`/,
    );
    expect(line('webhooks')).toMatch(
      /^! {3}webhooks {2}1 of 1 fail: https:\/\/a\.example\/hook {2}→ docs\/operations\.md, "A webhook fails"$/,
    );
  });

  it('tells of a clock that is behind its own past', async () => {
    const data = newData();
    const store = await openSqliteStore({ file: join(data, 'wellspring.sqlite') });
    await store.commit(batch(article('a')));
    await store.close();
    const asked = await ask(well(data), { now: () => new Date('2026-01-02T01:04:05.000Z') });
    expect(asked.line('clock')).toMatch(
      /^! {3}clock {5}120 minutes behind the newest change {2}→ set the clocks by the network \(`timedatectl/,
    );
  });

  it('tells of a port that another program has, not of one that Wellspring listens on', async () => {
    const other = createServer((socket) => socket.end('no HTTP\n')).listen(0, '127.0.0.1');
    await once(other, 'listening');
    const address = other.address();
    const port = address !== null && typeof address === 'object' ? address.port : 0;
    const data = newData();
    const taken = await ask({ ...well(data), WELLSPRING_API_PORT: String(port) });
    expectWhole(taken);
    expect(taken.line('port')).toMatch(
      new RegExp(
        `^!! {2}port      port ${port} of 127.0.0.1 cannot be had: .* → name another port, or 0 for any free one `,
      ),
    );
    expect(taken.code).toBe(1);
    other.close();
    const service = await startService('api', [], { data, settings: { REDIS_URL: '', MONGODB_URI: '' } });
    const own = /listens on http:\/\/127\.0\.0\.1:(\d+)/.exec(service.said)?.[1] ?? '';
    const asked = await ask({ ...well(data), WELLSPRING_API_PORT: own });
    service.child.kill('SIGTERM');
    await service.ended;
    expect(asked.line('port')).toBe(`ok  port      Wellspring listens on 127.0.0.1:${own}`);
    expect(asked.code).toBe(0);
  });

  it('prints the same from the command line, and as JSON', async () => {
    const data = newData();
    const settings = { ...well(data), REDIS_URL: '', MONGODB_URI: '', WELLSPRING_CHROMIUM: '/no/chromium' };
    const { code, out, err } = await cli(['doctor', '--json'], { data, settings });
    const lines = out
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(lines.map(({ name }) => name)).toEqual(names);
    expect(lines.filter(({ state }) => state !== 'ok')).toMatchObject([
      { name: 'browser', state: 'fails', remedy: expect.stringContaining('name a Chromium') },
    ]);
    expect({ code, err }).toEqual({ code: 1, err: '' });
  });
});

describe.concurrent('the doctor of the scale-out size', () => {
  it('tells of a MONGODB_URI that cannot be read, without its password, and looks at all else', async ({
    expect,
  }) => {
    const asked = await ask({ ...well(newData()), MONGODB_URI: 'mongodb://user:hushhush@@@/' });
    expect(asked.line('store')).toMatch(
      /^!! {2}store {5}MONGODB_URI cannot be read .* → write mongodb:\/\/user/,
    );
    expect(asked.text).not.toContain('hushhush');
    expect(asked.line('queue')).toBe('ok  queue     0 waiting, 0 running, 0 dead');
    expect(asked.line('archive')).toBe('-   archive   not looked at: see the store');
    expect(asked.code).toBe(1);
  });

  it('tells of object storage that is away, and of access to it that is lacking', async ({ expect }) => {
    const env = { ...well(newData()), WELLSPRING_ARCHIVE: 's3://pages/here' };
    const lacking = await ask(env);
    expect(lacking.line('archive')).toMatch(/^!! {2}archive {3}s3:\/\/pages\/here needs s3\.endpoint/);
    const away = await ask({
      ...env,
      ...{ WELLSPRING_S3_ENDPOINT: 'http://127.0.0.1:1', WELLSPRING_S3_ACCESS_KEY_ID: 'a' },
      WELLSPRING_S3_SECRET_ACCESS_KEY: 'hushhush',
    });
    expect(away.line('archive')).toMatch(/^!! {2}archive .*127\.0\.0\.1:1.* → \S/);
    expect(away.text).not.toContain('hushhush');
    expect([lacking.code, away.code]).toEqual([1, 1]);
  });

  it('tells of a MongoDB that is away', async ({ expect }) => {
    const asked = await ask({ ...well(newData()), MONGODB_URI: 'mongodb://127.0.0.1:1/' });
    expect(asked.line('store')).toMatch(
      /^!! {2}store {5}MongoDB at 127\.0\.0\.1:1 cannot be reached: .* → check MONGODB_URI and that the server runs$/,
    );
    expect(asked.code).toBe(1);
  });

  it('tells of a Redis that is away, and still reads the store', async ({ expect }) => {
    const asked = await ask({ ...well(newData()), REDIS_URL: 'redis://127.0.0.1:1' });
    expect(asked.line('queue')).toMatch(
      /^!! {2}queue {5}Redis at 127\.0\.0\.1:1 cannot be used: .* → check REDIS_URL and that the server runs$/,
    );
    expect(asked.line('store')).toBe('ok  store     0 articles, 0 changes');
    expect(asked.line('clock')).toBe('-   clock     not looked at: see store and queue');
    expect(asked.code).toBe(1);
  });

  it.skipIf(!onPath('redis-server'))('tells of a Redis that would throw jobs away', async ({ expect }) => {
    const redis = await startOwnRedis();
    const client = new Redis(redis.url);
    await client.config('SET', 'maxmemory-policy', 'allkeys-lru');
    const env = { ...well(newData()), REDIS_URL: redis.url };
    const asked = await ask(env);
    expect(asked.line('queue')).toMatch(
      /maxmemory-policy allkeys-lru.* → start it with --maxmemory-policy noeviction$/,
    );
    await client.config('SET', 'maxmemory-policy', 'noeviction');
    expect((await ask(env)).line('queue')).toMatch(/^ok/);
    await client.quit();
    await redis.close();
  });

  it.skipIf(!mongoUri || !redisUrl)(
    'tells of a clock that is not that of the servers',
    async ({ expect }) => {
      const database = newDatabase(mongoUri ?? '');
      const env = { ...well(newData()), MONGODB_URI: database.uri, REDIS_URL: redisUrl };
      const late = await ask(env, { now: () => new Date(Date.now() - 7_200_000) });
      expect(late.line('clock')).toMatch(
        /^! {3}clock {5}120 minutes behind (?:MongoDB|Redis) {2}→ set the clocks/,
      );
      expect((await ask(env)).line('clock')).toMatch(/^ok/);
      await database.drop();
    },
  );
});
