import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { openGuardedClient } from '../../crawlers/fetch/guarded-client.ts';
import { serveApi } from '../../src/api/serve-api.ts';
import { openApp } from '../../src/app.ts';
import { newKey } from '../../src/changes/new-key.ts';
import { webhookDesk } from '../../src/changes/webhook-desk.ts';
import type { Application } from '../../src/cli/application.ts';
import { loadSettings } from '../../src/settings.ts';
import {
  axeViolations,
  type DashboardBrowser,
  lacksChromium,
  openDashboardBrowser,
  undefinedNumbers,
} from './dashboard-browser.ts';
import { type RedesignedPortal, redesignedPortal } from './redesigned-portal.ts';
import { cli } from './run-cli.ts';

const running = new AbortController().signal;
const now = () => new Date();

describe.skipIf(lacksChromium())('an operator at the dashboard', () => {
  let folder: string;
  let siteFile: string;
  let env: Record<string, string>;
  let portal: RedesignedPortal;
  let application: Application;
  let dashboard: DashboardBrowser;
  let client: ReturnType<typeof openGuardedClient>;
  let api: Awaited<ReturnType<typeof serveApi>>;
  let keys: { operate: string; read: string };
  let page: Page;
  let complaints: string[];

  /** A crawled portal that changed its layout, so that pages are held, and a job that failed for good. */
  beforeAll(async () => {
    const opening = openDashboardBrowser();
    folder = mkdtempSync(join(tmpdir(), 'wellspring-operations-'));
    portal = await redesignedPortal();
    siteFile = join(folder, 'sites', 'ward', 'site.yaml');
    mkdirSync(join(folder, 'sites', 'ward'), { recursive: true });
    writeFileSync(
      siteFile,
      `name: Ward News\nhosts: ["${portal.host}"]\nstart: [{ list: "${portal.origin}/" }]\nschedule: { cron: "0 6 * * *" }\n`,
    );
    env = { WELLSPRING_SITES: join(folder, 'sites'), WELLSPRING_GAP_MS: '0' };
    application = await openApp(
      loadSettings({ env, flags: { data: join(folder, 'data'), allow: portal.host } }),
    );
    const crawl = () =>
      application.run({ starts: [{ url: `${portal.origin}/`, kind: 'page' }] }, () => undefined, running);
    portal.publish(44, 1_000);
    await crawl();
    portal.publish(60, 44);
    await crawl();
    await application.queue.add([
      { name: 'ingest', key: 'spoiled', version: 1, data: { runId: 7 }, priority: 0, notBeforeMs: 0 },
    ]);
    await application.finish(() => undefined, running);
    keys = { operate: await keyFor('the night shift', 'operate'), read: await keyFor('a reader', 'read') };
    const { store, archive, history, subscriptions, storyDesk, operations, health } = application;
    client = openGuardedClient({ userAgent: 'Wellspring/test', allow: [] });
    dashboard = await opening;
    api = await serveApi({
      ...{ store, archive, history, subscriptions, storyDesk, operations, health, now, version: '1' },
      desk: webhookDesk({ store, history, subscriptions, client, now }),
      operation: application,
      dashboardFolder: dashboard.folder,
    });
  }, 120_000);
  afterAll(async () => {
    await api?.close();
    await client?.close();
    await application?.close();
    await dashboard?.close();
    await portal?.close();
    rmSync(folder, { recursive: true, force: true });
  });
  beforeEach(async () => {
    ({ page, complaints } = await dashboard.open());
  });
  afterEach(async () => {
    await page.close();
    expect(complaints).toEqual([]);
  });

  async function keyFor(name: string, scope: 'read' | 'operate'): Promise<string> {
    const { key, hash, text } = newKey(name, scope, now());
    await application.subscriptions.addKey(key, hash);
    return text;
  }
  const open = async (part: string) => {
    await page.goto(`${api.url}/operations${part === '' ? '' : `?part=${part}`}`);
    await page.getByRole('navigation', { name: 'Parts of operations' }).waitFor();
    await page.waitForSelector('main .loading, main [aria-busy="true"]', { state: 'detached' });
  };
  const dialog = () => page.getByRole('dialog');
  const giveKey = async (key: string) => {
    await dialog().getByLabel('This changes the service').fill(key);
    await dialog().getByRole('button', { name: 'Use it' }).click();
  };
  /** Chooses what a button offers, says yes, and gives the key where it is asked for. */
  const act = async (button: string | RegExp, { reason, key }: { reason?: string; key?: string } = {}) => {
    await page.getByRole('button', { name: button }).first().click();
    if (reason) await dialog().getByLabel('Why').fill(reason);
    await dialog().getByRole('button', { name: 'Do it' }).click();
    if (key) await giveKey(key);
  };
  const told = (text: string) =>
    expect.poll(() => page.getByRole('status').first().textContent(), { timeout: 20_000 }).toContain(text);
  const inTable = (name: string) => page.getByRole('region', { name }).locator('tbody');
  const openLife = async (url: string) => {
    await page.goto(`${api.url}/urls?${new URLSearchParams({ url })}`);
    await page.getByRole('heading', { level: 2 }).first().waitFor();
  };
  const expectNoFault = async () => {
    expect(await axeViolations(page)).toEqual([]);
    expect(await undefinedNumbers(page)).toEqual([]);
    await page.setViewportSize({ width: 390, height: 900 });
    await page.emulateMedia({ colorScheme: 'dark' });
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(390);
    expect(await axeViolations(page)).toEqual([]);
  };

  it('sees first what needs somebody, each with the way to it', async () => {
    await page.goto(api.url);
    await page.getByRole('link', { name: 'Operations' }).click();
    const letters = page.getByRole('region', { name: 'Dead letters' });
    await expect.poll(() => letters.textContent()).toContain('1 job failed of ours');
    await expect
      .poll(() => page.getByRole('region', { name: 'Changed sites' }).textContent())
      .toMatch(/127\.0\.0\.1:\d+ pages are held1[56] pages heldfewer: date, time/);
    await expect
      .poll(() => page.getByRole('region', { name: 'Alarms' }).textContent())
      .toContain('Every schedule does as it should.');
    await letters.getByRole('link', { name: '1 job' }).click();
    expect(new URL(page.url()).search).toBe('?part=letters&failure=ours');
    await page.locator('.letters li').first().waitFor();
  });

  it('sees each site with its health, what is held, and when it is visited next', async () => {
    await open('sites');
    const row = inTable('Sites').locator('tr');
    await expect.poll(() => row.count()).toBe(1);
    await expect.poll(() => row.textContent()).toMatch(/^Ward Newschanged1[56].*, 06:00PauseRun now$/);
  });

  it('sees hosts with the rule and the pace that were kept', async () => {
    await open('hosts');
    await expect
      .poll(() => inTable('Hosts and their pace').textContent())
      .toMatch(/^127\.0\.0\.1:\d+none .*404/);
  });

  it('may not change anything without a key of scope operate, and is told why', async () => {
    await open('letters');
    await act('Replay the 1 shown', { key: 'a-key-of-nobody' });
    await expect.poll(() => dialog().textContent()).toContain('with a key that has scope operate');
    await giveKey(keys.read);
    await expect.poll(() => dialog().textContent()).toContain('this key has scope read');
    await page.keyboard.press('Escape');
    await dialog().waitFor({ state: 'detached' });
    await expect.poll(() => page.locator('.letters > li').count()).toBe(1);
    expect((await application.queue.counts()).dead).toBe(1);
    // The browser notes answers that refuse.
    complaints = complaints.filter((line) => !/40[13]/.test(line));
  });

  it('puts a dead letter back to work with the key, which stays out of the address, and finds it in the log', async () => {
    await open('letters&code=job-data');
    await expect.poll(() => page.locator('.letters').textContent()).toContain('ingest spoiled');
    await act(/^Replay ingest-spoiled/, { key: keys.operate });
    await told('Back to work: 1 job.');
    await page.getByText('None fits.').waitFor();
    expect(await application.queue.counts()).toMatchObject({ dead: 0, waiting: 1 });
    expect(page.url()).not.toContain(keys.operate);
    expect(await page.evaluate('JSON.stringify([localStorage, document.cookie])')).not.toContain(
      keys.operate,
    );
    await page.getByRole('link', { name: 'Log' }).click();
    await expect
      .poll(() => inTable('What was changed by hand').locator('tr').first().textContent())
      .toMatch(/key:\S+ \(the night shift\)POST \/v1\/dead-letters\/replayingest-spoiled$/);
  });

  it('pauses a site with a reason and resumes it, by keyboard alone', async () => {
    await open('schedules');
    const pause = page.getByRole('button', { name: 'Pause Ward News' });
    await pause.focus();
    await page.keyboard.press('Enter');
    await page.keyboard.type('they move house');
    await page.keyboard.press('Enter');
    await dialog().getByLabel('This changes the service').waitFor();
    await page.keyboard.type(keys.operate);
    await page.keyboard.press('Enter');
    await told('Ward News: paused.');
    expect(await application.scheduleDesk.pauses()).toMatchObject([
      { site: 'Ward News', reason: 'they move house' },
    ]);
    await page.getByRole('button', { name: 'Resume Ward News' }).focus();
    await page.keyboard.press('Enter');
    await page.keyboard.press('Enter');
    await told('Ward News: resumed.');
    expect(await application.scheduleDesk.pauses()).toEqual([]);
    await page.getByRole('link', { name: 'Log' }).click();
    await expect
      .poll(() => inTable('What was changed by hand').textContent())
      .toContain('POST /v1/schedules/pauseWard Newsthey move house');
    await cli(['pause', '--reason', 'the roof leaks'], { data: join(folder, 'data'), settings: env });
    await open('log');
    await page.getByText('All sites are paused').waitFor();
    await expect
      .poll(() => inTable('What was changed by hand').locator('tr').first().textContent())
      .toMatch(/cli:\S+pausethe wholethe roof leaks$/);
    await act('Resume all sites');
    await told('All sites: resumed.');
  });

  it('sees the next twenty visits of a site, as the preview tells them', async () => {
    await open('schedules&site=Ward+News');
    const visits = page.getByRole('list', { name: 'Next visits' }).getByRole('listitem');
    await expect.poll(() => visits.count()).toBe(20);
    const [schedule] = await application.scheduleDesk.schedules({ times: 20 });
    await expect.poll(() => visits.last().textContent()).toContain(', 06:00');
    expect(schedule?.next).toHaveLength(20);
  });

  it('sees a run come up without asking again, and cancels it', async () => {
    await open('runs');
    const rows = inTable('Runs').locator('tr');
    const before = await rows.count();
    const run = await application.scheduleDesk.runNow('Ward News', 'a look');
    await expect.poll(() => rows.count(), { timeout: 15_000 }).toBe(before + 1);
    await expect.poll(() => rows.first().textContent()).toMatch(/^Ward Newswaitinghand: a look/);
    await act(/^Cancel the run of Ward News/, { key: keys.operate });
    await told('Cancelled: the run of Ward News');
    expect(await application.schedules.run(run.id)).toMatchObject({ state: 'cancelled' });
    await expect.poll(() => rows.first().textContent()).toContain('cancelled');
  });

  it('keeps showing what it knew while the service does not answer, and says so', async () => {
    await open('runs');
    const rows = inTable('Runs').locator('tr');
    const before = await rows.count();
    await page.context().setOffline(true);
    const alarm = page.getByRole('alert').filter({ hasText: 'The service does not answer' });
    await alarm.first().waitFor();
    await expect.poll(() => rows.count()).toBe(before);
    await page.context().setOffline(false);
    await expect.poll(() => alarm.count(), { timeout: 20_000 }).toBe(0);
    complaints = complaints.filter((line) => !line.includes('ERR_INTERNET_DISCONNECTED'));
  });

  it('goes from a row of the collection to the life of its address, and on to article, story and back', async () => {
    const url = `${portal.origin}/news/3.html`;
    const [told] = (await application.biography(url)).changes;
    await application.subscriptions.addWebhook({
      ...{ id: 'wh_1', url: 'https://team.example/hook', description: '', search: null, format: 'standard' },
      ...{ types: ['article.created'], secrets: [{ secret: 'whsec_AAAA', until: null }], enabled: false },
      ...{ disabledReason: null, disabledAt: null, failingSince: null, replay: null },
      ...{ createdAt: now().toISOString(), plannedSeq: 0 },
    });
    await application.subscriptions.addDeliveries([
      {
        ...{ id: 'msg_1', webhookId: 'wh_1', seq: told?.seq ?? 0, type: 'article.created', body: '{}' },
        ...{ createdAt: now().toISOString(), dueAtMs: 0 },
      },
    ]);
    const { outcome } = (await application.store.url(url)) ?? {};
    await page.goto(`${api.url}/urls?outcome=${outcome}`);
    await page.getByRole('link', { name: url, exact: true }).click();
    await page.getByRole('heading', { name: 'Why is this in the feed?' }).waitFor();
    expect(new URL(page.url()).searchParams.get('url')).toBe(url);
    expect(await page.evaluate('document.activeElement?.id')).toBe('main');
    const panel = (name: string) => page.getByRole('region', { name }).textContent();
    expect(await panel('How it was found')).toContain(`Known bylinkOn${portal.origin}/Placelink 4`);
    expect(await panel('Last fetch')).toContain('AnswerHTTP 200');
    expect(await panel('What was read of it')).toMatch(/Revision1.*Least sure\w+ \d+ %/);
    expect(await panel('Story')).toContain('1 article on 1 site');
    const decided = await inTable('Decisions').locator('tr').allTextContents();
    const life = await application.biography(url);
    expect(decided).toHaveLength(life.decisions.length);
    for (const [n, decision] of life.decisions.entries()) {
      expect(decided[n]).toContain(`${decision.outcome}${decision.reason}`);
    }
    await expect.poll(() => inTable('Changes in the feed').textContent()).toContain('article.created1');
    await expect.poll(() => inTable('Deliveries').textContent()).toBe(`wh_1waiting0${told?.seq}`);
    await page.getByRole('link', { name: life.article?.title ?? '', exact: true }).click();
    await page.getByRole('link', { name: 'Life of its address' }).click();
    await page.getByRole('link', { name: 'how it spread' }).click();
    await expect.poll(() => new URL(page.url()).pathname).toBe(`/stories/${life.story?.id}`);
  });

  it('is told which rule keeps an address from the feed, also of one that was never met', async () => {
    await openLife(`${portal.origin}/news/50.html`);
    const answer = page.getByRole('region', { name: 'Why is this not in the feed?' });
    await expect.poll(() => answer.locator('.deciding').textContent()).toMatch(/^stopspage quarantined: /);
    await answer.getByRole('link', { name: 'The pages that are held' }).waitFor();
    const ask = async (url: string) => {
      await page.getByLabel('A host or a whole address').fill(url);
      await page.keyboard.press('Enter');
    };
    await ask(`${portal.origin}/news/9999.html`);
    await answer.getByText('never met').waitFor();
    await expect
      .poll(() => answer.locator('.deciding').textContent())
      .toBe('stopsdiscovery no list, page, sitemap or feed that was read so far has named it');
    const main = await page.locator('main').textContent();
    expect(main).toContain('It was never fetched.');
    expect(main).toContain('None: no webhook was sent a message');
    await ask('ftp://elsewhere.example/x');
    await answer.getByText('address: it is no web address (http or https)').waitFor();
    await ask(`${portal.origin}/${'x'.repeat(8_001)}`);
    await expect.poll(() => page.getByRole('alert').textContent()).toContain('8000');
    // The browser notes every answer with status 400.
    complaints = complaints.filter((line) => !line.includes('400'));
    await page.setViewportSize({ width: 390, height: 900 });
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(390);
    await ask(portal.host);
    await page.getByRole('heading', { level: 1, name: 'Collection' }).waitFor();
    expect(new URL(page.url()).searchParams.get('host')).toBe(portal.host);
  });

  it('goes from a dead letter to the life of its page, and from there to the letter', async () => {
    const record = await application.store.url(`${portal.origin}/news/5.html`);
    const kept = record?.lastFetch?.snapshot;
    if (!record?.lastFetch || !kept) throw new Error('the page was not kept');
    // A place in the archive at which no record begins.
    const snapshot = { ...kept, offsetBytes: kept.offsetBytes + 1 };
    const data = { runId: 'by-hand', pages: [{ url: record.url, snapshot }] };
    const lastFetch = { ...record.lastFetch, snapshot };
    await application.store.settle([{ ...record, lastFetch, outcome: 'queued', waitsFor: 'ingest' }]);
    await application.queue.add([
      { name: 'ingest', key: 'misplaced', version: 1, data, priority: 0, notBeforeMs: 0 },
    ]);
    await application.finish(() => undefined, running);
    await open('letters&failure=page');
    await page.getByRole('link', { name: record.url, exact: true }).click();
    await inTable('Decisions').waitFor();
    await expect
      .poll(() => inTable('Decisions').locator('tr').last().textContent())
      .toContain('dead-letterpage: snapshot: ');
    await page.getByRole('link', { name: 'Its dead letter' }).click();
    await expect.poll(() => page.locator('.letters > li').count()).toBe(1);
    expect(new URL(page.url()).searchParams.get('text')).toBe(record.url);
  });

  const parts = ['', 'sites', 'runs', 'hosts', 'letters', 'quarantine', 'schedules', 'log', 'nonsense'];

  it.each([...parts, 'schedules&site=Ward+News'])(
    'has no fault that axe knows on part "%s", fits it into 390 pixels, and defines each of its numbers',
    async (part) => {
      await open(part);
      await expectNoFault();
    },
  );

  it.each(['/news/3.html', '/news/50.html', '/news/9999.html'])(
    'has no fault that axe knows on the life of %s, fits it into 390 pixels, and defines each of its numbers',
    async (path) => {
      await openLife(portal.origin + path);
      await expectNoFault();
    },
  );

  it('has no fault that axe knows in the dialog of an action and of its key', async () => {
    await open('sites');
    await page.getByRole('button', { name: 'Pause Ward News' }).click();
    expect(await axeViolations(page)).toEqual([]);
    await dialog().getByRole('button', { name: 'Do it' }).click();
    await dialog().getByLabel('This changes the service').waitFor();
    expect(await axeViolations(page)).toEqual([]);
    await dialog().getByRole('button', { name: 'Leave it' }).click();
    await dialog().waitFor({ state: 'detached' });
    expect(await page.evaluate('document.activeElement?.textContent')).toBe('Pause');
  });

  it('sees selectors tried on the held pages, and approves the one that mends them', async () => {
    await open('quarantine');
    const drift = page.getByRole('region', { name: /^Change of/ });
    await expect.poll(() => drift.textContent()).toContain('date by');
    await expect.poll(() => drift.textContent()).toMatch(/found on 0 of 12 pages now, on 12 with it/);
    await act(/^Approve .*printed.* for the date/, { key: keys.operate });
    await told('Written into');
    await page.getByText('None: the sites look as usual.').waitFor();
    expect(readFileSync(siteFile, 'utf8')).toContain('date: ');
    const [entry] = (await application.operations.entries({ limit: 1, cursor: null })).entries;
    expect(entry).toMatchObject({
      action: 'health approve',
      who: expect.stringContaining('the night shift'),
    });
  });
});
