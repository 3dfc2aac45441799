import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openApp } from '../../../src/app.ts';
import type { Application } from '../../../src/cli/application.ts';
import { UrlBiography } from '../../../src/model/url-biography.ts';
import { Settings } from '../../../src/settings.ts';
import { startTestPortal } from '../../crawlers/test-portal.ts';

let folder: string;
let portal: Awaited<ReturnType<typeof startTestPortal>>;
let app: Application;

const text =
  'The ferry to the island was late on Monday, said the pilot who had waited at the quay for an hour. ';
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'wellspring-biography-'));
  portal = await startTestPortal({
    '/robots.txt': { headers: { 'content-type': 'text/plain' }, body: 'User-agent: *\nDisallow: /secret/' },
    '/list/': {
      body: '<html><body><a href="/about">About</a><a href="/news/ferry">The ferry is late</a><a href="/gone">Gone</a><a href="/secret/x">A secret</a></body></html>',
    },
    '/news/ferry': {
      body: `<html><head><title>The ferry is late</title></head><body><h1>The ferry is late</h1><p>${text.repeat(6)}</p></body></html>`,
    },
    '/about': { body: '<html><body><h1>About</h1></body></html>' },
  });
  mkdirSync(join(folder, 'sites', 'ferry'), { recursive: true });
  writeFileSync(
    join(folder, 'sites', 'ferry', 'site.yaml'),
    `name: Ferry\nhosts: ["${portal.host}"]\nstart: [{ list: "${portal.origin}/list/" }]\nscope: { exclude: ["/tag/"] }\n`,
  );
  app = await openApp(
    Settings.parse({
      data: join(folder, 'data'),
      sites: join(folder, 'sites'),
      allow: [portal.host],
      crawl: { gapMs: 0 },
    }),
  );
  await app.subscriptions.addWebhook({
    ...{ id: 'wh_1', url: 'https://team.example/hook', description: '', search: null, format: 'standard' },
    ...{ types: ['article.created'], secrets: [{ secret: 'whsec_AAAA', until: null }], enabled: true },
    ...{ disabledReason: null, disabledAt: null, failingSince: null, replay: null },
    ...{ createdAt: '2026-01-01T00:00:00.000Z', plannedSeq: 0 },
  });
  await app.run(
    { starts: [{ url: `${portal.origin}/list/`, kind: 'list' }] },
    () => undefined,
    new AbortController().signal,
  );
});
afterAll(async () => {
  await app.close();
  await portal.close();
  rmSync(folder, { recursive: true, force: true });
});

const told = async (path: string) => UrlBiography.parse(await app.biography(portal.origin + path));

describe('the biography of a URL', () => {
  it('tells of an article how it was found, what was decided, its parse, story, changes and deliveries', async () => {
    const [change] = await app.store.changes(0, 1);
    await app.subscriptions.addDeliveries([
      {
        ...{ id: 'msg_1', webhookId: 'wh_1', seq: change?.seq ?? 0, type: 'article.created', body: '{}' },
        ...{ createdAt: '2026-01-01T00:00:00.000Z', dueAtMs: 0 },
      },
    ]);
    const life = await told('/news/ferry?utm_source=x#top');
    expect(life).toMatchObject({
      url: `${portal.origin}/news/ferry`,
      inFeed: true,
      record: { outcome: 'stored', discovery: { by: 'link', from: `${portal.origin}/list/`, position: 2 } },
      article: { title: 'The ferry is late', revision: 1 },
      story: { relation: 'unique', members: 1 },
      changes: [{ type: 'article.created', revision: 1 }],
      deliveries: [{ webhookId: 'wh_1', state: 'waiting', seq: change?.seq }],
    });
    expect(life.why).toMatch(/^it is in the feed: stored as article [0-9a-f]{32}$/);
    expect(life.checks.find(({ rule }) => rule === 'budget')?.says).toMatch(
      /; it is (?:1 link|[02-9] links) from/,
    );
    expect(life.decisions.map(({ outcome }) => outcome)).toEqual(['queued', 'queued', 'stored']);
    expect(life.decisions[1]?.reason).toBe('HTTP 200: waits to be parsed');
    expect(life.checks.every(({ verdict }) => verdict === 'passes')).toBe(true);
    expect(life.record?.rhythm?.nextAt).not.toBeNull();
  });

  it('tells of an article whose last visit failed that it is in the feed from an earlier one', async () => {
    const record = await app.store.url(`${portal.origin}/news/ferry`);
    if (!record) throw new Error('there is no record');
    await app.store.settle([{ ...record, outcome: 'dead-letter', reason: 'its job failed' }]);
    expect((await told('/news/ferry')).why).toMatch(
      /^it is in the feed: article [0-9a-f]{32}, from an earlier visit; the last one ended as dead-letter: its job failed$/,
    );
    await app.store.settle([record]);
  });

  it.each([
    ['/gone', /^page: http-error: HTTP 404/],
    ['/secret/x', /^robots: .*Disallow: \/secret\//],
    ['/about', /^page: not-article: /],
  ])('says why %s is not in the feed', async (path, why) => {
    const life = await told(path);
    expect(life.inFeed).toBe(false);
    expect(life.why).toMatch(why);
    expect(life.record).not.toBeNull();
  });

  it.each([
    ['/secret/y', /^robots: .*Disallow: \/secret\//],
    ['/tag/sea', /^scope: paths under \/tag\/ are excluded$/],
    ['/news/other', /^discovery: no list, page, sitemap or feed that was read so far has named it$/],
  ])('says what stands in the way of %s, which no crawl has met', async (path, why) => {
    const life = await told(path);
    expect(life.record).toBeNull();
    expect(life.why).toMatch(why);
  });

  it('says of addresses elsewhere that no site has their host, and of others that they are none', async () => {
    expect((await app.biography('https://elsewhere.example/x')).why).toMatch(/^(?:site|address): /);
    expect((await app.biography('mailto:someone')).why).toBe('address: it is no web address (http or https)');
    expect((await app.biography('http://10.0.0.1/')).why).toMatch(/^address: /);
  });

  it('says that a pause keeps a URL from being visited', async () => {
    await app.scheduleDesk.pause('Ferry', 'holidays');
    expect((await told('/news/other')).why).toBe('schedule: the site is paused by site: holidays');
    await app.scheduleDesk.resume('Ferry');
  });

  it('is served over HTTP by path and by query', async () => {
    const served = await app.serve({ port: 0 });
    const address = encodeURIComponent(`${portal.origin}/news/ferry`);
    const byPath = await (await fetch(`${served.url}/v1/urls/${address}`)).json();
    const byQuery = await (await fetch(`${served.url}/v1/urls/biography?url=${address}`)).json();
    expect(UrlBiography.parse(byPath).inFeed).toBe(true);
    expect(byQuery).toEqual(byPath);
    await served.close();
  });
});
