import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Page } from 'playwright';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type DashboardBrowser, lacksChromium, openDashboardBrowser } from './dashboard-browser.ts';
import { type DemoWeek, demoWeek } from './demo-week.ts';

const seedTitle = 'China’s Xi welcomes President Alexander Lukashenko of Belarus to Beijing';

describe.skipIf(lacksChromium())('an analyst in the morning, with what the demo portals gave', () => {
  let dashboard: DashboardBrowser;
  let week: DemoWeek;
  let api: Awaited<ReturnType<DemoWeek['serve']>>;
  let page: Page;
  let complaints: string[];

  beforeAll(async () => {
    [dashboard, week] = await Promise.all([
      openDashboardBrowser(),
      demoWeek({
        portals: 6,
        articles: 8,
        hoursBefore: [40, 9, 2, 1],
        until: new Date('2026-03-06T06:40:00Z'),
      }),
    ]);
    api = await week.serve({ dashboardFolder: dashboard.folder });
  });
  afterAll(async () => {
    await api?.close();
    await dashboard?.close();
    await week?.close();
  });
  beforeEach(async () => {
    ({ page, complaints } = await dashboard.open({ acceptDownloads: true }));
  });
  afterEach(async () => {
    await page.close();
    expect(complaints).toEqual([]);
  });
  const openStory = async () => {
    await page.goto(api.url);
    await page.getByRole('heading', { level: 1 }).waitFor();
    await page.keyboard.press('/');
    await page.keyboard.type('Lukashenko');
    await page.keyboard.press('Enter');
    await page.getByRole('link', { name: /^\d copies$/ }).click();
    await page.getByRole('heading', { level: 1, name: seedTitle }).waitFor();
  };

  it('sees what spread overnight, and how many sites took it up', async () => {
    await page.goto(api.url);
    const spread = page.locator('.spreading > li');
    await spread.first().waitFor();
    const counts = (await spread.locator('.big-number strong').allTextContents()).map(Number);
    expect(counts).toEqual(counts.toSorted((a, b) => b - a));
    expect(Math.min(...counts)).toBeGreaterThan(1);
    // Each portal has one page that is gone, and every visit to it tells so.
    await expect
      .poll(() => page.locator('.panel').filter({ hasText: 'What broke' }).textContent())
      .toContain('HTTP 404');
  });

  it('finds the story of the samples, with the results there within a second', async () => {
    await page.goto(`${api.url}/stories`);
    await page.getByRole('heading', { level: 1 }).waitFor();
    await page.keyboard.press('/');
    await page.keyboard.type('Lukashenko Beijing');
    const before = performance.now();
    await page.keyboard.press('Enter');
    await page.getByRole('article').first().waitFor();
    // On an idle machine it takes about 0.1 s; others may be at work here.
    expect(performance.now() - before).toBeLessThan(process.env.CI === 'true' ? 3_000 : 10_000);
    await expect.poll(() => page.getByRole('article').count()).toBe(1);
    // Sites to narrow by stand with the names they give themselves.
    await expect
      .poll(() => page.locator('.facet .site').allTextContents())
      .toContainEqual(expect.stringMatching(/^Coastline Wire 127\.0\.0\.1:\d+$/));
    await expect.poll(() => page.getByRole('article').textContent()).toContain(seedTitle);
  });

  it('sees its true date, against the date that the page of the samples claims', async () => {
    await openStory();
    await expect.poll(() => page.locator('.earliest').textContent()).toContain('4 Dec 2023');
    const claims = page.getByRole('region', { name: 'Ledger of the dates' });
    const sample = claims.locator('tbody tr').filter({ hasText: 'AssetLink' });
    await expect.poll(() => sample.textContent()).toContain('“Date:2025-04-16 12:47:42”');
    await expect.poll(() => sample.locator('.badge').first().textContent()).toBe('late');
    await expect.poll(() => sample.textContent()).toContain('lag +499 d');
  });

  it('sees who copied it, and what a copy changed', async () => {
    await openStory();
    const descent = page.locator('.lineage');
    await expect.poll(() => descent.locator(':scope > li > .leaf').textContent()).toContain('Coastline Wire');
    await expect.poll(() => descent.locator('.leaf').count()).toBe(4);
    const cut = await page
      .getByLabel('The text of')
      .locator('option', { hasText: '59 % copied' })
      .getAttribute('value');
    await page.getByLabel('The text of').selectOption(cut);
    await page.waitForURL(/compare=/);
    const text = page.getByRole('region', { name: 'The text word by word' });
    await expect.poll(() => text.locator('del').allTextContents()).toContain('has sought');
  });

  it('exports it, and cites it by an address that repeats the answer', async () => {
    await openStory();
    await page.locator('summary', { hasText: 'Export' }).click();
    const coming = page.waitForEvent('download');
    await page.getByRole('button', { name: 'NDJSON' }).click();
    const path = await (await coming).path();
    const lines = (await readFile(path, 'utf8')).trim().split('\n');
    expect(lines.filter((line) => line.includes(seedTitle))).toHaveLength(4);
    await page.keyboard.press('Escape');
    await page.locator('summary', { hasText: 'Cite' }).click();
    const cite = page.getByLabel('Citation of this answer');
    await cite.waitFor();
    const citation = await cite.inputValue();
    expect(citation).toContain('4 articles as of 2026-03-06T06:40');
    await page.goto(/https?:\/\/\S+/.exec(citation)?.[0] ?? '');
    await expect.poll(() => page.getByRole('status').textContent()).toBe('4 articles');
    await expect.poll(() => page.getByRole('article').first().textContent()).toContain(seedTitle);
    await expect.poll(() => page.getByText('As it stood before').count()).toBe(1);
  });

  it('sees how much was made of it, visit by visit', async () => {
    await openStory();
    await page.locator('.earliest').getByRole('link', { name: 'Coastline Wire' }).click();
    await page.getByRole('link', { name: 'Prominence' }).click();
    const counts = page.locator('.prominence > section').first();
    await expect.poll(() => counts.locator('circle').count()).toBeGreaterThan(1);
    await counts.getByText('The numbers').click();
    const read = (await counts.locator('tbody td').allTextContents()).map(Number);
    expect(read).toEqual(read.toSorted((a, b) => a - b));
    expect(read[0]).toBe(53);
  });

  it('finds the operation behind two sites, with the reasons', async () => {
    await page.goto(`${api.url}/network`);
    await page.getByRole('region', { name: 'Edges and their reasons' }).getByRole('link').first().click();
    await page.locator('.edge-notice').waitFor();
    await expect.poll(() => page.locator('.edge-notice .reasons-list li').count()).toBeGreaterThan(1);
    await page.reload();
    await page.locator('.edge-notice').waitFor();
  });

  it.each([
    'today',
    'search',
    'article',
    'prominence',
    'archived-page',
    'story',
    'sites',
    'network',
    'compare',
  ])('has a picture of %s in the guides, wide and narrow, light and dark', async (view) => {
    const images = fileURLToPath(new URL('../../docs/images', import.meta.url));
    for (const frame of ['1440-light', '1440-dark', '390-light', '390-dark']) {
      const png = await readFile(join(images, `${view}-${frame}.png`));
      expect(png.readUInt32BE(16)).toBe(Number.parseInt(frame, 10));
    }
  });
});
