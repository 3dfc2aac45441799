import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { openApp } from '../src/app.ts';
import type { Article } from '../src/model/article.ts';
import { loadSettings } from '../src/settings.ts';
import type { ArticleStore } from '../src/store/article-store.ts';
import { openDashboardBrowser } from '../tests/e2e/dashboard-browser.ts';
import { article, emptyCommit, storyOf, write } from '../tests/src/store/store-values.ts';

// What the figures of the dashboard cost, and how long a person waits for a page: node bench/dashboard.ts [articles]
// --data FOLDER keeps what was filled in for the next time.
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { data: { type: 'string' } },
});
const count = Number(positionals[0] ?? 30_000);
const sites = 40;
/** Articles of a commit; stories of three do not reach over its end. */
const STEP = 48;
const gapMs = 25_000;
const start = Date.parse('2026-01-01T00:00:00Z');
const end = new Date(start + count * gapMs);

const data = values.data ?? (await mkdtemp(join(tmpdir(), 'wellspring-bench-')));
const application = await openApp(loadSettings({ env: {}, flags: { data } }), { now: () => end });
const dashboard = await openDashboardBrowser();
const api = await application.serve({ port: 0, dashboardFolder: dashboard.folder });
try {
  await fill(application.store);
  await figures(application.store);
  await waits();
} finally {
  await api.close();
  await dashboard.close();
  await application.close();
  if (values.data === undefined) await rm(data, { recursive: true, force: true });
}

async function fill(store: ArticleStore): Promise<void> {
  const there = (await store.sites()).reduce((sum, { articles }) => sum + articles, 0);
  if (there >= count) return;
  const before = process.cpuUsage();
  for (let first = there; first < count; first += STEP) {
    const at = new Date(start + first * gapMs).toISOString();
    const articles = Array.from({ length: STEP }, (_, i) => invented(first + i));
    const lists = Array.from({ length: 26 }, (_, i) => ({
      ...{ block: 'ranking' as const, position: i + 1, text: `News of ${i}` },
      // As on portals: the ranking is the same on all pages, what is related is not.
      url: `https://s1.example/${i < 10 ? (first + i * 7) % count : i}`,
    }));
    await store.commit(
      emptyCommit({
        at,
        articles: articles.map((one) => write(one)),
        stories: storiesOf(articles),
        observations: articles.map(({ id }) => ({ articleId: id, at, reactions: [], views: null, lists })),
      }),
    );
  }
  const { user, system } = process.cpuUsage(before);
  console.log(
    `${count} articles, ${((user + system) / 1_000 / (count - there)).toFixed(2)} ms of processor time a commit of one`,
  );
}

function storiesOf(articles: readonly Article[]) {
  return [...Map.groupBy(articles, ({ storyId }) => storyId).values()].flatMap(([first, ...others]) =>
    first ? [{ story: storyOf(first, ...others), absorbed: [] }] : [],
  );
}

function invented(n: number) {
  const url = `https://s${n % sites}.example/${n}`;
  const at = new Date(start + n * gapMs).toISOString();
  return article(`${n}`, {
    ...{ url, canonicalUrl: url, site: `s${n % sites}.example`, storyId: `s${Math.floor(n / 3)}` },
    ...{ firstSeenAt: at, lastSeenAt: at, relation: n % 3 ? 'copy' : 'original', lagDays: n % 100 },
    ...{ dateVerdict: n % 4 ? 'consistent' : 'late', body: `${'word '.repeat(60)}${n}` },
  });
}

async function figures(store: ArticleStore): Promise<void> {
  const last = (days: number) => ({
    from: new Date(end.getTime() - days * 86_400_000).toISOString(),
    to: end.toISOString(),
  });
  const all = Array.from({ length: sites }, (_, i) => `s${i}.example`);
  await timed('counts of a day', () => store.windowCounts(last(1)));
  await timed('what spread in a day', () => store.spreading(last(1), 25));
  await timed('sites of a day', () => store.windowSites(last(1)));
  await timed('sites of 30 days', () => store.windowSites(last(30)));
  await timed('overlap of 30 days', () => store.sharedStories(last(30), all));
  await timed('places in lists of an article', () => store.placements(['https://s1.example/15'], 500));
}

async function timed(name: string, work: () => Promise<unknown>): Promise<void> {
  await work();
  const before = process.cpuUsage();
  await work();
  const { user, system } = process.cpuUsage(before);
  console.log(`${name}: ${((user + system) / 1_000).toFixed(0)} ms of processor time`);
}

/** From the key, the click or the address to a page that can be read. */
async function waits(): Promise<void> {
  const { page } = await dashboard.open();
  const ready = page.locator('main [aria-busy="true"], main .loading');
  const opened = async (name: string, path: string, shown: string) => {
    const before = performance.now();
    await page.goto(`${api.url}${path}`);
    await page.locator(shown).first().waitFor();
    await ready.first().waitFor({ state: 'detached' });
    console.log(`${name}: ${(performance.now() - before).toFixed(0)} ms`);
  };
  // The first page brings the script along, and what the browser does once.
  await opened('definitions, first of all', '/definitions', 'main h1');
  await opened('today', '/', 'main .figures');
  await opened('search', '/search', '.card');
  const clicked = performance.now();
  await page.locator('.card a[href^="/stories/"]').first().click();
  await page.locator('.story-page .story-head').waitFor();
  await ready.first().waitFor({ state: 'detached' });
  console.log(`story, by a click: ${(performance.now() - clicked).toFixed(0)} ms`);
  await opened('sites', '/sites', '.sites-page table');
  for (const query of ['news', 'word council', 'site:s3.example verdict:late', 'lag:>30d', 'word 4711']) {
    await page.locator('#quick, #q').fill(query);
    const before = performance.now();
    await page.keyboard.press('Enter');
    await page.waitForURL((url) => url.searchParams.get('q') === query);
    await page.locator('.results[aria-busy="false"]').locator('.card, .notice').first().waitFor();
    console.log(`results of ${query}: ${(performance.now() - before).toFixed(0)} ms`);
  }
}
