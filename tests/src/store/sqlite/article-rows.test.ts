import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import type { Article } from '../../../../src/model/article.ts';
import { articleRow, insertArticle, updateArticle } from '../../../../src/store/sqlite/article-rows.ts';
import { openDatabase } from '../../../../src/store/sqlite/open-database.ts';
import { type Statements, statements } from '../../../../src/store/sqlite/statements.ts';
import { withTexts } from '../../../../src/store/sqlite/text-index.ts';
import { inTransaction } from '../../../../src/store/sqlite/transaction.ts';
import { article } from '../store-values.ts';

const folder = mkdtempSync(join(tmpdir(), 'wellspring-rows-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const first = '2026-01-01T00:00:00.000Z';
const next = '2026-01-01T00:00:00.001Z';
const moment = (n: number): Article => article(`n${n}`, { firstSeenAt: first });

/** Ids that begin with fff want the last place of their millisecond. */
const atItsEnd = (n: number, firstSeenAt: string, word = 'News') => ({
  ...article(`n${n}`, { firstSeenAt, title: `${word} ${n}` }),
  id: `fff${String(n).padStart(29, '0')}`,
});

function newStore(name: string): Statements {
  return statements(openDatabase(join(folder, name)));
}

const write = (sql: Statements, work: Parameters<typeof withTexts<void>>[1]) =>
  inTransaction(sql.db, () => withTexts(sql, work));

/** The same statements, which count the rows that they give. */
function counted(sql: Statements): Statements & { rows(): number } {
  let rows = 0;
  return {
    ...sql,
    one(shape, text, ...parameters) {
      rows += 1;
      return sql.one(shape, text, ...parameters);
    },
    all(shape, text, ...parameters) {
      const found = sql.all(shape, text, ...parameters);
      rows += found.length;
      return found;
    },
    rows: () => rows,
  };
}

describe('the row of an article', () => {
  it('is found a place in a few looks where thousands were seen in one millisecond', () => {
    const sql = newStore('many.sqlite');
    const looked: number[] = [];
    write(sql, (texts) => {
      for (let n = 0; n < 2_800; n += 1) {
        const counting = counted(sql);
        insertArticle(counting, moment(n), texts);
        looked.push(counting.rows());
      }
    });
    expect(sql.lists('SELECT count(*), count(DISTINCT n) FROM article')).toEqual([[2_800, 2_800]]);
    // 65 places, as many articles moved, and 12 bits twice.
    expect(Math.max(...looked)).toBeLessThan(65 + 65 + 24);
    expect(Math.max(...looked.slice(2_500))).toBeLessThan(65 + 24);
    sql.db.close();
  });

  it('moves whole when it has to make room for itself', () => {
    const sql = newStore('itself.sqlite');
    const rival = atItsEnd(9_001, next, 'Rival');
    const self = atItsEnd(9_000, first, 'Moved');
    write(sql, (texts) => {
      // One millisecond is so full that the place of the next is taken as well: behind it stand the rival, then itself.
      for (let n = 0; n < 2_058; n += 1) insertArticle(sql, atItsEnd(n, first), texts);
      insertArticle(sql, rival, texts);
      insertArticle(sql, self, texts);
    });
    const stood = articleRow(sql, self.id)?.n;
    const rivalStood = articleRow(sql, rival.id)?.n;
    const moved = { ...self, firstSeenAt: next, revision: 2 };
    write(sql, (texts) => {
      // It comes before its rival, which moves on, and with it what stands behind it: itself.
      expect(updateArticle(sql, stood ?? 0, moved, false, texts)).toBe(rivalStood);
    });
    expect(articleRow(sql, self.id)).toEqual({ n: rivalStood, article: moved });
    expect(articleRow(sql, rival.id)).toEqual({ n: stood, article: rival });
    for (const [word, place] of [
      ['moved', rivalStood],
      ['rival', stood],
    ] as const)
      expect(sql.lists('SELECT rowid FROM article_text WHERE article_text MATCH ?', word)).toEqual([[place]]);
    expect(sql.lists('SELECT count(*) FROM article_text')).toEqual([[2_060]]);
    sql.db.close();
  });
});
