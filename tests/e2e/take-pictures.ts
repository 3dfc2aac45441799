import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { openDashboardBrowser } from './dashboard-browser.ts';
import { demoWeek, seedTitle } from './demo-week.ts';

// The pictures of the guides, from the demo portals: `npm run pictures`, about two minutes.

const folder = fileURLToPath(new URL('../../docs/images', import.meta.url));
const frames = [
  { name: '1440-light', width: 1440, height: 1000, colorScheme: 'light' },
  { name: '1440-dark', width: 1440, height: 1000, colorScheme: 'dark' },
  { name: '390-light', width: 390, height: 844, colorScheme: 'light' },
  { name: '390-dark', width: 390, height: 844, colorScheme: 'dark' },
] as const;

const week = await demoWeek({
  ...{ portals: 8, articles: 30, until: new Date('2026-03-06T06:40:00Z') },
  scheduled: true,
  hoursBefore: [160, 140, 118, 92, 70, 52, 34, 21, 16, 12, 8, 4, 1],
});
const dashboard = await openDashboardBrowser();
const api = await week.serve({ dashboardFolder: dashboard.folder });
try {
  await mkdir(folder, { recursive: true });
  for (const { name, width, height, colorScheme } of frames) {
    const { page, complaints } = await dashboard.open({ viewport: { width, height }, colorScheme });
    for (const [view, path] of Object.entries(await views())) {
      await page.goto(`${api.url}${path}`);
      await page.waitForSelector('main .loading, main [aria-busy="true"]', { state: 'detached' });
      await page.waitForLoadState('networkidle');
      await page.screenshot({ path: join(folder, `${view}-${name}.png`) });
    }
    if (complaints.length > 0) throw new Error(complaints.join('\n'));
    await page.close();
  }
} finally {
  await api.close();
  await dashboard.close();
  await week.close();
}

async function views(): Promise<Record<string, string>> {
  const { hits } = await week.store.search({
    query: { type: 'everything' },
    ...{ limit: 1_000, cursor: null, sort: 'oldest', collapse: false },
  });
  const seeds = hits.filter(({ article }) => article.title?.endsWith(seedTitle));
  const seed = seeds.find(({ article }) => article.relation === 'original')?.article;
  if (!seed) throw new Error('the story of the samples was not collected');
  const [, strongest] = (await network()).toSorted((a, b) => b.weight - a.weight);
  const pair = strongest ? `${strongest.a}~${strongest.b}` : '';
  return {
    today: '/',
    search: '/search?q=lang%3Aen%20council',
    article: `/articles/${seed.id}`,
    prominence: `/articles/${seed.id}?part=prominence`,
    'archived-page': `/articles/${seed.id}?part=page`,
    story: `/stories/${seed.storyId}`,
    sites: '/sites?days=7',
    network: `/network?edge=${encodeURIComponent(pair)}`,
    compare: '/compare?a=verdict%3Alate&b=relation%3Aoriginal',
    operations: '/operations?part=sites',
    url: `/urls?url=${encodeURIComponent(seed.url)}`,
  };
}

async function network(): Promise<{ a: string; b: string; weight: number }[]> {
  const answer: { edges: { a: string; b: string; weight: number }[] } = await (
    await fetch(`${api.url}/v1/network`)
  ).json();
  return answer.edges;
}
