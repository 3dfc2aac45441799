import { insertArticle } from '../../src/store/sqlite/article-rows.ts';
import { openDatabase } from '../../src/store/sqlite/open-database.ts';
import { statements } from '../../src/store/sqlite/statements.ts';
import { withTexts } from '../../src/store/sqlite/text-index.ts';
import { inTransaction } from '../../src/store/sqlite/transaction.ts';
import { corpusArticle } from './corpus.ts';

const AT_ONCE = 2_000;

/**
 * Fills a store's file up to `total` articles by the very function that a commit adds an article with; without stories,
 * sketches, events and fsync, which no search reads.
 */
export function seedSqlite(file: string, total: number, say: (line: string) => void): void {
  const db = openDatabase(file);
  db.exec('PRAGMA synchronous = OFF; PRAGMA cache_size = -262144; PRAGMA wal_autocheckpoint = 20000');
  const sql = statements(db);
  const there = Number(db.prepare('SELECT count(*) AS count FROM article').get()?.count);
  for (let from = there; from < total; from += AT_ONCE) {
    inTransaction(db, () =>
      withTexts(sql, (texts) => {
        for (let i = from; i < Math.min(total, from + AT_ONCE); i += 1)
          insertArticle(sql, corpusArticle(i, total), texts);
      }),
    );
    if (from % 50_000 === 0) say(`${from} of ${total}`);
  }
  db.exec('PRAGMA wal_checkpoint(TRUNCATE)');
  db.close();
}
