import { join } from 'node:path';
import { newWatch } from '../../../src/health/new-watch.ts';
import type { Article } from '../../../src/model/article.ts';
import { parseQuery } from '../../../src/query/parse-query.ts';
import type { openMongoStores } from '../../../src/store/mongo/open-mongo-stores.ts';
import { openSqliteHistory } from '../../../src/store/sqlite/open-sqlite-history.ts';
import { openSqliteOperations } from '../../../src/store/sqlite/open-sqlite-operations.ts';
import { openSqliteSchedules } from '../../../src/store/sqlite/open-sqlite-schedules.ts';
import { openSqliteStore } from '../../../src/store/sqlite/open-sqlite-store.ts';
import { openSqliteSubscriptions } from '../../../src/store/sqlite/open-sqlite-subscriptions.ts';
import { searchedArticles } from './searched-articles.ts';
import { batch, emptyCommit, storyOf, urlRecord } from './store-values.ts';

export type Stores = Awaited<ReturnType<typeof openMongoStores>>;

const at = '2026-03-01T12:00:00.000Z';
const searched = { limit: 50, cursor: null, sort: 'newest' as const, collapse: false };
const wishes = {
  description: '',
  search: null,
  types: ['article.created' as const],
  format: 'standard' as const,
};

/** All ports on the embedded store of a data folder. */
export async function embeddedStores(data: string): Promise<Stores & { close(): Promise<void> }> {
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

/** Articles in a few languages with an older text, visits, and URLs in several states: what crawls leave. */
export async function addCrawled({ store }: Stores): Promise<void> {
  const articles = searchedArticles();
  const [first] = articles;
  if (!first) throw new Error('there are articles');
  const { id: articleId, title, body, firstSeenAt, lastSeenAt, snapshot } = first;
  const stories = [...Map.groupBy(articles, ({ storyId }) => storyId).values()].flatMap(([one, ...others]) =>
    one ? [{ story: storyOf(one, ...others), absorbed: [] }] : [],
  );
  await store.commit({ ...batch(...articles), stories });
  await store.commit(
    emptyCommit({
      articles: [
        {
          article: { ...first, body: 'Another text.', paragraphs: ['Another text.'], revision: 2 },
          sketch: { bands: [3, 4], sketch: new Uint8Array([2]) },
          expectedRevision: 1,
          revision: { articleId, revision: 1, title, body, firstSeenAt, lastSeenAt, snapshot },
          changed: true,
        },
      ],
      observations: articles.slice(0, 3).map((one) => ({
        articleId: one.id,
        at,
        reactions: one.reactions,
        views: one.views,
        lists: [{ block: 'ranking', position: 1, text: 'First', url: first.url }],
      })),
    }),
  );
  const other = articles.at(-1);
  if (other) await store.remove(other.id, 'asked for', at);
  const url = (path: string) => `https://portal.example/${path}`;
  const done = { waitsFor: null, articleId } as const;
  const rhythm = { firstAt: at, visits: 1, changes: 0, watchedMs: 0, failures: 0, links: null, nextAt: at };
  await store.enqueue([urlRecord(url('waits')), urlRecord(url('stored')), urlRecord(url('broken'))], {
    force: false,
  });
  await store.settle([
    urlRecord(url('stored'), { ...done, outcome: 'stored', reason: 'new', rhythm }),
    urlRecord(url('broken'), { waitsFor: null, outcome: 'http-error', reason: 'HTTP 500' }),
  ]);
}

/** One of each kind of thing that no crawl leaves. */
export async function addByHand({ store, subscriptions, schedules, operations }: Stores): Promise<void> {
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
  await subscriptions.claimAnswer('write-1', { fingerprint: 'f', at, answer: null }, at);
  await subscriptions.saveHubSubscription({
    ...{ id: 'hub_1', topic: 'http://127.0.0.1/v1/feeds/a.atom', search: 'fires' },
    ...{ callback: 'https://team.example/push', secret: null, expiresAt: at, toldSeq: 3, tries: 0 },
    dueAtMs: Date.parse(at),
  });
  await subscriptions.raise([
    {
      ...{ id: 'alert_1', search: 'fires', rule: { on: 'reach', sites: 3 }, at, subject: 's', title: 'Fire' },
      ...{
        text: 'three sites tell it',
        articles: 3,
        articlesAre: 'exact',
        usual: null,
        storyId: 's',
        sites: 3,
      },
    },
  ]);
  const [one, other] = (await store.changes(0, 50)).filter(({ type }) => type === 'article.created');
  await store.decide([{ kind: 'parted', articleId: one?.id ?? '', otherId: other?.id ?? '', at }]);
  await schedules.pause({ site: null, at, reason: 'holidays' });
  await schedules.saveScheduleState({
    ...{ id: 'https://portal.example/news/', site: 'Portal', version: 0, doneUntil: at, clockBack: 0 },
    ...{ lastVisitAt: null, silent: null, nextAt: null, rates: [], learnedAt: null, delays: [], plan: null },
  });
  await schedules.addRun({
    ...{ id: 'run-by-hand', site: 'Portal', schedule: null, trigger: 'hand', state: 'done', reason: null },
    ...{ plannedAt: at, startedAt: at, endedAt: at, starts: [], jobs: ['k'], outcomes: {}, requests: 1 },
    ...{ notDue: 0, freshArticles: 0 },
  });
  const signs = [{ sign: 'date', side: 'fewer' } as const];
  await operations.saveWatch({
    ...{ watch: newWatch('drifting.example'), expectedVersion: 0, released: [] },
    drift: {
      ...{ id: 'd1', site: 'drifting.example', state: 'open', severity: 'hold', since: at, openedAt: at },
      ...{ sinceUrl: null, decidedAt: null, decidedBy: null },
      signs: signs.map((sign) => ({ ...sign, usual: 0.98, found: 0, after: 4, at })),
    },
    held: [
      {
        ...{ url: 'https://drifting.example/1', site: 'drifting.example', heldAt: at, driftId: 'd1', signs },
        ...{ snapshot: { file: 'wellspring-1-1-1.warc.gz', offsetBytes: 1 }, reason: 'fewer dates' },
      },
    ],
  });
  await operations.note({ at, who: 'ann', action: 'pause', subject: null, note: 'holidays' });
  await operations.saveRemoval({
    ...{ id: 'removal-1', target: { url: 'https://gone.example/1' }, reason: 'asked for', who: 'cli:ann' },
    ...{ state: 'done', articles: 1, urls: 1, pages: 2, looked: 9, error: null },
    ...{ askedAt: at, startedAt: at, endedAt: at },
  });
}

/** Everything that can be asked of a store, as one value. */
export async function askedForAll({ store, history, subscriptions, schedules, operations }: Stores) {
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
    searches: await Promise.all(
      ['the', 'museum OR commuters', 'harbour', '京', 'relation:copy', 'lag:>30d'].map(found),
    ),
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
    due: await store.dueHosts('2100-01-01T00:00:00.000Z'),
    outcomes: await store.outcomes(null),
    decisions: await store.decisions(),
    saved: await subscriptions.searches(),
    keys: [await subscriptions.keys(), await subscriptions.keyOf('a'.repeat(64))],
    webhooks: await subscriptions.webhooks(),
    deliveries: await subscriptions.deliveries('wh_1', { limit: 10, cursor: null }),
    attempts: await subscriptions.attempts('msg_1'),
    sink: await subscriptions.sinkPlace('files'),
    subscribers: await subscriptions.hubSubscriptions(),
    alerts: await subscriptions.alerts({ search: null, limit: 10, cursor: null }),
    pauses: await schedules.pauses(),
    runs: await schedules.runs({ limit: 100, cursor: null }),
    states: await schedules.scheduleStates(),
    watches: watches.toSorted((a, b) => (a.site < b.site ? -1 : 1)),
    versions: await Promise.all(watches.map(async ({ site }) => (await operations.watch(site))?.version)),
    drifts: await operations.drifts({ limit: 10 }),
    held: await operations.held({ limit: 10, cursor: null }),
    audit: (await operations.entries({ limit: 10, cursor: null })).entries,
    removals: await operations.removals({ limit: 10, cursor: null }),
  };
}
export type Answers = Awaited<ReturnType<typeof askedForAll>>;
