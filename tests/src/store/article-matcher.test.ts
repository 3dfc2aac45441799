import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Article } from '../../../src/model/article.ts';
import type { Query } from '../../../src/query/query.ts';
import { articleMatcher } from '../../../src/store/article-matcher.ts';
import type { ArticleStore } from '../../../src/store/article-store.ts';
import { openSqliteStore } from '../../../src/store/sqlite/open-sqlite-store.ts';
import { inventedArticle } from '../../invented-article.ts';

const folder = mkdtempSync(join(tmpdir(), 'wellspring-matcher-'));
let store: ArticleStore;

const words = [
  'flood',
  'Floods',
  'river',
  'red',
  'café',
  'Straße',
  '北京',
  '暴雨',
  'ＡＢＣ',
  '1.5',
  "o'neil",
];
const texts = [
  'flood red river flood',
  'The red river: café and cafe',
  '北京发布暴雨预警 red',
  'river one two three four five flood',
  "O'Neil saw 1.5 floods in the STRASSE",
  '',
];

const articles: readonly Article[] = texts.flatMap((text, i) =>
  texts.map((other, j) =>
    inventedArticle({
      canonicalUrl: `https://${i % 2 ? 'harbour' : 'valley'}.example/${i}-${j}.html`,
      title: text === '' ? null : text,
      paragraphs: [other],
      authors: j % 2 ? ['Ada Red', 'River Marsh'] : [],
      language: i % 3 === 0 ? null : i % 3 === 1 ? 'en' : 'zh',
      relation: j % 2 ? 'copy' : 'unique',
      dateVerdict: i % 2 ? 'late' : 'unknown',
      lagDays: j === 0 ? null : j * 10 - 20,
      views: i === 0 ? null : i * 7,
      reactions: j < 3 ? [] : [{ label: 'Good', count: j, atLeast: false }],
      storyId: `s${j}`,
      firstSeenAt: `2025-04-${String(10 + i).padStart(2, '0')}T08:00:00.000Z`,
      ...(i === 5 ? { claimedDate: null } : {}),
    }),
  ),
);

beforeAll(async () => {
  store = await openSqliteStore({ file: join(folder, 'wellspring.sqlite') });
  await store.commit({
    at: '2025-05-02T09:00:00.000Z',
    articles: articles.map((article) => ({
      article,
      sketch: { bands: [], sketch: new Uint8Array() },
      expectedRevision: 0,
      revision: null,
      changed: true,
    })),
    rejudged: [],
    stories: [],
    observations: [],
    urls: [],
  });
});
afterAll(async () => {
  await store.close();
  rmSync(folder, { recursive: true, force: true });
});

const field = fc.constantFrom('any', 'title', 'body', 'author');
const leaf: fc.Arbitrary<Query> = fc.oneof(
  fc.record({
    type: fc.constant('words'),
    field,
    text: fc.array(fc.constantFrom(...words), { minLength: 1, maxLength: 3 }).map((some) => some.join(' ')),
    prefix: fc.boolean(),
    phrase: fc.boolean(),
  }),
  fc.record({
    type: fc.constant('near'),
    field,
    texts: fc.array(fc.constantFrom('flood', 'river', 'red river', '暴雨', 'café'), {
      minLength: 2,
      maxLength: 3,
    }),
    distance: fc.nat(6),
  }),
  fc.constantFrom<Query>(
    { type: 'value', field: 'site', value: 'harbour.example' },
    { type: 'value', field: 'lang', value: 'EN' },
    { type: 'value', field: 'story', value: 's2' },
    { type: 'value', field: 'relation', value: 'copy' },
    { type: 'value', field: 'verdict', value: 'late' },
    { type: 'value', field: 'id', value: articles[3]?.id ?? '' },
    { type: 'value', field: 'url', value: articles[4]?.url ?? '' },
    { type: 'everything' },
  ),
  fc.record({
    type: fc.constant('number'),
    field: fc.constantFrom('reactions', 'lag', 'views'),
    op: fc.constantFrom('>', '>=', '<', '<=', '='),
    value: fc.integer({ min: -20, max: 30 }),
  }),
  fc.constantFrom<Query>(
    { type: 'time', field: 'seen', from: '2025-04-11', to: '2025-04-13T08:00:00.001' },
    { type: 'time', field: 'claimed', from: null, to: '2025-04-17' },
    { type: 'time', field: 'claimed', from: '2025-04-17', to: null },
  ),
);
const { query } = fc.letrec<{ query: Query; parts: Query[] }>((tie) => ({
  query: fc.oneof(
    { maxDepth: 4, withCrossShrink: true },
    leaf,
    fc.record({ type: fc.constantFrom('and', 'or'), parts: tie('parts') }),
    fc.record({ type: fc.constant('not'), part: tie('query') }),
  ),
  parts: fc.array(tie('query'), { minLength: 1, maxLength: 4 }),
}));

describe('articleMatcher', () => {
  it('fits exactly the articles that the store finds, whatever the query', async () => {
    await fc.assert(
      fc.asyncProperty(query, async (asked) => {
        const found: string[] = [];
        for await (const article of store.export(asked)) found.push(article.id);
        const fits = articleMatcher(asked);
        expect(
          articles
            .filter(fits)
            .map(({ id }) => id)
            .toSorted(),
        ).toEqual(found);
      }),
      { numRuns: 400 },
    );
  });
});
