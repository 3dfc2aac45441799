import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openApp } from '../../src/app.ts';
import type { Application } from '../../src/cli/application.ts';
import { loadSettings } from '../../src/settings.ts';
import { type RedesignedPortal, redesignedPortal } from './redesigned-portal.ts';
import { cli, jsonLines } from './run-cli.ts';

let folder: string;
let data: string;
let portal: RedesignedPortal;
let application: Application;
const running = new AbortController().signal;
const env = () => ({ WELLSPRING_SITES: join(folder, 'sites'), WELLSPRING_GAP_MS: '0' });
const crawl = () =>
  application.run({ starts: [{ url: `${portal.origin}/`, kind: 'page' }] }, () => undefined, running);
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'wellspring-health-e2e-'));
  data = join(folder, 'data');
  portal = await redesignedPortal();
  portal.publish(44, 1_000);
  application = await openApp(loadSettings({ env: env(), flags: { data, allow: portal.host } }));
  await crawl();
}, 120_000);
afterAll(async () => {
  await application.close();
  await portal.close();
  rmSync(folder, { recursive: true, force: true });
});

async function withoutDate(): Promise<{ all: number; without: number }> {
  let [all, without] = [0, 0];
  for await (const { claimedDate } of application.store.export({ type: 'everything' })) {
    all += 1;
    if (claimedDate === null) without += 1;
  }
  return { all, without };
}
const openDrift = async () => (await application.operations.drifts({ state: 'open', limit: 1 }))[0]?.id ?? '';

describe('an operator whose portal changes its layout', () => {
  it('finds nothing odd in the pages as they are', async () => {
    const { out } = await cli(['site', 'list', '--json'], { data, settings: env() });
    expect(jsonLines(out)[0]?.health).toEqual([{ host: portal.host, state: 'well', driftId: null, held: 0 }]);
    expect(await application.health.sites()).toMatchObject([{ state: 'well', held: 0, drift: null }]);
    expect(await withoutDate()).toEqual({ all: 44, without: 0 });
  });

  it('is told of the change, and pages without a date stay out of the store', async () => {
    portal.publish(60, 44);
    await crawl();
    const { out } = await cli(['health', 'list'], { data, settings: env() });
    expect(out).toMatch(/changed +127\.0\.0\.1:\d+ +\d+ +1[56] .*dates: 9\d% before, 0% since/);
    const sites = await cli(['site', 'list'], { data, settings: env() });
    expect(sites.out).toMatch(/ {2}health +changed, 1[56] pages held \(drift-\S+\)\n/);
    // The first page of a change may come in before there is a second one to compare it with.
    expect((await withoutDate()).without).toBeLessThanOrEqual(1);
    const record = await application.store.url(`${portal.origin}/news/55.html`);
    expect(record).toMatchObject({ outcome: 'quarantined', reason: expect.stringContaining('fewer dates') });
  });

  it('may let a page through as it is, or give it up, and is told of a site that is none', async () => {
    const settings = env();
    const [known, given] = ['58', '59'].map((n) => `${portal.origin}/news/${n}.html`);
    const listed = await cli(['quarantine', 'list', portal.host], { data, settings });
    expect(listed.out).toMatch(/^(?:\S+ +http\S+ +in doubt: .*\n)+1[56] pages are held\n$/);
    expect(await cli(['quarantine', 'release', known ?? ''], { data, settings })).toMatchObject({
      out: '1 held pages were run again\n',
    });
    expect((await application.store.url(known ?? ''))?.outcome).toBe('stored');
    expect(await cli(['quarantine', 'drop', given ?? ''], { data, settings })).toMatchObject({
      out: '1 held pages were given up\n',
    });
    expect((await application.store.url(given ?? ''))?.outcome).toBe('quarantined');
    const rest = await cli(['quarantine', 'list', portal.host, '--json'], { data, settings });
    expect(jsonLines(rest.out).map(({ url }) => url)).not.toContain(known);
    expect(jsonLines(rest.out).map(({ url }) => url)).not.toContain(given);
    const unknown = await cli(['quarantine', 'release', 'nobody.example'], { data, settings });
    expect(unknown).toMatchObject({ code: 2, err: expect.stringContaining('no site "nobody.example"') });
  });

  it('is shown selectors with what they do, approves one, and the held pages come in', async () => {
    const id = await openDrift();
    const { out } = await cli(['health', 'show', id], { data, settings: env() });
    expect(out).toMatch(/date: .*printed.*\n {2}found on 0 of 12 pages now, on 12 with it, 12 values/);
    const selector = /health approve \S+ --date (\S+)\n/.exec(out)?.[1] ?? '';
    const decided = await application.health.approve(id, { date: selector }, 'cli:ada');
    expect(decided.stillHeld).toBe(0);
    await application.finish(() => undefined, running);
    // The one that was let through, and the one that was given up.
    expect((await withoutDate()).without).toBeLessThanOrEqual(2);
    expect((await withoutDate()).all).toBe(59);
    expect((await application.operations.held({ limit: 9, cursor: null })).pages).toEqual([]);
    expect(readFileSync(decided.file, 'utf8')).toMatch(/until: \d{4}-\d\d-\d\d\n[\s\S]*date: /);
  });

  it('has it in the log who decided what, and cannot decide it twice', async () => {
    const [entry] = (await application.operations.entries({ limit: 9, cursor: null })).entries;
    expect(entry).toMatchObject({ action: 'health approve', who: 'cli:ada' });
    const again = application.health.accept(entry?.subject ?? '', 'cli:ada');
    await expect(again).rejects.toMatchObject({
      code: 'health-decision',
      message: expect.stringContaining('is repaired already'),
    });
  });

  it('finds the site as usual again, with what came in before mended by the next visit', async () => {
    portal.publish(66, 44);
    await crawl();
    expect(await application.health.sites()).toMatchObject([{ state: 'well', held: 0, drift: null }]);
    expect(await withoutDate()).toEqual({ all: 66, without: 0 });
  });
});
