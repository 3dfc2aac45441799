import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { gzipSync } from 'node:zlib';
import axe from 'axe-core';
import { type Browser, chromium, type Page } from 'playwright';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { serveApi } from '../../src/api/serve-api.ts';
import { type SeededPortals, seededPortals } from '../seeded-portals.ts';

const executablePath = process.env.WELLSPRING_CHROMIUM ?? '/usr/bin/chromium';
const root = fileURLToPath(new URL('../..', import.meta.url));
const missing = !existsSync(executablePath);
if (missing) {
  const line = `no Chromium at ${executablePath}; name one in WELLSPRING_CHROMIUM`;
  if (process.env.CI === 'true') throw new Error(line);
  process.stderr.write(`dashboard tests are skipped: ${line}\n`);
}

/** In a process of its own: the test runner's NODE_ENV would make a build for developers. */
async function buildInto(folder: string): Promise<void> {
  const { NODE_ENV: _, ...env } = process.env;
  const vite = join(root, 'node_modules', 'vite', 'bin', 'vite.js');
  await promisify(execFile)(process.execPath, [vite, 'build', '--outDir', folder], { cwd: root, env });
}

describe.skipIf(missing)('the dashboard in a real browser', () => {
  let folder: string;
  let portals: SeededPortals;
  let api: Awaited<ReturnType<typeof serveApi>>;
  let browser: Browser;
  let page: Page;
  let complaints: string[];

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'wellspring-dashboard-'));
    await buildInto(folder);
    portals = await seededPortals();
    api = await serveApi({ ...portals.served, version: '1', dashboardFolder: folder });
    browser = await chromium.launch({ executablePath });
  });
  afterAll(async () => {
    await browser?.close();
    await api?.close();
    await portals?.close();
    await rm(folder, { recursive: true, force: true });
  });
  beforeEach(async () => {
    page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
    complaints = [];
    page.on('console', (message) => {
      if (message.type() === 'error' || message.type() === 'warning') complaints.push(message.text());
    });
    page.on('pageerror', (error) => complaints.push(error.message));
  });
  afterEach(async () => {
    await page.close();
    // A script or style that the Content-Security-Policy forbids is a complaint too.
    expect(complaints).toEqual([]);
  });

  const open = async (path: string) => {
    await page.goto(`${api.url}${path}`);
    await page.waitForLoadState('networkidle');
  };
  const lampsTitle = 'Keepers agree on new lamps for the northern lighthouses';

  it('opens with one row a story and the number of its copies', async () => {
    await open('/');
    expect(await page.getByRole('article').count()).toBe(portals.stories.length);
    const lamps = page.getByRole('article').filter({ hasText: lampsTitle });
    await expect.poll(() => lamps.getByRole('link', { name: '8 copies' }).count()).toBe(1);
    await page.getByLabel('every copy').check();
    await expect.poll(() => page.getByRole('article').count()).toBe(portals.articles.length);
  });

  it('searches, marks the words found, and keeps the question in the address', async () => {
    await open('/');
    await page.keyboard.press('/');
    await page.keyboard.type('title:lighthouses');
    await page.keyboard.press('Enter');
    await expect.poll(() => page.getByRole('article').count()).toBe(1);
    expect(new URL(page.url()).searchParams.get('q')).toBe('title:lighthouses');
    expect(await page.getByRole('article').locator('mark').allTextContents()).toEqual(['lighthouses']);
    await page.goBack();
    await expect.poll(() => page.getByRole('article').count()).toBe(portals.stories.length);
    expect(await page.getByLabel('Search articles').inputValue()).toBe('');
  });

  it('points at the character where a query cannot be read', async () => {
    await open(`/?q=${encodeURIComponent('flood verdict:fake')}`);
    expect(await page.getByRole('alert').locator('mark').textContent()).toBe('f');
    expect(await page.getByRole('alert').textContent()).toContain('At character 15');
    expect(await page.getByRole('alert').textContent()).toContain('consistent · late · backdated · unknown');
    expect(await page.getByLabel('Search articles').getAttribute('aria-invalid')).toBe('true');
    // The browser notes every answer with status 400.
    complaints = complaints.filter((line) => !line.includes('400'));
  });

  it('narrows by a facet, and widens again by the same link', async () => {
    await open('/?q=flood%20OR%20banks');
    await page.getByRole('link', { name: /^late/ }).click();
    await expect.poll(() => page.getByRole('article').count()).toBe(1);
    expect(new URL(page.url()).searchParams.get('q')).toBe('(flood OR banks) verdict:late');
    await page.getByRole('link', { name: /^late/ }).click();
    await expect.poll(() => page.getByRole('article').count()).toBe(3);
  });

  it('shows an article with its claimed date, verdict, text, reactions, lists, copies and provenance', async () => {
    const late = portals.lamps.members[5];
    await open('/?copies=all&q=site:finance-hub.example%20lighthouses');
    await page.getByRole('article').getByRole('link').first().click();
    await page.getByRole('heading', { level: 1, name: late?.title ?? '' }).waitFor();
    expect(new URL(page.url()).pathname).toBe(`/articles/${late?.id}`);
    const aside = page.getByRole('complementary');
    expect(await aside.locator('.claim').textContent()).toBe('15 Apr 2025, 06:30 (no zone named) late');
    expect(await aside.textContent()).toContain('Another site of this story carries it under 2023-12-04.');
    expect(await page.locator('.body p').allTextContents()).toEqual(late?.paragraphs);
    expect(await page.locator('.reactions li').allTextContents()).toEqual([
      'veryGood!30',
      'Sadnot shown',
      'Views 1,205',
    ]);
    expect(await aside.getByRole('link', { name: 'Small banks ask for one clock' }).count()).toBe(1);
    const copies = page.getByRole('region', { name: 'Members of the story' }).locator('tbody tr');
    expect(await copies.count()).toBe(8);
    expect(await copies.first().textContent()).toContain('coast-courier.example');
    expect(await copies.nth(5).getAttribute('aria-current')).toBe('true');
    expect(await copies.nth(5).textContent()).toContain('+498 d');
    const provenance = page.getByRole('region', { name: 'Provenance of the fields' });
    expect(await provenance.textContent()).toContain('div.news_info > h1');
    await page.getByRole('link', { name: 'How this story spread' }).click();
    await page.getByRole('heading', { name: 'Spread' }).waitFor();
  });

  it('shows how a story spread, by claimed date and by first sight', async () => {
    await open(`/stories/${portals.lamps.story.id}`);
    const rows = page.getByRole('figure').getByRole('listitem');
    expect(await rows.count()).toBe(8);
    expect(await rows.first().getByRole('img').getAttribute('aria-label')).toBe(
      'original, claims 4 Dec 2023, first seen 14 Apr 2025, lag 0 d',
    );
    expect(await page.locator('.earliest').textContent()).toContain('82 % sure');
  });

  it('shows the ledger of a story: claims, evidence as found, verdicts and reasons', async () => {
    await open(`/stories/${portals.lamps.story.id}`);
    const rows = page.getByRole('region', { name: 'Ledger of the dates' }).locator('tbody tr');
    expect(await rows.count()).toBe(8);
    const late = await rows.filter({ hasText: 'finance-hub.example' }).textContent();
    expect(late).toContain('“Date:2025-04-15 06:30:00”');
    expect(late).toContain('Another site of this story carries it under 2023-12-04.');
  });

  it('shows a member word by word beside what the story has, and who has the text from whom', async () => {
    await open(`/stories/${portals.lamps.story.id}`);
    const { id, body } = portals.lamps.members[3] ?? { id: '', body: '' };
    await page.getByLabel(/^The text of/).selectOption(id);
    await expect.poll(() => new URL(page.url()).searchParams.get('compare')).toBe(id);
    const text = page.getByRole('region', { name: 'The text word by word' });
    await expect.poll(() => text.textContent()).toContain(body.split('\n\n')[2] ?? '');
    expect(await page.locator('.lineage > li').count()).toBe(1);
    expect(await page.locator('.lineage li').count()).toBe(8);
  });

  it('shows the network of sites as a picture, and the same in tables', async () => {
    await open('/network');
    expect(await page.getByRole('img').first().getAttribute('aria-label')).toContain('8 sites and 28 edges');
    const figures = page.getByRole('region', { name: 'Figures of the sites' }).locator('tbody tr');
    expect(await figures.count()).toBe(8);
    const edges = page.getByRole('region', { name: 'Edges and their reasons' }).locator('tbody tr');
    expect(await edges.count()).toBe(28);
    expect(await edges.first().textContent()).toContain('1 page template is the same');
    await figures.getByRole('link', { name: 'harbour.example' }).click();
    expect(new URL(page.url()).searchParams.get('q')).toBe('site:harbour.example');
  });

  it('follows a story that was merged into another', async () => {
    await open(`/stories/${portals.mergedStoryId}`);
    expect(await page.getByRole('heading', { level: 1 }).textContent()).toBe(lampsTitle);
  });

  it('shows every address with its outcome and the reason', async () => {
    await open('/urls');
    await page.getByRole('link', { name: '1 robots' }).click();
    await expect.poll(() => page.locator('.urls li').count()).toBe(1);
    expect(await page.locator('.urls li').textContent()).toContain('robots.txt line 3: Disallow: /e/');
  });

  it('shows markup in titles and texts as text', async () => {
    await open('/?q=choir');
    expect(await page.getByRole('article').locator('img, script, b').count()).toBe(0);
    await page.getByRole('article').getByRole('link').first().click();
    const heading = page.getByRole('heading', { level: 1, name: 'Choir of <b>bells</b>' });
    await heading.waitFor();
    expect(await page.locator('.body').innerHTML()).toContain('&lt;script&gt;');
    expect(await page.title()).toContain('Choir of <b>bells</b>');
  });

  it('opens the archived page as text that runs no script', async () => {
    let dialogs = 0;
    page.on('dialog', (dialog) => {
      dialogs += 1;
      void dialog.dismiss();
    });
    await page.goto(`${api.url}/v1/articles/${portals.articles[0]?.id}/snapshot`);
    expect(await page.locator('pre').textContent()).toContain('<script>alert(1)</script>');
    expect(dialogs).toBe(0);
  });

  it('asks for the key where the service has one, and reads with it', async () => {
    const locked = await serveApi({
      ...portals.served,
      version: '1',
      dashboardFolder: folder,
      key: 'secret',
    });
    await page.goto(locked.url);
    await page.getByLabel('A key with scope “read”').fill('secret');
    await page.getByRole('button', { name: 'Read' }).click();
    await expect.poll(() => page.getByRole('article').count()).toBe(portals.stories.length);
    complaints = complaints.filter((line) => !line.includes('401'));
    await locked.close();
  });

  it('says what to do where an article is not there', async () => {
    await open(`/articles/${'0'.repeat(32)}`);
    expect(await page.getByRole('alert').textContent()).toContain('There is nothing here');
    complaints = complaints.filter((line) => !line.includes('404'));
  });

  const pages = {
    articles: () => '/?q=flood',
    'an article': () => `/articles/${portals.lamps.members[5]?.id}`,
    stories: () => '/stories',
    'a story': () => `/stories/${portals.lamps.story.id}`,
    'the network': () => '/network',
    'the collection': () => '/urls',
  };
  const Violations = z.array(z.object({ id: z.string(), nodes: z.array(z.object({ html: z.string() })) }));

  describe.each(Object.entries(pages))('the page of %s', (_, path) => {
    it.each([
      [1440, 'light'],
      [390, 'dark'],
    ] as const)('has no fault that axe knows and fits %i pixels, %s', async (width, colorScheme) => {
      await page.setViewportSize({ width, height: 900 });
      await page.emulateMedia({ colorScheme });
      await open(path());
      await page.evaluate(axe.source);
      const found = Violations.parse(await page.evaluate('axe.run().then(({ violations }) => violations)'));
      expect(found).toEqual([]);
      expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(width);
    });
  });

  it('needs no more than 200 kB of compressed script', async () => {
    const names = (await readdir(join(folder, 'assets'))).filter((name) => name.endsWith('.js'));
    const scripts = await Promise.all(names.map((name) => readFile(join(folder, 'assets', name))));
    const bytes = scripts.reduce((sum, script) => sum + gzipSync(script).length, 0);
    expect(bytes).toBeGreaterThan(0);
    expect(bytes).toBeLessThanOrEqual(200_000);
  });
});
