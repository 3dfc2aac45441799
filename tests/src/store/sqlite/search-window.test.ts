import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parseQuery } from '../../../../src/query/parse-query.ts';
import type { ArticleStore } from '../../../../src/store/article-store.ts';
import { insertArticle } from '../../../../src/store/sqlite/article-rows.ts';
import { openDatabase, openSnapshot } from '../../../../src/store/sqlite/open-database.ts';
import { openSqliteStore } from '../../../../src/store/sqlite/open-sqlite-store.ts';
import { searchPlan, source } from '../../../../src/store/sqlite/search-plan.ts';
import { type Statements, statements } from '../../../../src/store/sqlite/statements.ts';
import { indexQuery, withTexts } from '../../../../src/store/sqlite/text-index.ts';
import { inTransaction } from '../../../../src/store/sqlite/transaction.ts';
import { article } from '../store-values.ts';

const folder = mkdtempSync(join(tmpdir(), 'wellspring-window-'));
const ARTICLES = 12_000;
const START = Date.parse('2026-01-01T00:00:00.000Z');
let store: ArticleStore;
let read: Statements;

beforeAll(async () => {
  const file = join(folder, 'wellspring.sqlite');
  const db = openDatabase(file);
  const sql = statements(db);
  inTransaction(db, () =>
    withTexts(sql, (texts) => {
      for (let n = 0; n < ARTICLES; n += 1) {
        insertArticle(
          sql,
          article(`n${n}`, {
            title: n % 100 === 0 ? 'Flood' : 'News',
            body: ['flood', n % 1_000 === 0 ? 'siren' : '', n % 9 < 4 ? 'water level' : ''].join(' '),
            site: n % 4 === 0 ? 'a.example' : 'b.example',
            dateVerdict: n % 3 === 0 ? 'late' : 'unknown',
            firstSeenAt: new Date(START + n * 60_000).toISOString(),
            storyId: `s${n % 8_000}`,
          }),
          texts,
        );
      }
    }),
  );
  db.close();
  read = statements(openSnapshot(file));
  store = await openSqliteStore({ file });
});
afterAll(async () => {
  read.db.close();
  await store.close();
  rmSync(folder, { recursive: true, force: true });
});

const ask = (q: string, change: Partial<Parameters<ArticleStore['search']>[0]> = {}) =>
  store.search({
    query: parseQuery(q),
    ...{ limit: 5, cursor: null, sort: 'newest', collapse: false, ...change },
  });
const near = (count: number | undefined, wanted: number) => {
  expect(count).toBeGreaterThan(wanted * 0.9);
  expect(count).toBeLessThan(wanted * 1.1);
};

describe('a query that very many articles fit', () => {
  it('is counted exactly where the index of words and sites can tell', async () => {
    expect(await ask('flood')).toMatchObject({ total: ARTICLES, totalIs: 'exact', among: null });
    expect(await ask('*')).toMatchObject({ total: ARTICLES, totalIs: 'exact' });
    expect(await ask('flood site:a.example')).toMatchObject({ total: ARTICLES / 4, totalIs: 'exact' });
    expect(await ask('flood NOT siren')).toMatchObject({ total: ARTICLES - 12, totalIs: 'exact' });
  });

  it('is counted exactly by relevance too, though only the newest are ranked', async () => {
    // More than are ranked, less than half of all: told by the rarity of the phrase.
    const often = 1_333 * 4 + 3;
    for (const q of ['water', '"water level"', 'lev*']) {
      const found = await ask(q, { sort: 'relevance' });
      expect(found).toMatchObject({ total: often, totalIs: 'exact', among: 5_000 });
    }
    const someDays = await ask('water seen:2026-01-02..2026-01-03', { sort: 'relevance' });
    expect(someDays).toMatchObject({ total: (2 * 1_440 * 4) / 9, totalIs: 'exact' });
    expect((await ask('water NOT siren', { sort: 'relevance' })).total).toBeLessThan(often);
  });

  it('is looked for in the part of the index that belongs to the time', async () => {
    const cost = (q: string) => {
      const times = Array.from({ length: 30 }, () => {
        const plan = searchPlan(indexQuery(read, parseQuery(q)));
        if (plan === null) throw new Error('nothing can fit');
        const { sql, parameters } = source(plan, { columns: 'none' });
        const start = performance.now();
        read.lists(`SELECT count(*) ${sql}`, ...parameters);
        return performance.now() - start;
      });
      return Math.min(...times);
    };
    expect(cost('flood seen:2026-01-04T00..2026-01-04T02') * 4).toBeLessThan(cost('flood'));
  });

  it('is counted exactly where only the time of first sight is asked for', async () => {
    const inTime = 'seen:2026-01-01T00:07..2026-01-08T23:50';
    // From minute 7 to the end of minute 50 of the last hour, one article a minute.
    const wanted = 8 * 1_440 - 7 - 9;
    expect(await ask(inTime)).toMatchObject({ total: wanted, totalIs: 'exact' });
    const { quarters, sample } = await store.seenTimes(parseQuery(inTime));
    expect(sample).toBe(1);
    expect(quarters.at(0)).toEqual({ startMs: START, count: 8 });
    expect(quarters.at(-1)?.count).toBe(6);
    expect(quarters.reduce((sum, { count }) => sum + count, 0)).toBe(wanted);
  });

  it('is projected from an even sample where each article has to be looked at, and says so', async () => {
    const found = await ask('flood verdict:late');
    expect(found.totalIs).toBe('estimate');
    near(found.total, ARTICLES / 3);
    const scanned = await ask('verdict:late');
    expect(scanned.totalIs).toBe('estimate');
    near(scanned.total, ARTICLES / 3);
    // Few of very many are counted one by one.
    expect(await ask('siren verdict:late')).toMatchObject({ total: 4, totalIs: 'exact' });
  });

  it('has facets of an even sample, and of everything exactly', async () => {
    const { site, verdict, sample } = await store.facets(parseQuery('flood'));
    expect(sample).toBe(1 / 2);
    near(site.find(({ value }) => value === 'a.example')?.count, ARTICLES / 4);
    near(verdict.find(({ value }) => value === 'late')?.count, ARTICLES / 3);
    const all = await store.facets(parseQuery('*'));
    expect(all).toMatchObject({
      sample: 1,
      site: [
        { value: 'b.example', count: 9_000 },
        { value: 'a.example', count: 3_000 },
      ],
    });
  });

  it('has an exact histogram by words, and a projected one by other conditions', async () => {
    const words = await store.seenTimes(parseQuery('flood'));
    expect(words.sample).toBe(1);
    expect(words.quarters).toHaveLength(ARTICLES / 15);
    expect(words.quarters.every(({ count }) => count === 15)).toBe(true);
    const late = await store.seenTimes(parseQuery('flood verdict:late'));
    expect(late.sample).toBe(1 / 2);
    near(
      late.quarters.reduce((sum, { count }) => sum + count, 0),
      ARTICLES / 3,
    );
  });

  it('is ranked, and told one row a story, among the newest, and says so', async () => {
    const ranked = await ask('flood', { sort: 'relevance' });
    expect(ranked).toMatchObject({ among: 5_000, total: ARTICLES, totalIs: 'exact' });
    expect(ranked.hits.map(({ article: { title } }) => title)).toEqual(Array(5).fill('Flood'));
    const stories = await ask('flood', { collapse: true });
    expect(stories).toMatchObject({ among: 5_000, total: 5_000, totalIs: 'at-least' });
    const told = await store.toldStories(parseQuery('flood'));
    expect(told.among).toBe(10_000);
    // The first sight is that among these: an older member of the story is not one of them.
    const oldest = told.stories.map(({ firstSeenAt }) => firstSeenAt).toSorted()[0];
    expect(oldest).toBe(new Date(START + (ARTICLES - 10_000) * 60_000).toISOString());
    expect(await ask('siren', { sort: 'relevance' })).toMatchObject({
      among: null,
      total: 12,
      totalIs: 'exact',
    });
  });

  it('is paged by time to its end, each article once', async () => {
    const seen = new Set<string>();
    let cursor: string | null = null;
    do {
      const page: Awaited<ReturnType<typeof ask>> = await ask('siren OR title:flood', { limit: 50, cursor });
      for (const { article: one } of page.hits) seen.add(one.id);
      cursor = page.next;
    } while (cursor !== null);
    expect(seen.size).toBe(ARTICLES / 100);
  });
});
