import { parseAtomFeed, parseJsonFeed, parseRssFeed } from 'feedsmith';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parse } from '../../parsers/parse.ts';
import { serveApi } from '../../src/api/serve-api.ts';
import { PublicArticle } from '../../src/model/change-event.ts';
import { parseQuery } from '../../src/query/parse-query.ts';
import { QueryError } from '../../src/query/query-error.ts';
import { inventedArticle } from '../invented-article.ts';
import { pageOf } from '../parsers/sample-page.ts';
import { type SeededPortals, seededPortals } from '../seeded-portals.ts';
import { naughtyStrings } from './naughty-strings.ts';

const at = '2025-05-01T00:00:00.000Z';

const isControl = (character: string) =>
  /\p{Cc}/u.test(character) && !/[\n\r\t\u{80}-\u{9F}]/u.test(character);

/** Every field that a page fills with text holds the string. */
const articles = naughtyStrings.map((text, index) =>
  inventedArticle({
    canonicalUrl: `https://naughty.example/${index}.html`,
    title: text,
    authors: [text],
    category: text,
    paragraphs: [text, `between ${text} words`],
    reactions: [{ label: text, count: index, atLeast: false }],
  }),
);

describe('naughty strings', () => {
  let portals: SeededPortals;
  let api: Awaited<ReturnType<typeof serveApi>>;

  beforeAll(async () => {
    portals = await seededPortals();
    await portals.store.commit({
      ...{ at, rejudged: [], stories: [], observations: [], urls: [] },
      articles: articles.map((article) => ({
        ...{ article, expectedRevision: 0, revision: null, changed: true },
        sketch: { bands: [], sketch: new Uint8Array([1]) },
      })),
    });
    const saved = { title: 'naughty', q: 'site:naughty.example', createdAt: at, updatedAt: at };
    await portals.subscriptions.saveSearch({ name: 'naughty', ...saved });
    api = await serveApi({ ...portals.served, version: '1', dashboardFolder: null });
  });
  afterAll(async () => {
    await api?.close();
    await portals?.close();
  });
  const get = (path: string) => fetch(`${api.url}${path}`);

  it('are text to the parsers wherever they stand in a page', () => {
    for (const text of naughtyStrings) {
      const escaped = text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
      for (const inserted of [escaped, text]) {
        const page = `<!doctype html><html><head><title>${inserted}</title>
          <meta name="author" content="${inserted.replaceAll('"', '&quot;')}"></head><body><h1>${inserted}</h1>
          <p>${inserted}</p><p>The keepers of eleven lighthouses met on Monday and agreed to change every lamp.</p></body></html>`;
        expect(['article', 'list', 'other'], text).toContain(parse(pageOf(page)).kind);
      }
    }
  });

  it('come back from the store as they went in', async () => {
    for (const { id, title, authors, category, paragraphs, reactions } of articles) {
      const answer = await get(`/v1/articles/${id}`);
      expect(answer.status, String(title)).toBe(200);
      const shown = PublicArticle.loose().parse(await answer.json());
      expect(shown).toMatchObject({ title, authors, category, paragraphs, reactions });
    }
  });

  it('are either a query or a refusal that says why', async () => {
    for (const text of naughtyStrings) {
      const answer = await get(`/v1/articles?limit=1&q=${encodeURIComponent(text)}`);
      expect([200, 400], text).toContain(answer.status);
      if (answer.status === 400) {
        const told = {
          code: expect.stringMatching(/^(?:query|invalid-request)$/),
          detail: expect.any(String),
        };
        expect(await answer.json(), text).toMatchObject(told);
      }
      let refusal: unknown = null;
      try {
        parseQuery(text);
      } catch (error) {
        refusal = error;
      }
      if (refusal !== null) expect(refusal, text).toBeInstanceOf(QueryError);
    }
  });

  it('make feeds that their parsers read', async () => {
    const readers = { atom: parseAtomFeed, rss: parseRssFeed, json: parseJsonFeed };
    for (const [form, read] of Object.entries(readers)) {
      const answer = await get(`/v1/feeds/naughty.${form}`);
      expect(answer.status).toBe(200);
      const text = await answer.text();
      expect(() => read(text), form).not.toThrow();
      // XML 1.0 has no place for them, however they are written.
      if (form !== 'json') expect([...text].filter(isControl), form).toEqual([]);
    }
  });

  it('make one line an article in exports, and no formula in a spreadsheet', async () => {
    const lines = (await (await get('/v1/export?q=site:naughty.example&format=ndjson')).text())
      .trim()
      .split('\n');
    expect(lines.filter((line) => 'canonicalUrl' in JSON.parse(line))).toHaveLength(naughtyStrings.length);
    const csv = await (await get('/v1/export?q=site:naughty.example&format=csv')).text();
    expect(csv).not.toMatch(/(?:^|,|\n)"?[=+@]/);
  });
});
