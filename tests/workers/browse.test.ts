import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { openApp } from '../../src/app.ts';
import { loadSettings } from '../../src/settings.ts';
import { pageWithLinks, startTestPortal } from '../crawlers/test-portal.ts';

const missing = !existsSync(process.env.WELLSPRING_CHROMIUM ?? '/usr/bin/chromium');
const closing: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

const shell = (
  n: number,
) => `<html><head><title>Loading…</title></head><body><div id="app"><div class="spinner">Loading…</div></div>
<noscript>Please enable JavaScript to view this page.</noscript><script>fetch('/data/${n}.json').then((answer) => answer.json()).then(({ title, body }) => {
document.title = title; document.getElementById('app').innerHTML = '<article><h1>' + title + '</h1><p>Date:2025-04-16 12:47:42</p>' + body.map((each) => '<p>' + each + '</p>').join('') + '</article>'; });</script></body></html>`;
const story = (n: number) => ({
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify({
    title: `Tide clock number ${n} strikes again`,
    body: Array.from(
      { length: 3 },
      (_, p) =>
        `The harbour board of town ${n} voted on Thursday, for the ${p}th time, to rebuild clock ${n * 7}, which stopped nine years ago.`,
    ),
  }),
});

describe.skipIf(missing)('pages that are empty without scripts', () => {
  it('are rendered, archived as the browser showed them, and stored like all others', async () => {
    const portal = await startTestPortal({
      '/': { body: pageWithLinks('/1', '/2') },
      '/1': { body: shell(1) },
      '/2': { body: shell(2) },
      '/data/1.json': story(1),
      '/data/2.json': story(2),
    });
    const data = mkdtempSync(join(tmpdir(), 'wellspring-browse-'));
    closing.push(() => rmSync(data, { recursive: true }), portal.close);
    const app = await openApp(
      loadSettings({ env: {}, file: join(data, 'none.yaml'), flags: { data, allow: portal.host } }),
    );
    closing.push(app.close);
    const summary = await app.run(
      { starts: [{ url: `${portal.origin}/`, kind: 'page' }] },
      () => undefined,
      new AbortController().signal,
    );
    expect(summary).toMatchObject({ failures: [], outcomes: { stored: 2 } });
    const record = await app.store.url(`${portal.origin}/1`);
    const article = await app.store.article(record?.articleId ?? '');
    expect(article).toMatchObject({
      title: 'Tide clock number 1 strikes again',
      claimedDate: { iso: '2025-04-16T12:47:42' },
    });
    if (!article?.snapshot) throw new Error('no snapshot');
    expect(Buffer.from((await app.archive.read(article.snapshot)).body).toString()).toContain(
      '<h1>Tide clock number 1',
    );
  }, 60_000);
});
