import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { DatabaseSync } from 'node:sqlite';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Article } from '../../../../src/model/article.ts';
import { parseQuery } from '../../../../src/query/parse-query.ts';
import { articlePlace } from '../../../../src/store/sqlite/article-place.ts';
import { insertArticle } from '../../../../src/store/sqlite/article-rows.ts';
import { openDatabase } from '../../../../src/store/sqlite/open-database.ts';
import { countByIndex, sample, searchPlan } from '../../../../src/store/sqlite/search-plan.ts';
import { type Statements, statements } from '../../../../src/store/sqlite/statements.ts';
import { talliedQuarters } from '../../../../src/store/sqlite/tallied-quarters.ts';
import { indexQuery, withTexts } from '../../../../src/store/sqlite/text-index.ts';
import { inTransaction } from '../../../../src/store/sqlite/transaction.ts';
import { article } from '../store-values.ts';

const folder = mkdtempSync(join(tmpdir(), 'wellspring-plan-'));
const WINDOW = 40;
const START = Date.parse('2026-01-01T00:00:00.000Z');
/** Words that lie evenly, at one end of the time, or in its middle. */
const all: Article[] = Array.from({ length: 1_500 }, (_, n) =>
  article(`n${n}`, {
    body: [
      'even',
      n % 7 === 0 ? 'some' : '',
      n < 300 ? 'early' : '',
      n >= 1_200 ? 'lately' : '',
      n > 600 && n < 900 ? 'burst' : '',
      n % 50 === 0 ? 'rare' : '',
    ].join(' '),
    dateVerdict: n % 3 === 0 ? 'late' : 'unknown',
    firstSeenAt: new Date(START + n * 60_000).toISOString(),
  }),
);
let db: DatabaseSync;
let sql: Statements;

beforeAll(() => {
  db = openDatabase(join(folder, 'wellspring.sqlite'));
  sql = statements(db);
  inTransaction(db, () => {
    withTexts(sql, (texts) => {
      for (const one of all) insertArticle(sql, one, texts);
    });
  });
});
afterAll(() => {
  db.close();
  rmSync(folder, { recursive: true, force: true });
});

it.each(['even', 'some', 'early', 'lately', 'burst', 'rare'])(
  'looks at an even sample of %s, as large as the window allows, wherever in time it lies',
  (word) => {
    for (const [rest, fits] of [
      ['', () => true],
      [' verdict:late', ({ dateVerdict }: Article) => dateVerdict === 'late'],
    ] as const) {
      const plan = searchPlan(indexQuery(sql, parseQuery(`${word}${rest}`)));
      if (plan === null) throw new Error('nothing can fit');
      const { sql: from, parameters, n, halvings } = sample(sql, plan, WINDOW);
      const found = sql.lists(`SELECT ${n} ${from} ORDER BY 1`, ...parameters).map(([place]) => place);
      const withWord = all.filter(({ body }) => body.split(' ').includes(word));
      expect(withWord.length / 2 ** halvings).toBeLessThanOrEqual(WINDOW);
      if (halvings > 0) expect(withWord.length / 2 ** (halvings - 1)).toBeGreaterThan(WINDOW);
      const places = withWord.filter(fits).map(({ firstSeenAt, id }) => articlePlace(firstSeenAt, id));
      expect(found).toEqual(places.filter((place) => place % 2_048 < 2_048 / 2 ** halvings));
      expect(found.length).toBeGreaterThan(0);
    }
  },
);

it('counts again after each change, of this connection or another', () => {
  const count = (text: string) => {
    const plan = searchPlan(indexQuery(sql, parseQuery(text)));
    return plan && countByIndex(sql, plan);
  };
  const collected = () => talliedQuarters(sql).reduce((sum, quarter) => sum + quarter.count, 0);
  expect([count('even'), count('even'), collected()]).toEqual([1_500, 1_500, 1_500]);
  withTexts(sql, (texts) => insertArticle(sql, article('here', { body: 'even' }), texts));
  expect([count('even'), collected()]).toEqual([1_501, 1_501]);
  const other = openDatabase(join(folder, 'wellspring.sqlite'));
  const beside = statements(other);
  withTexts(beside, (texts) => insertArticle(beside, article('there', { body: 'even' }), texts));
  other.close();
  expect([count('even'), collected()]).toEqual([1_502, 1_502]);
});
