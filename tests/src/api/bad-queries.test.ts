import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { ArticlePage, Problem } from '../../../src/api/answers.ts';
import { serveApi } from '../../../src/api/serve-api.ts';
import type { ArticleStore } from '../../../src/store/article-store.ts';
import { asOfStore } from '../../../src/store/as-of-store.ts';
import { inventedArticle } from '../../invented-article.ts';
import { type SeededPortals, seededPortals } from '../../seeded-portals.ts';
import { emptyCommit, write } from '../store/store-values.ts';

let portals: SeededPortals;
let api: Awaited<ReturnType<typeof serveApi>>;
let store: ArticleStore;
const faults: object[] = [];

beforeAll(async () => {
  portals = await seededPortals();
  store = asOfStore(portals.served.store, portals.served.history);
  const log = { error: (details: object) => void faults.push(details) };
  api = await serveApi({ ...portals.served, store, version: '1.2.3', dashboardFolder: null, log });
});
afterAll(async () => {
  await api?.close();
  await portals?.close();
});

/** Every route that takes a query. */
const ROUTES = [
  'articles?q=',
  'facets?q=',
  'histogram?q=',
  'compare?b=*&a=',
  'export?format=csv&q=',
  'cite?q=',
  'network?q=',
];
const ask = async (path: string) => {
  const answer = await fetch(`${api.url}/v1/${path}`, { redirect: 'manual' });
  return {
    status: answer.status,
    type: (answer.headers.get('content-type') ?? '').split(';')[0],
    body: await answer.text(),
  };
};
const problemOf = (body: string) => Problem.parse(JSON.parse(body));

describe('a bad query', () => {
  it.each([
    ['10,000 terms', 'a '.repeat(10_000), 8_001],
    ['600 short terms', 'a '.repeat(600), 1_001],
    ['an open quote', '"red river', 11],
    ['an open bracket', '((a)', 5],
    ['a bracket too many', 'a)', 2],
    ['brackets without end', '('.repeat(4_000), 42],
    ['a control character', 'a\u0000b', 2],
    ['an escape', '\u001b[31mred', 1],
    ['an unknown field', 'colour:red', 1],
    ['a blank query', ' ', 2],
    ['a number that is none', 'lag:>1e999', 5],
    ['a time that is none', 'seen:2025-13', 6],
    ['an unknown language', 'flood~klingon', 1],
    ['as-of in a NOT', 'NOT as-of:2025', 5],
  ])('with %s is refused by every route with the character', async (_, q, position) => {
    for (const route of ROUTES) {
      const { status, type, body } = await ask(route + encodeURIComponent(q));
      expect([route, status, type]).toEqual([route, 400, 'application/problem+json']);
      expect(problemOf(body)).toMatchObject({ code: q.length > 20_000 ? 'invalid-request' : 'query' });
      if (q.length <= 20_000) expect(problemOf(body).position).toBe(position);
    }
  });

  it('is refused with the cursor of another one, and with a cursor that was made up', async () => {
    const page = ArticlePage.parse(JSON.parse((await ask('articles?q=lamps&limit=1')).body));
    const made = Buffer.from(JSON.stringify(['x'.repeat(12), ["'; DROP TABLE article; --", 1]])).toString(
      'base64url',
    );
    for (const cursor of [page.next ?? '', made, '!', 'x'.repeat(3_000)]) {
      const { status, body } = await ask(`articles?q=keepers&limit=1&cursor=${encodeURIComponent(cursor)}`);
      expect([status, problemOf(body).code]).toEqual([400, 'invalid-cursor']);
    }
  });

  it('about an article that was removed finds nothing, and the article is not found', async () => {
    const gone = portals.articles[0];
    if (!gone) throw new Error('there are articles');
    await store.remove(gone.id, 'asked for', new Date().toISOString());
    expect(ArticlePage.parse(JSON.parse((await ask(`articles?q=id:${gone.id}`)).body)).total).toBe(0);
    for (const rest of ['', '/revisions', '/provenance', '/observations', '/snapshot']) {
      const { status, body } = await ask(`articles/${gone.id}${rest}`);
      expect([status, problemOf(body).code]).toEqual([404, 'not-found']);
    }
  });

  it('never gets a fault of ours, and never an answer that is no problem or no page, whatever it is', async () => {
    const pieces = fc.constantFrom(
      ...[
        'AND',
        'OR',
        'NOT',
        'NEAR(',
        'NEAR/3',
        '(',
        ')',
        '"',
        '*',
        '~',
        '~de',
        ',',
        '..',
        '>',
        '-',
        '\\',
        '%',
        "'",
        ';',
      ],
      ...[
        'title:',
        'site:',
        'lag:',
        'claimed:',
        'as-of:2025',
        'seen:2026',
        'reactions:>',
        'flood',
        '北京',
        '臺灣~',
        '\u0000',
      ],
      ...[
        '$where',
        '{"$gt":""}',
        "' OR 1=1 --",
        '<script>alert(1)</script>',
        '\ud800',
        '\u202e',
        '🏳️‍🌈',
        'a'.repeat(300),
      ],
    );
    const texts = fc.oneof(
      fc.array(pieces, { maxLength: 25 }).map((all) => all.join(' ')),
      fc.array(pieces, { maxLength: 25 }).map((all) => all.join('')),
      fc.string({ unit: 'binary', maxLength: 80 }),
    );
    let answered = 0;
    await fc.assert(
      fc.asyncProperty(texts, fc.constantFrom(...ROUTES.slice(0, 4)), async (text, route) => {
        const { status, type, body } = await ask(route + encodeURIComponent(text.toWellFormed()));
        expect([200, 400]).toContain(status);
        if (status === 400) expect(problemOf(body).code).toMatch(/^(query|invalid-request)$/);
        else {
          answered += 1;
          expect(type).toContain('application/json');
        }
      }),
      { numRuns: 100, seed: 11 },
    );
    expect(answered).toBeGreaterThan(10);
    expect(faults).toEqual([]);
  });
});

describe('HTML in a title', () => {
  const title = '<img src=x onerror=alert(1)> & "quoted" =HYPERLINK("x")';

  it('stays the text that it is in every answer', async () => {
    const one = inventedArticle({
      url: 'https://html.example/1',
      title,
      paragraphs: [`${title} in the text`],
    });
    await store.commit(emptyCommit({ articles: [write(one)] }));
    const Hits = z.object({
      articles: z.array(z.object({ title: z.string(), highlights: z.array(z.string()) })),
    });
    const answer = await ask('articles?q=hyperlink');
    expect(answer.type).toContain('application/json');
    const [hit] = Hits.parse(JSON.parse(answer.body)).articles;
    expect(hit?.title).toBe(title);
    expect(hit?.highlights[0]?.replace(/[\ue000\ue001]/g, '')).toBe(title);
    const csv = await ask('export?q=hyperlink&format=csv');
    expect(csv.type).toContain('text/csv');
    expect(csv.body).toContain('"<img src=x onerror=alert(1)> & ""quoted"" =HYPERLINK(""x"")"');
  });
});
