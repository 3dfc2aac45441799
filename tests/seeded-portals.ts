import { createHash } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openGuardedClient } from '../crawlers/fetch/guarded-client.ts';
import { parse } from '../parsers/parse.ts';
import { openSiteHealth } from '../src/app/site-health.ts';
import type { Archive } from '../src/archive/archive.ts';
import { openWarcArchive } from '../src/archive/warc/open-warc-archive.ts';
import { type HubDesk, hubDesk } from '../src/changes/hub-desk.ts';
import { type WebhookDesk, webhookDesk } from '../src/changes/webhook-desk.ts';
import type { HealthDesk } from '../src/health/health-desk.ts';
import type { Article } from '../src/model/article.ts';
import type { Page } from '../src/model/page.ts';
import type { Story } from '../src/model/story.ts';
import type { UrlRecord } from '../src/model/url-record.ts';
import { openInlineQueue } from '../src/queue/inline/inline-queue.ts';
import type { ArticleStore } from '../src/store/article-store.ts';
import type { ChangeHistory } from '../src/store/change-history.ts';
import type { OperationStore } from '../src/store/operation-store.ts';
import { openSqliteHistory } from '../src/store/sqlite/open-sqlite-history.ts';
import { openSqliteOperations } from '../src/store/sqlite/open-sqlite-operations.ts';
import { openSqliteStore } from '../src/store/sqlite/open-sqlite-store.ts';
import { openSqliteSubscriptions } from '../src/store/sqlite/open-sqlite-subscriptions.ts';
import type { StoryDesk } from '../src/store/story-desk.ts';
import type { SubscriptionStore } from '../src/store/subscription-store.ts';
import { storyTools } from '../src/stories/story-tools.ts';
import { decideStories } from '../workers/decide-stories.ts';
import { inventedArticle } from './invented-article.ts';

export type SeededPortals = {
  store: ArticleStore;
  archive: Archive;
  history: ChangeHistory;
  subscriptions: SubscriptionStore;
  /** What the HTTP interface is served from. */
  served: {
    store: ArticleStore;
    archive: Archive;
    history: ChangeHistory;
    subscriptions: SubscriptionStore;
    desk: WebhookDesk;
    hub: HubDesk;
    storyDesk: StoryDesk;
    operations: OperationStore;
    health: HealthDesk;
  };
  articles: readonly Article[];
  stories: readonly Story[];
  /** The most copied story; its members run from the original to the last copy. */
  lamps: { story: Story; members: readonly Article[] };
  /** A story that went into `lamps`. */
  mergedStoryId: string;
  close(): Promise<void>;
};

const HOSTS = [
  'coast-courier.example',
  'harbour.example',
  'morning-ledger.example',
  'assetlink.example',
  'valley-post.example',
  'finance-hub.example',
  'daily-mirror-west.example',
  'east-review.example',
];

/** Invented stories: title, first paragraphs, and how many days after the first each copy came. */
const TOPICS: readonly {
  title: string;
  text: readonly string[];
  copies: readonly number[];
  credit?: string;
}[] = [
  {
    title: 'Keepers agree on new lamps for the northern lighthouses',
    credit: 'CN',
    text: [
      'PORT ALDER (CN) — The keepers of eleven lighthouses on the northern coast agreed on Monday to replace every lamp before winter, ending a dispute that had lasted for six years.',
      'The new lamps use a tenth of the power and can be seen from eighteen miles, the harbour board said in a statement.',
      '“We will miss the old glass,” said Ada Marsh, who has kept the light on Gull Rock since 1991. “But a lamp is there for the ships, not for us.”',
      'The board expects the last of the lamps to be lit by the end of November. Fishermen had asked for a later date, so that the herring season would not be disturbed.',
      'A flood in spring had damaged two of the towers; their repair is paid for by a separate fund.',
    ],
    copies: [0, 0.2, 1, 3, 41, 498, 499.1, 501],
  },
  {
    title: 'Red river flood: villages move their markets uphill',
    text: [
      'Three villages on the Red River moved their weekly markets uphill on Thursday after a flood had covered the old squares for the third time in a year.',
      'Traders said that the new places are further from the road but dry in every season.',
      'The district will build a stair and a covered hall before the next rains.',
    ],
    copies: [0, 0.4, 2.5, 12],
  },
  {
    title: 'Small banks ask for one clock',
    text: [
      'A union of small banks asked on Wednesday for one common clock for all payments, since seconds now decide who is paid first.',
      'The central office answered that it would look into the matter by summer.',
    ],
    copies: [0, 5, 6],
  },
  {
    title: 'Orchard growers count late frost',
    text: [
      'Growers counted the damage of a late frost on Friday. About a third of the early blossom is lost, they said.',
      'Pears did better than plums.',
    ],
    copies: [0, 0.1],
  },
  {
    title: 'City opens library on a tram',
    text: [
      'A tram with nine hundred books began to run through the city on Saturday. Whoever rides it may read for as long as the ride lasts.',
    ],
    copies: [0],
  },
  {
    title: 'Choir of <b>bells</b> & glass <img src=x onerror="document.title=1">',
    text: [
      'A choir that plays on bells and glass <script>document.title = "hacked"</script> toured the islands.',
    ],
    copies: [0],
  },
  {
    title: '北方灯塔守护者就新灯达成一致',
    text: ['灯塔守护者周一同意在冬季之前更换所有灯具。', '洪水曾损坏两座灯塔。'],
    copies: [0],
  },
];

/**
 * A real SQLite store and a real WARC folder with the articles of some invented portals.
 *
 * @param allow `ip:port` pairs that webhooks may name
 */
export async function seededPortals({
  allow = [],
}: {
  allow?: readonly string[];
} = {}): Promise<SeededPortals> {
  const folder = await mkdtemp(join(tmpdir(), 'wellspring-seeded-'));
  const file = join(folder, 'wellspring.sqlite');
  const store = await openSqliteStore({ file });
  const history = await openSqliteHistory({ file });
  const subscriptions = await openSqliteSubscriptions({ file });
  const client = openGuardedClient({ userAgent: 'Wellspring/test', allow });
  const desk = webhookDesk({ store, history, subscriptions, client, now: () => new Date() });
  const log = { warn: () => undefined };
  const hub = hubDesk({ store, subscriptions, client, now: () => new Date(), log });
  const storyDesk = decideStories({ store, stories: storyTools, now: () => new Date() });
  const archive = await openWarcArchive({ folder: join(folder, 'archive') });
  const operations = await openSqliteOperations({ file });
  const queue = await openInlineQueue({ file });
  const { desk: health } = openSiteHealth({
    ...{ operations, store, archive, queue, now: () => new Date() },
    sites: () => [],
    rereadSites: () => undefined,
    log: { warn: () => undefined },
    sitesFolder: join(folder, 'sites'),
    parse: async (page) => parse(page),
  });
  const groups: { story: Story; members: Article[] }[] = [];
  for (const [n, topic] of TOPICS.entries()) {
    const members: Article[] = [];
    for (const [i, days] of topic.copies.entries()) members.push(await member(archive, n, topic, i, days));
    groups.push({ story: storyOf(members), members });
  }
  const articles = groups.flatMap(({ members }) => members);
  await store.commit({
    at: '2025-05-02T09:00:00.000Z',
    articles: articles.map((article, n) => ({
      article,
      sketch: { bands: [n], sketch: new Uint8Array([1]) },
      expectedRevision: 0,
      revision: null,
      changed: true,
    })),
    rejudged: [],
    stories: groups.map(({ story }) => ({ story, absorbed: [] })),
    observations: articles.map(({ id, firstSeenAt, reactions, views }) => ({
      articleId: id,
      at: firstSeenAt,
      reactions,
      views,
      lists: [],
    })),
    urls: urlRecords(articles),
  });
  const [lamps] = groups;
  if (!lamps) throw new Error('there are no topics');
  const mergedStoryId = await mergeInto(store, lamps.story);
  return {
    store,
    archive,
    history,
    subscriptions,
    served: { store, archive, history, subscriptions, desk, hub, storyDesk, operations, health },
    articles,
    stories: groups.map(({ story }) => story),
    lamps,
    mergedStoryId,
    async close() {
      await client.close();
      await queue.close();
      await operations.close();
      await subscriptions.close();
      await history.close();
      await store.close();
      await archive.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

async function member(
  archive: Archive,
  n: number,
  topic: (typeof TOPICS)[number],
  i: number,
  days: number,
): Promise<Article> {
  const site = HOSTS[(n * 3 + i) % HOSTS.length] ?? '';
  const url = `https://${site}/${n % 2 ? 'world' : 'business'}/${1_000 + n * 100 + i}.html`;
  const first = Date.UTC(2023, 11, 4 + n * 70, 6, 30);
  // Copies of the first story claim dates of their own, long after the first; some claim none.
  const claimed = i === 4 ? null : new Date(first + days * 86_400_000).toISOString().slice(0, 19);
  const seen = new Date(Date.UTC(2025, 3, 14 + ((n * 5 + i) % 17), 6 + i, 12, 0, i)).toISOString();
  const late = days > 30;
  const title = i > 4 ? `${topic.title} | ${site.split('.')[0]}` : topic.title;
  const page = await fetched(url, title, topic.text, seen);
  const snapshot = await archive.append(page, { method: 'GET', url, headers: {} });
  return inventedArticle({
    url,
    canonicalUrl: url,
    site,
    siteName: i === 3 ? 'AssetLink' : null,
    title,
    titleWithSuffix: title,
    authors: i === 2 ? [] : [['Ada Marsh', 'Ben Okoro', 'Cleo Lind', 'Dai Wen'][i % 4] ?? ''],
    category: n % 2 ? 'World' : 'Business',
    breadcrumb: [{ text: 'Home', url: `https://${site}/` }],
    claimedDate: claimed
      ? { raw: `Date:${claimed.replace('T', ' ')}`, iso: claimed, precision: 'second', zone: null }
      : null,
    paragraphs: [...topic.text],
    body: topic.text.join('\n\n'),
    language: /\p{Script=Han}/u.test(topic.title) ? 'zh' : 'en',
    wireCredit: topic.credit ?? null,
    dateline: topic.credit ? 'PORT ALDER (CN)' : null,
    reactions: [
      { label: 'veryGood!', count: 15 + i * 3, atLeast: false },
      { label: 'Sad', count: null, atLeast: false },
    ],
    views: i % 2 ? 1_200 + i : null,
    links: ['related', 'related', 'ranking', 'ranking', 'recommendation'].map((block, position) => ({
      block: block === 'related' ? 'related' : block === 'ranking' ? 'ranking' : 'recommendation',
      position: position + 1,
      text: TOPICS[(n + position + 1) % 5]?.title ?? '',
      url: `https://${site}/list/${position}.html`,
    })),
    provenance: provenanceOf(title, claimed, topic.text.join('\n\n')),
    firstSeenAt: seen,
    lastSeenAt: seen,
    storyId: `s-${createHash('sha256').update(topic.title).digest('hex').slice(0, 16)}`,
    relation: topic.copies.length === 1 ? 'unique' : i === 0 ? 'original' : 'copy',
    dateEvidence: [
      ...(claimed ? [{ kind: 'claimed' as const, raw: `Date:${claimed}`, iso: claimed, zone: null }] : []),
      { kind: 'first-seen', raw: seen, iso: seen, zone: 'Z' },
      {
        kind: 'story',
        raw: 'earliest member of the story',
        iso: new Date(first).toISOString().slice(0, 10),
        zone: null,
      },
    ],
    dateVerdict: claimed === null || topic.copies.length === 1 ? 'unknown' : late ? 'late' : 'consistent',
    dateReasons: late
      ? [`Another site of this story carries it under ${new Date(first).toISOString().slice(0, 10)}.`]
      : claimed
        ? ['No evidence speaks against the claimed date.']
        : ['The page names no date.'],
    lagDays: claimed === null ? null : days,
    snapshot,
  });
}

async function fetched(url: string, title: string, text: readonly string[], at: string): Promise<Page> {
  const body = Buffer.from(
    `<!doctype html><title>${title}</title><script>alert(1)</script><p>${text.join('<p>')}`,
  );
  return {
    url,
    finalUrl: url,
    fetchedAt: at,
    status: 200,
    headers: { 'content-type': 'text/html; charset=utf-8' },
    body,
    via: 'http',
    digest: `sha256:${createHash('sha256').update(body).digest('hex')}`,
  };
}

function provenanceOf(title: string, claimed: string | null, body: string): Article['provenance'] {
  const rows = [
    { field: 'title', method: 'heading', path: 'div.news_info > h1', raw: title, confidence: 0.98 },
    { field: 'body', method: 'density', path: 'div.content', raw: body.slice(0, 200), confidence: 0.93 },
    { field: 'reactions', method: 'label', path: '.diggit', raw: 'veryGood! (15)', confidence: 0.9 },
  ].map((row) => ({ ...row, rivals: [{ method: 'meta', path: 'meta[property="og:title"]', raw: 'Other' }] }));
  if (!claimed) return rows;
  const date = { field: 'claimedDate', method: 'label', path: 'p.date', raw: `Date:${claimed}` };
  return [...rows, { ...date, confidence: 0.88, rivals: [] }];
}

function storyOf(members: readonly Article[]): Story {
  const [first] = members;
  if (!first) throw new Error('a story has a member');
  const seen = members.map(({ firstSeenAt }) => firstSeenAt).sort();
  const sites = [...new Set(members.map(({ site }) => site))].sort();
  const byFirstSight = members.toSorted((a, b) => (a.firstSeenAt < b.firstSeenAt ? -1 : 1));
  return {
    id: first.storyId,
    title: first.title,
    members: byFirstSight.map(({ id }) => id),
    sites,
    earliest: {
      articleId: first.id,
      iso: first.claimedDate?.iso ?? null,
      kind: 'claimed',
      reason: `${first.site} claims ${first.claimedDate?.iso?.slice(0, 10)}, the earliest of all members, and nothing speaks against it.`,
      confidence: 0.82,
    },
    spread: {
      firstSeenAt: seen[0] ?? '',
      lastSeenAt: seen.at(-1) ?? '',
      copies: members.length - 1,
      sites: sites.length,
      medianLagDays: members.length > 1 ? 3 : null,
    },
  };
}

async function mergeInto(store: ArticleStore, story: Story): Promise<string> {
  const id = 's-gone';
  const gone: Story = { ...story, id, members: [], sites: ['gone.example'] };
  const none = { articles: [], rejudged: [], observations: [], urls: [] };
  await store.commit({ ...none, at: '2025-05-02T09:01:00.000Z', stories: [{ story: gone, absorbed: [] }] });
  await store.commit({ ...none, at: '2025-05-02T09:02:00.000Z', stories: [{ story, absorbed: [id] }] });
  return id;
}

function urlRecords(articles: readonly Article[]): UrlRecord[] {
  const record = (url: string, change: Partial<UrlRecord>): UrlRecord => ({
    url,
    host: new URL(url).host,
    outcome: 'stored',
    waitsFor: null,
    reason: 'a new article',
    discovery: { by: 'list', from: new URL('/', url).href, date: null },
    depth: 1,
    priority: 10,
    runId: 'run-1',
    firstSeenAt: '2025-04-17T08:00:00.000Z',
    updatedAt: '2025-04-17T08:00:02.000Z',
    lastFetch: null,
    articleId: null,
    ...change,
  });
  const host = `https://${HOSTS[0]}`;
  return [
    ...articles.map(({ url, id }) => record(url, { articleId: id })),
    record(`${host}/e/search`, { outcome: 'robots', reason: 'robots.txt line 3: Disallow: /e/' }),
    record(`${host}/list/contact/`, { outcome: 'not-article', reason: 'a list of 20 articles' }),
    record(`${host}/old/7.html`, { outcome: 'http-error', reason: 'HTTP 404' }),
    record(`${host}/slow.html`, { outcome: 'timeout', reason: 'no answer within 20 s' }),
    record(`${host}/film.html`, { outcome: 'too-large', reason: 'more than 5 MB' }),
  ];
}
