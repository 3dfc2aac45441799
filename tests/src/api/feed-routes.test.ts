import { execFileSync } from 'node:child_process';
import { parseFeed } from 'htmlparser2';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { serveApi } from '../../../src/api/serve-api.ts';
import { type SeededPortals, seededPortals } from '../../seeded-portals.ts';

const python = process.env.WELLSPRING_PYTHON ?? 'python3';
const hasPython = (() => {
  try {
    execFileSync(python, ['--version'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
})();

let portals: SeededPortals;
let api: Awaited<ReturnType<typeof serveApi>>;
const removedId = () => portals.articles[1]?.id ?? '';

beforeAll(async () => {
  portals = await seededPortals();
  api = await serveApi({ ...portals.served, version: '1', dashboardFolder: null });
  const at = '2025-05-01T00:00:00.000Z';
  for (const [name, q] of [
    ['all', '*'],
    ['lamps', 'title:lighthouses'],
    ['odd', 'bells'],
  ] as const) {
    await portals.subscriptions.saveSearch({
      name,
      title: `Search & <${name}>`,
      q,
      createdAt: at,
      updatedAt: at,
    });
  }
  await portals.store.remove(removedId(), 'asked for by its <publisher> & owner', '2025-05-03T00:00:00.000Z');
});
afterAll(async () => {
  await api?.close();
  await portals?.close();
});

const get = (path: string, headers: Record<string, string> = {}) => fetch(`${api.url}${path}`, { headers });
const text = async (path: string) => (await get(path)).text();
const lamps = () =>
  portals.articles.filter(({ title, id }) => title?.includes('lighthouses') && id !== removedId());

/** The strict parser of Python's standard library: element names with their namespaces, attributes and text. */
const Element = z.object({ tag: z.string(), attributes: z.record(z.string(), z.string()), text: z.string() });
function strictly(xml: string): z.infer<typeof Element>[] {
  const program = `
import sys, json, xml.etree.ElementTree as tree
root = tree.fromstring(sys.stdin.buffer.read())
json.dump([{'tag': e.tag, 'attributes': dict(e.attrib), 'text': e.text or ''} for e in root.iter()], sys.stdout)`;
  return z.array(Element).parse(JSON.parse(execFileSync(python, ['-c', program], { input: xml }).toString()));
}

describe('feeds of a saved search', () => {
  it.each([
    ['atom', 'application/atom+xml; charset=utf-8', 'atom'],
    ['rss', 'application/rss+xml; charset=utf-8', 'rss'],
  ])('are read by another parser: %s', async (form, type, kind) => {
    const answer = await get(`/v1/feeds/lamps.${form}`);
    expect(answer.headers.get('content-type')).toBe(type);
    const feed = parseFeed(await answer.text());
    expect(feed?.type).toBe(kind);
    expect(feed?.title).toBe('Search & <lamps>');
    expect(feed?.items.map(({ link }) => link).toSorted()).toEqual(
      lamps()
        .map(({ url }) => url)
        .toSorted(),
    );
    expect(feed?.items.map(({ id }) => id).toSorted()).toEqual(
      lamps()
        .map(({ id }) => `urn:wellspring:article:${id}`)
        .toSorted(),
    );
    const newest = feed?.items.map(({ pubDate }) => pubDate?.getTime() ?? 0) ?? [];
    expect(newest).toEqual(newest.toSorted((a, b) => b - a));
  });

  it('are JSON Feed 1.1', async () => {
    const answer = await get('/v1/feeds/lamps.json');
    expect(answer.headers.get('content-type')).toBe('application/feed+json; charset=utf-8');
    const date = z.iso.datetime({ offset: true });
    const Feed = z.strictObject({
      version: z.literal('https://jsonfeed.org/version/1.1'),
      title: z.string(),
      home_page_url: z.url(),
      feed_url: z.url(),
      description: z.string(),
      hubs: z.array(z.strictObject({ type: z.literal('WebSub'), url: z.url() })),
      items: z.array(
        z.strictObject({
          id: z.string(),
          url: z.url(),
          title: z.string(),
          content_text: z.string().min(1),
          date_published: date,
          date_modified: date,
          authors: z.array(z.strictObject({ name: z.string() })).optional(),
          tags: z.array(z.string()).optional(),
          language: z.string().optional(),
        }),
      ),
    });
    const feed = Feed.parse(await answer.json());
    expect(feed.items).toHaveLength(lamps().length);
    expect(feed.items[0]?.content_text).toContain('Ada Marsh');
  });

  it('have a title and a list also where the title is blank and nothing fits yet', async () => {
    const at = new Date().toISOString();
    const saved = {
      name: 'nothing',
      title: ' \u0007',
      q: 'nothing-has-this-word',
      createdAt: at,
      updatedAt: at,
    };
    await portals.subscriptions.saveSearch(saved);
    expect(await (await get('/v1/feeds/nothing.json')).json()).toMatchObject({ title: 'nothing', items: [] });
    expect(await text('/v1/feeds/nothing.atom')).toContain('<title>nothing</title>');
    expect(await (await get('/v1/alerts.json')).json()).toMatchObject({ items: [] });
    expect(await text('/v1/feeds/nothing.rss')).not.toContain('<item>');
    await portals.subscriptions.removeSearch('nothing');
  });

  it.skipIf(!hasPython)('are well-formed XML with text that says what it says', async () => {
    for (const form of ['atom', 'rss']) {
      const elements = strictly(await text(`/v1/feeds/odd.${form}`));
      const title = elements.filter(({ tag }) => /(?:^|\})title$/.test(tag)).at(-1);
      expect(title?.text).toBe('Choir of <b>bells</b> & glass <img src=x onerror="document.title=1">');
      // Markup of a page is text in ours: one level of escaping more.
      const body = elements.find(({ text: inner }) => inner.includes('toured the islands'));
      expect(body?.text).toContain('&lt;script&gt;');
    }
  });

  it.skipIf(!hasPython)('name removed articles in Atom (RFC 6721)', async () => {
    const elements = strictly(await text('/v1/feeds/lamps.atom'));
    const at = '{http://purl.org/atompub/tombstones/1.0}';
    const deleted = elements.filter(({ tag }) => tag === `${at}deleted-entry`);
    expect(deleted.map(({ attributes }) => attributes)).toEqual([
      { ref: `urn:wellspring:article:${removedId()}`, when: '2025-05-03T00:00:00.000Z' },
    ]);
    expect(elements.find(({ tag }) => tag === `${at}comment`)?.text).toBe(
      'asked for by its <publisher> & owner',
    );
    // Not in a feed that it never fitted.
    expect(strictly(await text('/v1/feeds/odd.atom')).some(({ tag }) => tag.startsWith(at))).toBe(false);
  });

  it.skipIf(!hasPython)('lead from page to page (RFC 5005), each article once', async () => {
    const seen: string[] = [];
    let next: string | undefined = `${api.url}/v1/feeds/all.atom?limit=5&text=short`;
    for (let pages = 0; next !== undefined && pages < 20; pages += 1) {
      const elements = strictly(await (await fetch(next)).text());
      const links = elements.filter(({ tag }) => tag.endsWith('}link')).map(({ attributes }) => attributes);
      expect(links.find(({ rel }) => rel === 'first')?.href).toBe(
        `${api.url}/v1/feeds/all.atom?limit=5&text=short`,
      );
      seen.push(
        ...elements
          .filter(({ tag, text: id }) => tag.endsWith('}id') && id.startsWith('urn:wellspring:article:'))
          .map(({ text: id }) => id),
      );
      next = links.find(({ rel }) => rel === 'next')?.href;
    }
    expect(seen).toHaveLength(portals.articles.length - 1);
    expect(new Set(seen).size).toBe(seen.length);
  });

  it('have the whole text, or its beginning', async () => {
    const full = await text('/v1/feeds/lamps.rss');
    const short = await text('/v1/feeds/lamps.rss?text=short');
    expect(full).toContain('separate fund');
    expect(short).not.toContain('separate fund');
    expect(short).toContain('Keepers agree');
  });

  it.each(['json', 'atom', 'rss'])('are not sent again to whoever has them: %s', async (form) => {
    const first = await get(`/v1/feeds/lamps.${form}`);
    const etag = first.headers.get('etag') ?? '';
    const modified = first.headers.get('last-modified') ?? '';
    expect(modified).toBe('Sat, 03 May 2025 00:00:00 GMT');
    const body = await first.text();
    expect(await text(`/v1/feeds/lamps.${form}`)).toBe(body);
    const again = await get(`/v1/feeds/lamps.${form}`, { 'if-none-match': `"x", W/${etag}` });
    expect(again.status).toBe(304);
    expect(await again.text()).toBe('');
    expect((await get(`/v1/feeds/lamps.${form}`, { 'if-modified-since': modified })).status).toBe(304);
    expect(
      (await get(`/v1/feeds/lamps.${form}`, { 'if-none-match': '"other"', 'if-modified-since': modified }))
        .status,
    ).toBe(200);
    expect(
      (await get(`/v1/feeds/lamps.${form}`, { 'if-modified-since': 'Fri, 02 May 2025 00:00:00 GMT' })).status,
    ).toBe(200);
  });

  it('are listed as OPML', async () => {
    const opml = await text('/v1/searches.opml');
    for (const name of ['all', 'lamps', 'odd'])
      expect(opml).toContain(`xmlUrl="${api.url}/v1/feeds/${name}.atom"`);
  });

  it('exist for saved searches only, in three forms', async () => {
    expect((await get('/v1/feeds/none.atom')).status).toBe(404);
    expect((await get('/v1/feeds/lamps.xml')).status).toBe(400);
    expect((await get('/v1/feeds/lamps.atom?cursor=abc')).status).toBe(400);
  });
});
