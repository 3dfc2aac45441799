import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { DatabaseSync } from 'node:sqlite';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { deleteArticle, insertArticle, updateArticle } from '../../../../src/store/sqlite/article-rows.ts';
import { countByRarity, RARITY } from '../../../../src/store/sqlite/count-by-rarity.ts';
import { openDatabase } from '../../../../src/store/sqlite/open-database.ts';
import { isOnePhrase } from '../../../../src/store/sqlite/sql-filter.ts';
import { type Statements, statements } from '../../../../src/store/sqlite/statements.ts';
import { withTexts } from '../../../../src/store/sqlite/text-index.ts';
import { inTransaction } from '../../../../src/store/sqlite/transaction.ts';
import { article } from '../store-values.ts';

const folder = mkdtempSync(join(tmpdir(), 'wellspring-rarity-'));
const ARTICLES = 600;
let db: DatabaseSync;
let sql: Statements;
const made = (n: number, change = {}) =>
  article(`n${n}`, {
    title: n % 7 === 0 ? 'River' : 'News',
    body: ['all', n % 5 === 0 ? 'high water high water' : 'high', n % 2 === 0 ? 'half' : ''].join(' '),
    firstSeenAt: new Date(Date.parse('2026-01-01') + n * 60_000).toISOString(),
    ...change,
  });

beforeAll(() => {
  db = openDatabase(join(folder, 'wellspring.sqlite'));
  sql = statements(db);
  inTransaction(db, () => {
    const places = withTexts(sql, (texts) =>
      Array.from({ length: ARTICLES }, (_, n) => insertArticle(sql, made(n), texts)),
    );
    // FTS5 counts what was let go among its rows, and so does not know how many articles there are.
    withTexts(sql, (texts) => {
      places.forEach((place, n) => {
        if (n % 11 === 0) deleteArticle(sql, place, made(n).id, texts);
        else if (n % 13 === 0)
          updateArticle(sql, place, made(n, { body: 'all of it was written anew' }), true, texts);
      });
    });
  });
});
afterAll(() => {
  db.close();
  rmSync(folder, { recursive: true, force: true });
});

const Found = z.object({ rarity: z.number() });
const Count = z.object({ count: z.number() });
const toldAndCounted = (expression: string) => {
  const where = 'FROM article_text WHERE article_text MATCH ?';
  const found = sql.one(Found, `SELECT ${RARITY} AS rarity ${where} ORDER BY rowid DESC LIMIT 1`, expression);
  const counted = sql.one(Count, `SELECT count(*) AS count ${where}`, expression)?.count;
  return { told: found && countByRarity(sql, found.rarity), counted };
};

describe('countByRarity', () => {
  it.each(['"water"', '"high water"', '"high water high"', '{title} : "river"', '"writ" *', '"anew"'])(
    'tells how many articles %s stands in, also after some were removed and rewritten',
    (expression) => {
      const { told, counted } = toldAndCounted(expression);
      expect(counted).toBeGreaterThan(10);
      expect(told).toBe(counted);
    },
  );

  it('leaves what stands in more than half of all articles to be counted', () => {
    expect(toldAndCounted('"all"')).toMatchObject({ told: null });
  });

  it('gives nothing rather than a number that comes out uneven', () => {
    expect(countByRarity(sql, -2.2 * Math.log(3.4567))).toBeNull();
  });
});

it('is asked of single phrases only', () => {
  expect(['"a"', '"a b" *', '{title} : "a b"'].map(isOnePhrase)).toEqual([true, true, true]);
  const others = ['("a" AND "b")', '("a") NOT "b"', 'NEAR("a" "b", 3)', '"a" OR "b"', ''];
  expect(others.map(isOnePhrase)).toEqual(others.map(() => false));
});
