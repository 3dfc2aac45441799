import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { MongoClient } from 'mongodb';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Article } from '../../../src/model/article.ts';
import { parseQuery } from '../../../src/query/parse-query.ts';
import { openInlineQueue } from '../../../src/queue/inline/inline-queue.ts';
import { openMongoStores } from '../../../src/store/mongo/open-mongo-stores.ts';
import { openSqliteHistory } from '../../../src/store/sqlite/open-sqlite-history.ts';
import { openSqliteOperations } from '../../../src/store/sqlite/open-sqlite-operations.ts';
import { openSqliteSchedules } from '../../../src/store/sqlite/open-sqlite-schedules.ts';
import { openSqliteStore } from '../../../src/store/sqlite/open-sqlite-store.ts';
import { openSqliteSubscriptions } from '../../../src/store/sqlite/open-sqlite-subscriptions.ts';
import { startCli } from '../../e2e/run-cli.ts';
import { until } from '../../workers/webhook-receiver.ts';
import { mongoUri, newDatabase } from '../store/mongo/new-database.ts';
import { article, batch } from '../store/store-values.ts';

type Stores = Awaited<ReturnType<typeof openMongoStores>>;

const searched = { limit: 50, cursor: null, sort: 'newest' as const, collapse: false };
const at = '2026-03-01T12:00:00.000Z';
const wishes = {
  description: '',
  search: null,
  types: ['article.created' as const],
  format: 'standard' as const,
};

async function embedded(data: string): Promise<Stores & { close(): Promise<void> }> {
  const file = join(data, 'wellspring.sqlite');
  const stores = {
    store: await openSqliteStore({ file }),
    history: await openSqliteHistory({ file }),
    subscriptions: await openSqliteSubscriptions({ file }),
    schedules: await openSqliteSchedules({ file }),
    operations: await openSqliteOperations({ file }),
  };
  return {
    ...stores,
    async close() {
      for (const one of Object.values(stores).reverse()) await one.close();
    },
  };
}

/** One of each kind of thing that a demo leaves none of. */
async function addTheRest({ store, subscriptions, schedules, operations }: Stores): Promise<void> {
  const search = { name: 'fires', title: 'Fires', q: 'title:fire', createdAt: at, updatedAt: at };
  await subscriptions.saveSearch(search);
  await subscriptions.addKey(
    { id: 'key-1', name: 'a team', scope: 'read', createdAt: at, lastUsedAt: null },
    'a'.repeat(64),
  );
  await subscriptions.keyUsed('key-1', at);
  await subscriptions.addWebhook({
    ...{ id: 'wh_1', url: 'https://a.example/hook', ...wishes, enabled: true, createdAt: at, plannedSeq: 3 },
    ...{ secrets: [{ secret: `whsec_${'b'.repeat(32)}`, until: null }], replay: null },
    ...{ failingSince: null, disabledReason: null, disabledAt: null },
  });
  const delivery = { webhookId: 'wh_1', seq: 1, type: 'article.created', body: '{}', createdAt: at };
  await subscriptions.addDeliveries([
    { id: 'msg_1', ...delivery, dueAtMs: Date.parse(at) },
    { id: 'msg_2', ...delivery, seq: 2, dueAtMs: Date.parse(at) + 5 },
  ]);
  const [taken] = await subscriptions.take('wh_1', { nowMs: Date.parse(at), limit: 1, leaseMs: 1 });
  if (!taken) throw new Error('it is due');
  const attempt = {
    ...{ at, durationMs: 12, request: { url: 'https://a.example/hook', headers: {}, body: '{}' } },
    ...{ answer: { status: 500, headers: {}, body: 'no' }, error: 'HTTP 500' },
  };
  await subscriptions.record([{ delivery: taken, attempt, state: 'waiting', dueAtMs: Date.parse(at) + 9 }]);
  await subscriptions.moveSink('files', null, { seq: 7, planned: 9 });
  const [one, other] = (await store.changes(0, 50)).filter(({ type }) => type === 'article.created');
  await store.decide([{ kind: 'parted', articleId: one?.id ?? '', otherId: other?.id ?? '', at }]);
  await schedules.pause({ site: null, at, reason: 'holidays' });
  await operations.note({ at, who: 'ann', action: 'pause', subject: null, note: 'holidays' });
}

/** Everything that can be asked of a store, as one value. */
async function all({ store, history, subscriptions, schedules, operations }: Stores) {
  const articles: Article[] = [];
  for await (const one of store.export({ type: 'everything' })) articles.push(one);
  const urls = [];
  for (let cursor: string | null = null; ; ) {
    const page: Awaited<ReturnType<typeof store.urls>> = await store.urls({ limit: 500, cursor });
    urls.push(...page.urls);
    cursor = page.next;
    if (cursor === null) break;
  }
  // A cursor is an adapter's own.
  const found = async (q: string) => {
    const query = parseQuery(q);
    const { next: _, ...answer } = await store.search({ ...searched, query });
    return answer;
  };
  const each = <T>(ask: (id: string) => Promise<T>) => Promise.all(articles.map(({ id }) => ask(id)));
  const watches = await operations.watches();
  return {
    articles,
    urls,
    searches: await Promise.all(['the', 'museum OR commuters', 'relation:copy', 'lag:>30d'].map(found)),
    facets: await store.facets(parseQuery('*')),
    events: await store.changes(0, 10_000),
    lastSeq: await store.lastSeq(),
    firstSeq: await history.firstSeq(),
    stories: await store.stories({ limit: 500, cursor: null, minCopies: 0 }),
    revisions: await each((id) => store.revisions(id)),
    observations: await each((id) => store.observations(id)),
    sketches: await each((id) => store.sketch(id).then((one) => one && [...one.bands].sort((a, b) => a - b))),
    placements: await Promise.all(articles.slice(0, 40).map(({ url }) => store.placements([url], 100))),
    histories: await Promise.all(urls.map(({ url }) => store.urlHistory(url))),
    outcomes: await store.outcomes(null),
    decisions: await store.decisions(),
    saved: await subscriptions.searches(),
    keys: [await subscriptions.keys(), await subscriptions.keyOf('a'.repeat(64))],
    webhooks: await subscriptions.webhooks(),
    deliveries: await subscriptions.deliveries('wh_1', { limit: 10, cursor: null }),
    attempts: await subscriptions.attempts('msg_1'),
    sink: await subscriptions.sinkPlace('files'),
    pauses: await schedules.pauses(),
    runs: await schedules.runs({ limit: 100, cursor: null }),
    states: await schedules.scheduleStates(),
    watches: watches.toSorted((a, b) => (a.site < b.site ? -1 : 1)),
    versions: await Promise.all(watches.map(async ({ site }) => (await operations.watch(site))?.version)),
    audit: (await operations.entries({ limit: 10, cursor: null })).entries,
  };
}

describe.skipIf(!mongoUri)('a copy of the embedded store into MongoDB', () => {
  const data = mkdtempSync(join(tmpdir(), 'wellspring-copy-'));
  const { uri, drop } = newDatabase(mongoUri ?? '');
  const client = new MongoClient(uri);
  const copying = () => startCli(['copy', '--to', uri], { data, settings: { MONGODB_URI: '' } });
  const partReached = async () => String((await client.db().collection('copies').findOne({}))?.part ?? '');
  beforeAll(async () => {
    const { code, err } = await startCli(['demo', '--once', '--articles', '8', '--data', data], {
      data,
      settings: { MONGODB_URI: '', REDIS_URL: '' },
    }).ended;
    expect(code, err).toBe(0);
    const stores = await embedded(data);
    await addTheRest(stores);
    await stores.close();
  }, 120_000);
  afterAll(async () => {
    await client.close();
    await drop();
    rmSync(data, { recursive: true, force: true });
  });

  it('is killed again and again, opened by nobody meanwhile, and goes on until all is there', async () => {
    for (const part of ['sketches', 'events']) {
      const { child, ended } = copying();
      await until(async () => [part, 'urls', 'held'].includes(await partReached()), 100_000);
      child.kill('SIGKILL');
      await ended;
      if ((await partReached()) !== '')
        await expect(openMongoStores({ uri })).rejects.toThrow('a copy into this database has not ended');
    }
    const { code, out, err } = await copying().ended;
    expect(code, err).toBe(0);
    expect(out).toMatch(/copied and equal: 48 articles, \d+ URLs, \d+ changes/);
  }, 300_000);

  it('answers as the store does, whatever is asked', async () => {
    const before = await embedded(data);
    const now = await openMongoStores({ uri });
    const [there, here] = [await all(before), await all(now)];
    for (const key of Object.keys(there) as (keyof typeof there)[])
      expect(here[key], key).toEqual(there[key]);
    await before.close();
    await now.store.close();
  }, 120_000);

  it('is told once, and not over other data', async () => {
    expect((await copying().ended).out).toMatch(/^copied before, and equal: 48 articles/);
    const stores = await openMongoStores({ uri });
    const lastSeq = await stores.store.lastSeq();
    const told = await stores.store.commit(batch(article('new')));
    expect(told.firstSeq).toBe(lastSeq + 1);
    await stores.store.close();
    const other = newDatabase(mongoUri ?? '');
    const full = await openMongoStores({ uri: other.uri });
    await full.store.commit(batch(article('mine')));
    await full.store.close();
    const refused = await startCli(['copy', '--to', other.uri], { data }).ended;
    expect(refused).toMatchObject({ code: 1, out: '' });
    expect(refused.err).toContain('has articles of its own; name an empty database');
    await other.drop();
  }, 60_000);

  it('is refused while the service has the store, or work waits', async () => {
    const other = newDatabase(mongoUri ?? '');
    const words = ['copy', '--to', other.uri];
    const stores = await embedded(data);
    const used = await startCli(words, { data }).ended;
    await stores.close();
    expect(used).toMatchObject({ code: 1 });
    expect(used.err).toContain('is in use; stop the service first');
    const queue = openInlineQueue({ file: join(data, 'wellspring.sqlite') });
    await queue.add([{ name: 'ingest', key: 'one', version: 1, data: {}, priority: 1, notBeforeMs: 0 }]);
    await queue.close();
    expect((await startCli(words, { data }).ended).err).toContain('1 jobs wait in the embedded queue');
    expect((await startCli(['copy'], { data }).ended).err).toContain('say where to with --to');
    expect(await startCli(['copy', '--to', 'http://x/'], { data }).ended).toMatchObject({ code: 2 });
    await other.drop();
  }, 60_000);
});
