import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseAtomFeed } from 'feedsmith';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { AlertPage, Digest, Problem } from '../../src/api/answers.ts';
import { serveApi } from '../../src/api/serve-api.ts';
import { dueAlerts } from '../../src/changes/due-alerts.ts';
import { newKey } from '../../src/changes/new-key.ts';
import type { AlertRule } from '../../src/model/alert-rule.ts';
import type { ArticleStore } from '../../src/store/article-store.ts';
import { openSqliteStore } from '../../src/store/sqlite/open-sqlite-store.ts';
import { openSqliteSubscriptions } from '../../src/store/sqlite/open-sqlite-subscriptions.ts';
import type { SubscriptionStore } from '../../src/store/subscription-store.ts';
import { raiseAlerts } from '../../workers/raise-alerts.ts';
import { seededPortals } from '../seeded-portals.ts';
import { article, emptyCommit, storyOf, write } from '../src/store/store-values.ts';

const folder = mkdtempSync(join(tmpdir(), 'wellspring-alerts-'));
const file = join(folder, 'wellspring.sqlite');
const at = (day: number, hour = 9) =>
  `2026-03-${String(day).padStart(2, '0')}T${String(hour).padStart(2, '0')}:00:00.000Z`;
const now = () => new Date(at(20, 18));

let store: ArticleStore;
let subscriptions: SubscriptionStore;
const raise = () =>
  raiseAlerts({ store, subscriptions, now, log: { warn: (details) => warnings.push(details) } });
const warnings: object[] = [];
const save = (name: string, q: string, ...alerts: AlertRule[]) =>
  subscriptions.saveSearch({ name, title: `On ${name}`, q, alerts, createdAt: at(1), updatedAt: at(1) });

beforeAll(async () => {
  store = await openSqliteStore({ file });
  subscriptions = await openSqliteSubscriptions({ file });
  // Eight floods a week ago, one a day since, then six in a day; one of them is told by three sites.
  const loudBefore = Array.from({ length: 7 }, (_, i) =>
    article(`before-${i}`, { body: 'A flood.', firstSeenAt: at(13) }),
  );
  const quiet = Array.from({ length: 7 }, (_, i) =>
    article(`quiet-${i}`, { body: 'A flood.', firstSeenAt: at(13 + i) }),
  );
  const loud = Array.from({ length: 3 }, (_, i) =>
    article(`loud-${i}`, { body: 'A flood.', firstSeenAt: at(20) }),
  );
  const told = Array.from({ length: 3 }, (_, i) =>
    article(`told-${i}`, {
      body: 'The flood.',
      site: `s${i}.example`,
      storyId: 'told',
      firstSeenAt: at(20, 10 + i),
    }),
  );
  const [first, ...others] = told;
  if (!first) throw new Error('there is a first');
  await store.commit(
    emptyCommit({
      articles: [...loudBefore, ...quiet, ...loud, ...told].map((one) => write(one)),
      stories: [
        ...[...loudBefore, ...quiet, ...loud].map((one) => ({ story: storyOf(one), absorbed: [] })),
        { story: storyOf(first, ...others), absorbed: [] },
      ],
    }),
  );
});
afterAll(async () => {
  await subscriptions.close();
  await store.close();
  rmSync(folder, { recursive: true, force: true });
});

describe('alerts of saved searches', () => {
  it('tell of new matches once in each time', async () => {
    await save('matches', 'flood', { on: 'matches', atLeast: 6, hours: 24 });
    expect(await raise()).toMatchObject([
      { search: 'matches', title: 'On matches', articles: 6, subject: '2026-03-20T00:00:00.000Z' },
    ]);
    expect(await raise()).toEqual([]);
    await save('many', 'flood', { on: 'matches', atLeast: 7, hours: 24 });
    expect(await raise()).toEqual([]);
  });

  it('tell of a spike over what is usual, and of none where nothing was before', async () => {
    await save('spike', 'flood', { on: 'spike', factor: 3, atLeast: 2, hours: 24 });
    await save('no-spike', 'flood', { on: 'spike', factor: 3.1, atLeast: 2, hours: 24 });
    await save('first', 'the', { on: 'spike', factor: 2, atLeast: 1, hours: 24 });
    const raised = await raise();
    expect(raised).toMatchObject([{ search: 'spike', articles: 6, usual: 2 }]);
    expect(raised[0]?.text).toBe(
      '6 articles since 2026-03-20T00:00:00.000Z: 3.0 times the usual 2.0 in 24 hours',
    );
  });

  it('say “about” where the store projects the count from a sample, and only there', async () => {
    // Of the days before, as a store does of very many articles with a condition that it has to look at.
    const projecting = (from: string | null) => from !== null && from < at(20).slice(0, 10);
    const seenTimes: ArticleStore['seenTimes'] = async (query) => {
      const found = await store.seenTimes(query);
      const time = query.type === 'and' ? query.parts.find((part) => part.type === 'time') : null;
      return projecting(time?.from ?? null) ? { ...found, sample: 0.5 } : found;
    };
    await save('projected', 'flood', { on: 'spike', factor: 3, atLeast: 3, hours: 24 });
    const [search] = (await subscriptions.searches()).filter(({ name }) => name === 'projected');
    if (!search) throw new Error('it was saved');
    const [spike] = await dueAlerts(search, { ...store, seenTimes }, now());
    expect(spike).toMatchObject({
      ...{ articles: 6, articlesAre: 'estimate' },
      text: '6 articles since 2026-03-20T00:00:00.000Z: about 3.0 times the usual about 2.0 in 24 hours',
    });
    const all: ArticleStore['seenTimes'] = async (query) => ({
      ...(await store.seenTimes(query)),
      sample: 0.5,
    });
    const rules = [{ on: 'matches' as const, atLeast: 1, hours: 24 }];
    const [matches] = await dueAlerts({ ...search, alerts: rules }, { ...store, seenTimes: all }, now());
    expect(matches).toMatchObject({
      ...{ articles: 6, articlesAre: 'estimate' },
      text: 'about 6 new articles since 2026-03-20T00:00:00.000Z',
    });
    expect(await dueAlerts({ ...search, alerts: rules }, store, now())).toMatchObject([
      { articles: 6, articlesAre: 'exact', text: '6 new articles since 2026-03-20T00:00:00.000Z' },
    ]);
    await subscriptions.removeSearch('projected');
  });

  it('tell of a story that so many sites tell, once', async () => {
    await save('reach', 'flood', { on: 'reach', sites: 3 }, { on: 'reach', sites: 4 });
    expect(await raise()).toMatchObject([{ search: 'reach', storyId: 'told', sites: 3, articles: 3 }]);
    expect(await raise()).toEqual([]);
  });

  it('reach the webhooks that want them, once', async () => {
    const webhook = { url: 'https://receiver.example/', description: '', format: 'standard' as const };
    const placed = {
      ...{
        ...webhook,
        secrets: [{ secret: 'whsec_MTIz', until: null }],
        enabled: true,
        disabledReason: null,
      },
      ...{ disabledAt: null, failingSince: null, replay: null, createdAt: at(1), plannedSeq: 0 },
    };
    await subscriptions.addWebhook({ ...placed, id: 'all', search: null, types: ['alert.raised'] });
    await subscriptions.addWebhook({ ...placed, id: 'spikes', search: 'spike', types: ['alert.raised'] });
    await subscriptions.addWebhook({ ...placed, id: 'articles', search: null, types: ['article.created'] });
    await raise();
    await raise();
    const of = async (id: string) =>
      (await subscriptions.deliveries(id, { limit: 50, cursor: null })).deliveries;
    expect(await of('all')).toHaveLength(3);
    expect(await of('articles')).toEqual([]);
    const [spike] = await of('spikes');
    expect(JSON.parse(spike?.body ?? '')).toMatchObject({
      type: 'alert.raised',
      data: { search: 'spike', articles: 6, usual: 2, rule: { on: 'spike' } },
    });
  });

  it('keep no other search from telling where one cannot be answered', async () => {
    await save('broken', 'colour:red', { on: 'matches', atLeast: 1, hours: 24 });
    await save('zebra', 'flood', { on: 'matches', atLeast: 1, hours: 48 });
    expect(await raise()).toMatchObject([{ search: 'zebra' }]);
    expect(warnings).toMatchObject([{ search: 'broken' }]);
    await subscriptions.removeSearch('broken');
  });

  it('are listed, are feeds, and stand in the digest', async () => {
    const portals = await seededPortals();
    const api = await serveApi({
      ...{ ...portals.served, store, subscriptions, now, version: '1.2.3', dashboardFolder: null },
    });
    const { key, hash, text: secret } = newKey('a test', 'operate', now());
    await subscriptions.addKey(key, hash);
    const get = (path: string) => fetch(`${api.url}${path}`);
    const page = AlertPage.parse(await (await get('/v1/alerts?limit=2')).json());
    expect(page.alerts).toHaveLength(2);
    const rest = AlertPage.parse(await (await get(`/v1/alerts?limit=2&cursor=${page.next}`)).json());
    expect(rest.alerts.map(({ id }) => id)).not.toContain(page.alerts[0]?.id);
    const spikes = AlertPage.parse(await (await get('/v1/alerts?search=spike')).json());
    expect(spikes.alerts.map(({ search }) => search)).toEqual(['spike']);
    const atom = parseAtomFeed(await (await get('/v1/alerts.atom?search=reach')).text());
    expect(atom.entries?.[0]).toMatchObject({ links: [{ href: `${api.url}/stories/told` }] });
    const feed = z.object({ items: z.array(z.object({ title: z.string() })) });
    expect(feed.parse(await (await get('/v1/alerts.json')).json()).items.length).toBeGreaterThan(3);

    const digest = Digest.parse(await (await get('/v1/digest?hours=24')).json());
    expect(digest.all).toMatchObject({ articles: 6, before: 1 });
    const reach = digest.searches.find(({ name }) => name === 'reach');
    expect(reach).toMatchObject({ articles: 6, before: 1, alerts: [{ storyId: 'told' }] });
    expect(reach?.stories[0]).toMatchObject({ storyId: 'told', copies: 3 });

    const put = async (alerts: unknown, q = 'flood') =>
      Problem.or(z.object({ alerts: z.array(z.unknown()) })).parse(
        await (
          await fetch(`${api.url}/v1/searches/put`, {
            method: 'PUT',
            headers: { 'content-type': 'application/json', authorization: `Bearer ${secret}` },
            body: JSON.stringify({ q, alerts }),
          })
        ).json(),
      );
    expect(await put([{ on: 'reach', sites: 5 }, { on: 'matches' }])).toMatchObject({
      alerts: [
        { on: 'reach', sites: 5 },
        { on: 'matches', atLeast: 1, hours: 24 },
      ],
    });
    expect(await put([{ on: 'full moon' }])).toMatchObject({ code: 'invalid-request' });
    expect(await put([{ on: 'matches' }], 'flood as-of:2025')).toMatchObject({ code: 'invalid-request' });
    await api.close();
    await portals.close();
  });
});
