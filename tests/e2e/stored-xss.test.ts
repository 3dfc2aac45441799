import type { Page } from 'playwright';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { serveApi } from '../../src/api/serve-api.ts';
import { newKey } from '../../src/changes/new-key.ts';
import type { Article } from '../../src/model/article.ts';
import type { Story } from '../../src/model/story.ts';
import { inventedArticle } from '../invented-article.ts';
import { type SeededPortals, seededPortals } from '../seeded-portals.ts';
import { type DashboardBrowser, lacksChromium, openDashboardBrowser } from './dashboard-browser.ts';

const at = '2025-04-30T09:00:00.000Z';

/** Whatever runs calls `alert`: as an element, out of an attribute, out of a script, in a template. */
const attack = [
  '"><img src=x onerror=alert(1)>',
  '<svg/onload=alert(2)>',
  "'-alert(3)-'",
  '</script></style></textarea></title><script>alert(4)</script>',
  `{{constructor.constructor('alert(5)')()}}\${alert(6)}`,
  '<a href="javascript:alert(7)">x</a><iframe srcdoc="<script>alert(8)</script>"></iframe>',
].join(' ');
/** Stands for an article with a page in the archive, which is known when the portals are there. */
const archived = 'ARCHIVED-ARTICLE';
/** No portal can give such an address; what stands in the store is tried all the same. */
const scriptUrl = 'javascript:alert(9)';
const attackUrl = new URL(`https://xss.example/${attack}`).href;

const field = (name: string) => `${name} ${attack}`;
const block = (
  name: 'related' | 'ranking' | 'recommendation' | 'navigation' | 'inline',
  position: number,
) => ({
  ...{ block: name, position, text: field(name), url: position % 2 === 0 ? attackUrl : scriptUrl },
});

function attackedArticle(n: number): Article {
  return inventedArticle({
    canonicalUrl: `${attackUrl}-${n}`,
    url: `${attackUrl}-${n}`,
    ...{ site: 'xss.example', siteName: field('site name'), title: field(`title ${n}`) },
    titleWithSuffix: field('title with suffix'),
    authors: [field('author')],
    category: field('section'),
    breadcrumb: [
      { text: field('trail'), url: scriptUrl },
      { text: field('trail'), url: attackUrl },
    ],
    claimedDate: { raw: field('2025-04-16'), iso: '2025-04-16', precision: 'day', zone: null },
    modifiedDate: { raw: field('2025-04-17'), iso: '2025-04-17', precision: 'day', zone: null },
    paragraphs: [field('paragraph'), attack],
    dateline: field('dateline'),
    wireCredit: field('credit'),
    source: field('source'),
    reactions: [{ label: field('label'), count: 3, atLeast: false }],
    views: 7,
    links: [
      ...[block('related', 1), block('ranking', 2), block('recommendation', 3)],
      ...[block('navigation', 4), block('inline', 5), block('ranking', 7)],
    ],
    template: field('template'),
    provenance: ['title', 'authors', 'claimedDate', 'siteName', 'reactions'].map((name) => ({
      ...{ field: name, method: field('method'), path: field('path'), raw: field('raw'), confidence: 0.5 },
      rivals: [{ method: field('rival'), path: field('path'), raw: field('rival'), confidence: 0.4 }],
    })),
    ...{ storyId: 's-attacked', relation: n === 0 ? 'original' : 'copy', dateReasons: [field('reason')] },
    dateVerdict: 'late',
    ...{ firstSeenAt: `2025-04-2${n}T08:00:00.000Z`, lastSeenAt: at },
  });
}

const Shown = z.object({ elements: z.array(z.string()), text: z.string() });
/** Elements that only an attack makes, and the text of the page. */
const shown = `({
  elements: [...document.querySelectorAll('[href^="javascript:" i], [src^="javascript:" i], img[src="x"], svg[onload], iframe[srcdoc]')]
    .map((one) => one.outerHTML.slice(0, 200)),
  text: document.body?.innerText ?? '',
})`;

describe.skipIf(lacksChromium())('markup and scripts in every field', () => {
  let dashboard: DashboardBrowser;
  let portals: SeededPortals;
  let api: Awaited<ReturnType<typeof serveApi>>;
  let page: Page;
  let done: string[] = [];
  const articles = [0, 1].map(attackedArticle);
  const [first, second] = articles;

  beforeAll(async () => {
    [dashboard, portals] = await Promise.all([openDashboardBrowser(), seededPortals()]);
    await fill(portals, articles);
    api = await serveApi({
      ...{ ...portals.served, version: field('version'), dashboardFolder: dashboard.folder },
      now: () => new Date('2025-05-01T00:00:00.000Z'),
    });
    ({ page } = await dashboard.open());
    page.on('dialog', (dialog) => {
      done.push(`dialog ${dialog.message()}`);
      void dialog.dismiss();
    });
    await page.exposeFunction('violated', (what: string) => done.push(`violation ${what}`));
    await page.addInitScript(
      `addEventListener('securitypolicyviolation', (event) => violated(event.violatedDirective + ' ' + event.blockedURI + ' ' + event.sample))`,
    );
  });
  afterAll(async () => {
    await dashboard?.close();
    await api?.close();
    await portals?.close();
  });

  /** What the browser did, at one address, of all that was forbidden to it; and what it shows. */
  async function harm(path: string): Promise<{ done: string[]; text: string }> {
    done = [];
    try {
      await page.goto(new URL(path, api.url).href);
    } catch (error) {
      // What is only saved is not run.
      if (error instanceof Error && error.message.includes('Download is starting')) return { done, text: '' };
      throw error;
    }
    if (!path.startsWith('/v1/')) await page.waitForLoadState('networkidle');
    const { elements, text } = Shown.parse(await page.evaluate(shown));
    return { done: [...done, ...elements], text };
  }

  const views = [
    ...['/', '/search', '/search?copies=all&q=site:xss.example', '/stories', '/stories/s-attacked', '/sites'],
    ...['/network', '/saved', '/urls', '/urls?outcome=robots', '/operations', '/definitions'],
    ...[`/articles/${first?.id}`, `/articles/${second?.id}`, `/compare?a=${first?.id}&b=${second?.id}`],
    ...[`/urls?url=${encodeURIComponent(first?.url ?? '')}`, `/search?q=${encodeURIComponent(attack)}`],
    ...[`/${encodeURIComponent(attack)}`, `/articles/${encodeURIComponent(attack)}`],
  ];
  for (const view of views) {
    it(`does nothing in the dashboard at ${view.slice(0, 60)}`, async () => {
      const { done, text } = await harm(view);
      expect(done).toEqual([]);
      expect(text.length).toBeGreaterThan(100);
    });
  }

  it('is shown as text, letter for letter', async () => {
    const { text } = await harm(`/articles/${first?.id}`);
    expect(text.replace(/\s+/g, ' ')).toContain(field('paragraph').replace(/\s+/g, ' '));
  });

  const answers = [
    ...[
      '/v1/articles?q=site:xss.example',
      `/v1/articles/${first?.id}`,
      `/v1/articles/${first?.id}/provenance`,
    ],
    ...[`/v1/articles/${first?.id}/revisions`, `/v1/articles/${first?.id}/observations`, '/v1/stories'],
    ...['/v1/stories/s-attacked', '/v1/facets?q=*', '/v1/sites', '/v1/urls', '/v1/changes', '/v1/searches'],
    ...[
      '/v1/feeds/attacked.json',
      '/v1/feeds/attacked.atom',
      '/v1/feeds/attacked.rss',
      '/metrics',
      '/readyz',
    ],
    ...['/v1/export?q=site:xss.example&format=ndjson', '/v1/export?q=site:xss.example&format=csv'],
    ...[`/v1/articles?q=${encodeURIComponent(attack)}`, `/v1/nowhere/${encodeURIComponent(attack)}`],
    ...[`/v1/articles/${archived}/snapshot`, `/v1/urls?url=${encodeURIComponent(scriptUrl)}`],
  ];
  it('does nothing where a browser opens an answer of the interface, a feed, an export or a snapshot', async () => {
    for (const path of answers) {
      const opened = path.replace(archived, portals.lamps.members[0]?.id ?? '');
      expect((await harm(opened)).done, opened).toEqual([]);
    }
  });

  it('is found out here where it does something', async () => {
    const page = `<title>x</title><p>${attack}</p>`;
    expect((await harm(`data:text/html,${encodeURIComponent(page)}`)).done).toEqual(
      expect.arrayContaining(['dialog 1', 'dialog 2', 'dialog 4', expect.stringContaining('<iframe')]),
    );
  });
});

async function fill(portals: SeededPortals, articles: readonly Article[]): Promise<void> {
  const [original] = articles;
  if (!original) throw new Error('there is no article');
  const story: Story = {
    id: 's-attacked',
    title: original.title,
    members: articles.map(({ id }) => id),
    sites: ['xss.example'],
    earliest: {
      ...{ articleId: original.id, iso: original.firstSeenAt, kind: field('kind') },
      ...{ reason: field('reason'), confidence: 0.5 },
    },
    spread: { firstSeenAt: original.firstSeenAt, lastSeenAt: at, copies: 1, sites: 1, medianLagDays: 2 },
  };
  await portals.store.commit({
    ...{ at, rejudged: [], stories: [{ story, absorbed: [] }] },
    articles: articles.map((article, n) => ({
      ...{ article, expectedRevision: 0, revision: null, changed: true },
      sketch: { bands: [90 + n], sketch: new Uint8Array([1]) },
    })),
    observations: articles.map((article) => ({
      ...{
        articleId: article.id,
        at,
        reactions: article.reactions,
        views: article.views,
        lists: article.links,
      },
    })),
    urls: articles.map((article) => ({
      ...{ url: article.url, host: 'xss.example', outcome: 'robots' as const, waitsFor: null },
      reason: field('reason'),
      discovery: { by: 'link' as const, from: scriptUrl, date: field('date') },
      ...{ depth: 1, priority: 1, runId: field('run'), firstSeenAt: at, updatedAt: at },
      lastFetch: {
        ...{ at, status: 200, finalUrl: scriptUrl, etag: field('etag'), lastModified: field('modified') },
        ...{ digest: null, snapshot: null },
      },
      articleId: article.id,
    })),
  });
  await portals.subscriptions.saveSearch({
    ...{ name: 'attacked', title: field('search'), q: 'site:xss.example', createdAt: at, updatedAt: at },
  });
  const key = newKey(field('key'), 'operate', new Date(at));
  await portals.subscriptions.addKey(key.key, key.hash);
}
