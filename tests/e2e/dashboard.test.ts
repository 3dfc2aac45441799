import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import type { Page } from 'playwright';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { serveApi } from '../../src/api/serve-api.ts';
import { newKey } from '../../src/changes/new-key.ts';
import type { Article } from '../../src/model/article.ts';
import { type SeededPortals, seededPortals } from '../seeded-portals.ts';
import {
  axeViolations,
  type DashboardBrowser,
  lacksChromium,
  openDashboardBrowser,
  undefinedNumbers,
} from './dashboard-browser.ts';

/** The day after the last of the invented articles was first seen. */
const now = () => new Date('2025-05-01T00:00:00.000Z');

describe.skipIf(lacksChromium())('the dashboard in a real browser', () => {
  let dashboard: DashboardBrowser;
  let portals: SeededPortals;
  let api: Awaited<ReturnType<typeof serveApi>>;
  let operateKey: string;
  let page: Page;
  let complaints: string[];

  beforeAll(async () => {
    [dashboard, portals] = await Promise.all([openDashboardBrowser(), seededPortals()]);
    await visitAgain(portals);
    const key = newKey('an analyst', 'operate', now());
    await portals.subscriptions.addKey(key.key, key.hash);
    operateKey = key.text;
    await portals.subscriptions.saveSearch({
      ...{ name: 'lamps', title: 'Lamps', q: 'lamps', alerts: [{ on: 'reach', sites: 5 }] },
      ...{ createdAt: '2025-04-30T00:00:00.000Z', updatedAt: '2025-04-30T00:00:00.000Z' },
    });
    api = await serveApi({ ...portals.served, version: '1', dashboardFolder: dashboard.folder, now });
  });
  afterAll(async () => {
    await dashboard?.close();
    await api?.close();
    await portals?.close();
  });
  beforeEach(async () => {
    ({ page, complaints } = await dashboard.open());
  });
  afterEach(async () => {
    await page.close();
    expect(complaints).toEqual([]);
  });

  const open = async (path: string) => {
    await page.goto(`${api.url}${path}`);
    await settled();
  };
  /** Everything that was asked for is there. */
  const settled = async () => {
    await page.waitForSelector('main h1, main .notice-title');
    await page.waitForSelector('main .loading, main [aria-busy="true"]', { state: 'detached' });
    await page.waitForLoadState('networkidle');
  };
  const lampsTitle = 'Keepers agree on new lamps for the northern lighthouses';

  it('answers a search with one row a story and the number of its copies', async () => {
    await open('/search');
    await expect.poll(() => page.getByRole('article').count()).toBe(portals.stories.length);
    const lamps = page.getByRole('article').filter({ hasText: lampsTitle });
    await expect.poll(() => lamps.getByRole('link', { name: '8 copies' }).count()).toBe(1);
    await page.getByLabel('every copy').check();
    await expect.poll(() => page.getByRole('article').count()).toBe(portals.articles.length);
  });

  it('searches from everywhere, marks the words found, and keeps the question in the address', async () => {
    await open('/sites');
    await page.keyboard.press('/');
    await page.keyboard.type('title:lighthouses');
    await page.keyboard.press('Enter');
    await expect.poll(() => page.getByRole('article').count()).toBe(1);
    expect(new URL(page.url()).searchParams.get('q')).toBe('title:lighthouses');
    await expect
      .poll(() => page.getByRole('article').locator('mark').allTextContents())
      .toEqual(['lighthouses']);
    await page.goBack();
    await page.getByRole('heading', { level: 1, name: 'Sites' }).waitFor();
  });

  it('points at the character where a query cannot be read', async () => {
    await open(`/search?q=${encodeURIComponent('flood verdict:fake')}`);
    await expect.poll(() => page.getByRole('alert').locator('mark').textContent()).toBe('f');
    await expect.poll(() => page.getByRole('alert').textContent()).toContain('At character 15');
    await expect
      .poll(() => page.getByRole('alert').textContent())
      .toContain('consistent · late · backdated · unknown');
    await expect.poll(() => page.getByLabel('Search articles').getAttribute('aria-invalid')).toBe('true');
    // The browser notes every answer with status 400.
    complaints = complaints.filter((line) => !line.includes('400'));
  });

  it('narrows by a facet, and widens again by the same link', async () => {
    await open('/search?q=flood%20OR%20banks');
    await page.getByRole('link', { name: /^late/ }).click();
    await expect.poll(() => page.getByRole('article').count()).toBe(1);
    expect(new URL(page.url()).searchParams.get('q')).toBe('(flood OR banks) verdict:late');
    await page.getByRole('link', { name: /^late/ }).click();
    await expect.poll(() => page.getByRole('article').count()).toBe(3);
  });

  it('shows an article with its claimed date, verdict, text, reactions, lists, copies and provenance', async () => {
    const late = portals.lamps.members[5];
    await open('/search?copies=all&q=site:finance-hub.example%20lighthouses');
    await page.getByRole('article').getByRole('link').first().click();
    await page.getByRole('heading', { level: 1, name: late?.title ?? '' }).waitFor();
    expect(new URL(page.url()).pathname).toBe(`/articles/${late?.id}`);
    const aside = page.getByRole('complementary');
    await expect
      .poll(() => aside.locator('.claim').textContent())
      .toBe('15 Apr 2025, 06:30 (no zone named) late');
    await expect
      .poll(() => aside.textContent())
      .toContain('Another site of this story carries it under 2023-12-04.');
    await expect.poll(() => page.locator('.body p').allTextContents()).toEqual(late?.paragraphs);
    await expect
      .poll(() => page.locator('.reactions li').allTextContents())
      .toEqual(['veryGood!30', 'Sadnot shown', 'Views 1,205']);
    await expect
      .poll(() => aside.getByRole('link', { name: 'Small banks ask for one clock' }).count())
      .toBe(1);
    const copies = page.getByRole('region', { name: 'Members of the story' }).locator('tbody tr');
    await expect.poll(() => copies.count()).toBe(8);
    await expect.poll(() => copies.first().textContent()).toContain('coast-courier.example');
    await expect.poll(() => copies.nth(5).getAttribute('aria-current')).toBe('true');
    await expect.poll(() => copies.nth(5).textContent()).toContain('+498 d');
    await page.getByRole('link', { name: 'Fields' }).click();
    const provenance = page.getByRole('region', { name: 'Provenance of the fields' });
    await expect.poll(() => provenance.textContent()).toContain('div.news_info > h1');
    await page.getByRole('link', { name: 'How this story spread' }).click();
    await page.getByRole('heading', { name: 'Spread' }).waitFor();
  });

  it('shows how a story spread, by claimed date and by first sight side by side, with the table behind it', async () => {
    await open(`/stories/${portals.lamps.story.id}`);
    const spread = page.locator('#spread');
    await expect.poll(() => spread.locator('.row').count()).toBe(8);
    await expect
      .poll(() => spread.locator('.row title').first().textContent())
      .toBe('coast-courier.example: original, claims 4 Dec 2023, first seen 14 Apr 2025, lag 0 d');
    await spread.getByText('The numbers').click();
    const rows = spread.getByRole('table').locator('tbody tr');
    await expect
      .poll(() => rows.first().textContent())
      .toBe('coast-courier.example4 Dec 2023, 06:3014 Apr 2025, 06:120 d');
    await expect.poll(() => page.locator('.earliest').textContent()).toContain('82 % sure');
    await expect
      .poll(() => page.locator('.origin').textContent())
      .toMatch(/Probable origin.+ % sure.*it lacks least/s);
  });

  it('shows the ledger of a story: claims, evidence as found, verdicts and reasons', async () => {
    await open(`/stories/${portals.lamps.story.id}`);
    const rows = page.getByRole('region', { name: 'Ledger of the dates' }).locator('tbody tr');
    await expect.poll(() => rows.count()).toBe(8);
    const late = await rows.filter({ hasText: 'finance-hub.example' }).textContent();
    expect(late).toContain('“Date:2025-04-15 06:30:00”');
    expect(late).toContain('Another site of this story carries it under 2023-12-04.');
  });

  it('shows a member word by word beside what the story has, and who has the text from whom', async () => {
    await open(`/stories/${portals.lamps.story.id}`);
    const { id, body } = portals.lamps.members[3] ?? { id: '', body: '' };
    await page.getByLabel('The text of').selectOption(id);
    await expect.poll(() => new URL(page.url()).searchParams.get('compare')).toBe(id);
    const text = page.getByRole('region', { name: 'The text word by word' });
    await expect.poll(() => text.textContent()).toContain(body.split('\n\n')[2] ?? '');
    await expect.poll(() => page.locator('.lineage > li').count()).toBe(1);
    await expect.poll(() => page.locator('.lineage li').count()).toBe(8);
  });

  it('shows the network of sites as a picture, and explains an edge that is chosen in it', async () => {
    await open('/network');
    const picture = page.locator('svg[aria-label*="8 sites and 28 edges"]');
    await picture.getByRole('link', { name: 'coast-courier.example and harbour.example' }).focus();
    await page.keyboard.press('Enter');
    const edge = new URL(page.url()).searchParams.get('edge');
    expect(edge).toBe('coast-courier.example~harbour.example');
    const reasons = page.locator('.edge-notice');
    await expect.poll(() => reasons.textContent()).toContain('1 page template is the same');
    const edges = page.getByRole('region', { name: 'Edges and their reasons' }).locator('tbody tr');
    await expect.poll(() => edges.count()).toBe(28);
    await expect.poll(() => edges.locator('xpath=self::*[@aria-current]').count()).toBe(1);
  });

  it('tells in the morning what spread and what broke, and keeps the stretch of time in the address', async () => {
    await open('/');
    await page
      .getByText('No story was taken up by two sites in this stretch')
      .or(page.locator('.spreading'))
      .waitFor();
    await page.getByRole('link', { name: '30 days' }).click();
    expect(new URL(page.url()).searchParams.get('hours')).toBe('720');
    const spread = page.locator('.spreading > li');
    await expect.poll(() => spread.count()).toBe(4);
    const first = await spread.first().textContent();
    expect(first).toContain(lampsTitle);
    expect(first).toContain('earliest evidence 4 Dec 2023, 06:30 on coast-courier.example');
    expect(first).toContain('3 dated too late');
    const broke = page.locator('.panel').filter({ hasText: 'What broke' });
    await expect.poll(() => broke.textContent()).toContain('1 addresstimeoutno answer within 20 s');
    await broke.getByRole('link', { name: 'coast-courier.example' }).first().click();
    await page.getByRole('heading', { level: 1, name: 'Collection' }).waitFor();
  });

  it('shows each site with volume, originality and lag, sorts by any, and explains a cell of the overlap', async () => {
    await open('/sites');
    const rows = page.getByRole('region', { name: 'Figures of the sites' }).locator('tbody tr');
    await expect.poll(() => rows.count()).toBe(8);
    await page.getByRole('link', { name: 'Sort by Median lag' }).click();
    expect(new URL(page.url()).searchParams.get('sort')).toBe('-lag');
    await expect
      .poll(() => page.getByRole('columnheader', { name: 'Median lag' }).getAttribute('aria-sort'))
      .toBe('descending');
    await page.getByRole('link', { name: / on coast-courier.example and harbour.example$/ }).click();
    await expect.poll(() => page.getByRole('status').textContent()).toContain('has the original of');
    await page.getByRole('link', { name: 'Compare them over time' }).click();
    await page.getByRole('heading', { name: 'Over time' }).waitFor();
    expect(new URL(page.url()).searchParams.get('b')).toBe('site:harbour.example');
    await expect.poll(() => page.locator('.figure').filter({ hasText: 'stories in common' }).count()).toBe(1);
  });

  it('draws counts over the visits with a gap where the page gave none, and places in lists', async () => {
    await open(`/articles/${portals.lamps.members[5]?.id}?part=prominence`);
    const counts = page.locator('.prominence > section').first();
    // Five visits, and the second without a count: two pieces of line, four points.
    await expect.poll(() => counts.locator('.series-0 circle').count()).toBe(4);
    expect(((await counts.locator('.series-0 path').getAttribute('d')) ?? '').match(/M/g)).toHaveLength(2);
    await counts.getByText('The numbers').click();
    expect(
      await counts.getByRole('table').locator('tbody tr').nth(1).locator('td').first().textContent(),
    ).toBe('not shown');
    const places = page.locator('.prominence > section').last();
    await places.getByText('The numbers').click();
    await expect
      .poll(() => places.getByRole('table').locator('tbody tr').allTextContents())
      .toEqual(['20 Apr 2025, 08:00Ranking41 page', '21 Apr 2025, 08:00Ranking11 page']);
  });

  it('shows how a text changed from one revision to the next', async () => {
    await open(`/articles/${portals.lamps.members[1]?.id}?part=revisions`);
    await expect
      .poll(() =>
        page.getByRole('region', { name: 'The text word by word' }).locator('ins').allTextContents(),
      )
      .toEqual(['twelve', 'next spring,']);
    const text = page.getByRole('region', { name: 'The text word by word' });
    await expect.poll(() => text.locator('del').allTextContents()).toEqual(['eleven', 'winter,']);
  });

  it('shows the archived page in a frame that runs nothing', async () => {
    let dialogs = 0;
    page.on('dialog', (dialog) => {
      dialogs += 1;
      void dialog.dismiss();
    });
    await open(`/articles/${portals.articles[0]?.id}?part=page`);
    const frame = page.frameLocator('iframe');
    await expect.poll(() => frame.locator('p').first().textContent()).toContain('PORT ALDER');
    await expect.poll(() => frame.locator('script').count()).toBe(0);
    await expect.poll(() => page.locator('iframe').getAttribute('sandbox')).toBe('');
    expect(dialogs).toBe(0);
  });

  it('saves a search, shows what it found, and removes it', async () => {
    await open('/search?q=verdict%3Alate');
    await page.locator('summary', { hasText: 'Save' }).click();
    await page.getByLabel('Name of this search').fill('Late dates');
    await page.getByLabel('a story that reaches five sites').check();
    await page.getByLabel('Name of this search').press('Enter');
    await page.getByLabel('This changes the service').fill(operateKey);
    await page.getByRole('button', { name: 'Use it' }).click();
    // Without the key, the first try was refused, and the browser notes it.
    complaints.splice(0);
    await page.getByRole('link', { name: 'All saved searches' }).click();
    const digest = page.getByRole('region', { name: 'Late dates' });
    await expect.poll(() => digest.textContent()).toContain('a story on 5 sites');
    await page.getByRole('link', { name: '30 days' }).click();
    await expect.poll(() => digest.textContent()).toContain('3 new articles');
    await expect.poll(() => digest.textContent()).toContain(lampsTitle);
    await expect
      .poll(() => digest.getByRole('link', { name: 'Atom' }).getAttribute('href'))
      .toBe('/v1/feeds/late-dates.atom');
    await digest.getByRole('button', { name: 'Remove Late dates' }).click();
    await digest.getByRole('button', { name: 'Really remove Late dates' }).click();
    await expect.poll(() => digest.count()).toBe(0);
    await page.getByRole('region', { name: 'Lamps' }).waitFor();
  });

  it('shows a definition on hover and by keyboard, and closes it with Escape', async () => {
    await open(`/stories/${portals.lamps.story.id}`);
    const tip = page.locator('.term-tip');
    await page.getByRole('button', { name: 'median lag' }).focus();
    await expect.poll(() => tip.textContent()).toContain('The middle of the lags');
    await page.keyboard.press('Escape');
    await expect.poll(() => tip.count()).toBe(0);
    // A cell has the definition of its column.
    await page.getByRole('region', { name: 'Members of the story' }).locator('td.number').first().hover();
    await expect.poll(() => tip.textContent()).toContain('Days from the best evidence');
    const described = await page.getByRole('button', { name: 'median lag' }).getAttribute('aria-describedby');
    await expect.poll(() => page.locator(`#${described}`).textContent()).toContain('The middle of the lags');
  });

  it('follows a story that was merged into another', async () => {
    await open(`/stories/${portals.mergedStoryId}`);
    await expect.poll(() => page.getByRole('heading', { level: 1 }).textContent()).toBe(lampsTitle);
  });

  it('shows every address with its outcome and the reason', async () => {
    await open('/urls');
    await page.getByRole('link', { name: '1 robots' }).click();
    await expect.poll(() => page.locator('.urls li').count()).toBe(1);
    await expect
      .poll(() => page.locator('.urls li').textContent())
      .toContain('robots.txt line 3: Disallow: /e/');
  });

  it('shows markup in titles and texts as text', async () => {
    await open('/search?q=choir');
    await expect.poll(() => page.getByRole('article').locator('img, script, b').count()).toBe(0);
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
    await expect.poll(() => page.locator('pre').textContent()).toContain('<script>alert(1)</script>');
    expect(dialogs).toBe(0);
  });

  it('asks for the key where the service has one, and reads with it', async () => {
    const locked = await serveApi({
      ...portals.served,
      version: '1',
      dashboardFolder: dashboard.folder,
      now,
      key: 'secret',
    });
    await page.goto(`${locked.url}/search`);
    await page.getByLabel('A key with scope “read”').fill('secret');
    await page.getByRole('button', { name: 'Read' }).first().click();
    await expect.poll(() => page.getByRole('article').count()).toBe(portals.stories.length);
    complaints = complaints.filter((line) => !line.includes('401'));
    await locked.close();
  });

  it('says what to do where an article is not there', async () => {
    await open(`/articles/${'0'.repeat(32)}`);
    await expect.poll(() => page.getByRole('alert').textContent()).toContain('There is nothing here');
    complaints = complaints.filter((line) => !line.includes('404'));
  });

  it('says what to do where there is no such page', async () => {
    await open('/serach');
    await page.getByText('There is no such page').waitFor();
    await page.getByRole('link', { name: 'search', exact: true }).click();
    await expect.poll(() => page.getByRole('article').count()).toBe(portals.stories.length);
    complaints = complaints.filter((line) => !line.includes('404'));
  });

  it('says what to do where nothing was collected', async () => {
    await open('/?to=2020-01-01T00:00:00.000Z');
    await page.getByText('Nothing new in this stretch of time').waitFor();
    await open('/sites?to=2020-01-01T00:00:00.000Z');
    await page.getByText('No site brought an article in this stretch').waitFor();
  });

  const late = () => portals.lamps.members[5]?.id;
  const pages = {
    today: () => '/?hours=720',
    'search results': () => '/search?q=flood',
    'an article': () => `/articles/${late()}`,
    'an archived page': () => `/articles/${late()}?part=page`,
    fields: () => `/articles/${late()}?part=fields`,
    prominence: () => `/articles/${late()}?part=prominence`,
    revisions: () => `/articles/${portals.lamps.members[1]?.id}?part=revisions`,
    stories: () => '/stories',
    'a story': () => `/stories/${portals.lamps.story.id}`,
    sites: () => '/sites?pair=coast-courier.example~harbour.example',
    'the network': () => '/network?edge=coast-courier.example~harbour.example',
    'a comparison': () => '/compare?a=site%3Aharbour.example&b=verdict%3Alate',
    'saved searches': () => '/saved?hours=720',
    'the collection': () => '/urls',
    definitions: () => '/definitions',
  };

  it.each(Object.entries(pages))(
    'has no fault that axe knows on the page of %s, fits it into 390 pixels, and defines each of its numbers',
    async (_, path) => {
      await open(path());
      expect(await axeViolations(page)).toEqual([]);
      expect(await undefinedNumbers(page)).toEqual([]);
      await page.setViewportSize({ width: 390, height: 900 });
      await page.emulateMedia({ colorScheme: 'dark' });
      expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(390);
      expect(await axeViolations(page)).toEqual([]);
    },
  );

  it('needs no more than 200 kB of compressed script', async () => {
    const names = (await readdir(join(dashboard.folder, 'assets'))).filter((name) => name.endsWith('.js'));
    const scripts = await Promise.all(names.map((name) => readFile(join(dashboard.folder, 'assets', name))));
    const bytes = scripts.reduce((sum, script) => sum + gzipSync(script).length, 0);
    expect(bytes).toBeGreaterThan(0);
    expect(bytes).toBeLessThanOrEqual(200_000);
  });
});

/** Visits after the first: counts that move and are missing once, places in a ranking, and a text that changed. */
async function visitAgain({ store, lamps }: SeededPortals): Promise<void> {
  const [first, second, , , , late] = lamps.members;
  if (!first || !second || !late) throw new Error('the story has eight members');
  const days = ['18', '19', '20', '21'];
  const none = { articles: [], rejudged: [], stories: [], urls: [], observations: [] };
  const changed: Article = {
    ...second,
    revision: 2,
    body: second.body.replace('eleven', 'twelve').replace('winter,', 'next spring,'),
  };
  await store.commit({
    ...none,
    at: '2025-04-21T08:00:00.000Z',
    articles: [
      {
        article: changed,
        sketch: { bands: [1], sketch: new Uint8Array([1]) },
        expectedRevision: 1,
        revision: { ...second, articleId: second.id, revision: 1 },
        changed: true,
      },
    ],
    observations: days.flatMap((day, i) => {
      const at = `2025-04-${day}T08:00:00.000Z`;
      const reactions = [{ label: 'veryGood!', count: i === 1 ? null : 40 + 10 * i, atLeast: false }];
      const place = { '20': 4, '21': 1 }[day];
      const ranked = { block: 'ranking' as const, text: late.title ?? '', url: late.url };
      return [
        { articleId: late.id, at, reactions, views: 1_300 + i, lists: [] },
        {
          ...{ articleId: first.id, at, reactions: [], views: null },
          lists: place === undefined ? [] : [{ ...ranked, position: place }],
        },
      ];
    }),
  });
}
