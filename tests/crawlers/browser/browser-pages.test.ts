import { existsSync } from 'node:fs';
import { afterEach, describe, expect, it } from 'vitest';
import { type BrowserPages, openBrowserPages } from '../../../crawlers/browser/browser-pages.ts';
import { openGuardedClient } from '../../../crawlers/fetch/guarded-client.ts';
import { localHostGate } from '../../../crawlers/gate/local-host-gate.ts';
import { parse } from '../../../parsers/parse.ts';
import { type Routes, startTestPortal } from '../test-portal.ts';

const executablePath = process.env.WELLSPRING_CHROMIUM ?? '/usr/bin/chromium';
const missing = !existsSync(executablePath);
if (missing) {
  const line = `no Chromium at ${executablePath}; name one in WELLSPRING_CHROMIUM`;
  if (process.env.CI === 'true') throw new Error(line);
  process.stderr.write(`browser tests are skipped: ${line}\n`);
}
const never = new AbortController().signal;
const closing: (() => Promise<unknown>)[] = [];

async function opened(routes: Routes, timeoutMs = 10_000) {
  const portal = await startTestPortal(routes);
  const client = openGuardedClient({ userAgent: 'Wellspring/test', allow: [portal.host] });
  const gate = localHostGate({ client, agent: 'Wellspring', gapMs: 0, concurrency: 4 });
  const pages: BrowserPages = openBrowserPages({
    client,
    gate,
    executablePath,
    timeoutMs,
    now: () => new Date(),
  });
  closing.push(pages.close, client.close, portal.close);
  return { portal, pages };
}

const text =
  'The harbour board voted on Thursday to rebuild the old tide clock, which stopped nine years ago. ';
const shell = (script: string) =>
  `<html><head><title>…</title></head><body><div id="app"></div><script>${script}</script></body></html>`;
const fills = `fetch('/data.json').then((answer) => answer.json()).then(({ title, body }) => {
  document.title = title;
  document.getElementById('app').innerHTML = '<article><h1>' + title + '</h1>' + body.map((each) => '<p>' + each + '</p>').join('') + '</article>';
});`;
const data = {
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify({ title: 'Tide clock strikes again', body: [text.repeat(2), text.repeat(3)] }),
};

describe.skipIf(missing)('browser pages', () => {
  afterEach(async () => {
    for (const close of closing.splice(0)) await close();
  });

  it('shows what a script puts in, as a page that the parsers read', async () => {
    const { portal, pages } = await opened({ '/': { body: shell(fills) }, '/data.json': data });
    const rendered = await pages.render(`${portal.origin}/`, never);
    if (!('page' in rendered)) throw new Error(rendered.reason);
    expect(rendered.page).toMatchObject({ via: 'browser', status: 200 });
    expect(parse(rendered.page)).toMatchObject({ kind: 'article', title: 'Tide clock strikes again' });
  });

  it('never loads pictures, films, fonts or what raises a view counter, and sends nothing', async () => {
    const script = `${fills}
      new Image().src = '/pixel.gif';
      fetch('/e/public/ViewClick/?classid=1&addclick=1');
      fetch('/plus/count.php?view=yes&aid=1');
      fetch('/collect', { method: 'POST', body: 'x' });
      navigator.sendBeacon('/beacon', 'x');`;
    const { portal, pages } = await opened({ '/': { body: shell(script) }, '/data.json': data });
    await pages.render(`${portal.origin}/`, never);
    expect(Object.keys(portal.counts()).sort()).toEqual(['/', '/data.json', '/robots.txt']);
  });

  it('reaches no private address, however the page tries', async () => {
    const secret = await startTestPortal({ '/': { body: 'secret' } });
    closing.push(secret.close);
    const script = `${fills}
      fetch('${secret.origin}/').catch(() => undefined);
      document.body.appendChild(document.createElement('iframe')).src = '${secret.origin}/';
      document.head.appendChild(document.createElement('script')).src = '${secret.origin}/x.js';
      new WebSocket('${secret.origin.replace('http', 'ws')}/');
      new EventSource('${secret.origin}/events');`;
    const { portal, pages } = await opened({ '/': { body: shell(script) }, '/data.json': data });
    const rendered = await pages.render(`${portal.origin}/`, never);
    expect('page' in rendered).toBe(true);
    expect(secret.requests).toEqual([]);
  });

  it('keeps robots.txt for the page and for what it loads', async () => {
    const { portal, pages } = await opened({
      '/robots.txt': { body: 'User-agent: *\nDisallow: /private/\nDisallow: /data.json' },
      '/': { body: shell(`${fills} document.body.append('some text of its own')`) },
      '/data.json': data,
      '/private/': { body: 'never' },
    });
    expect(await pages.render(`${portal.origin}/private/`, never)).toMatchObject({ outcome: 'robots' });
    await pages.render(`${portal.origin}/`, never);
    expect(Object.keys(portal.counts()).sort()).toEqual(['/', '/robots.txt']);
  });

  it('ends a page that never comes to rest with a page or an outcome, and goes on with the next', async () => {
    const { portal, pages } = await opened(
      {
        '/loop': { body: shell('for (;;) {}') },
        '/growing': { body: shell('setInterval(() => document.body.append("more and more "), 50)') },
        '/refused': { status: 302, headers: { location: 'http://169.254.169.254/' } },
        '/gone': { status: 404, body: 'not here' },
        '/good': { body: shell(fills) },
        '/data.json': data,
      },
      4_000,
    );
    expect(await pages.render(`${portal.origin}/loop`, never)).toMatchObject({ outcome: 'timeout' });
    expect('page' in (await pages.render(`${portal.origin}/growing`, never))).toBe(true);
    expect(await pages.render(`${portal.origin}/refused`, never)).toMatchObject({
      outcome: 'refused-address',
    });
    expect(await pages.render(`${portal.origin}/gone`, never)).toMatchObject({
      outcome: 'http-error',
      reason: 'HTTP 404',
    });
    expect('page' in (await pages.render(`${portal.origin}/good`, never))).toBe(true);
  }, 60_000);
});
