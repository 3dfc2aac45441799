import { DatabaseSync } from 'node:sqlite';
import { Article } from '../../../../src/model/article.ts';
import { articleSearchFields } from '../../../../src/store/article-search-fields.ts';
import { migrations } from '../../../../src/store/sqlite/migrations.ts';
import { placeArticlesByTime } from '../../../../src/store/sqlite/place-articles-by-time.ts';
import { statements } from '../../../../src/store/sqlite/statements.ts';
import { insertText } from '../../../../src/store/sqlite/text-index.ts';

const placed = migrations.indexOf(placeArticlesByTime) + 1;
/** Tables whose rows are numbered by the article. */
const byArticle = new Set(['article', 'article_json', 'sketch', 'band']);
/** What steps and triggers fill by themselves. */
const derived = /^(?:article_text|tally|word|sqlite_)/;

/**
 * Writes the rows of a store of today into a new file of an older version, in the shape of that version: its tables, its
 * columns, and before articles were placed by time, numbers in the order of arrival and a text index without tags.
 */
export function olderStore(file: string, version: number, today: string): void {
  const db = new DatabaseSync(file);
  db.exec('PRAGMA journal_mode = WAL');
  for (const step of migrations.slice(0, version)) {
    if (typeof step === 'string') db.exec(step);
    else step(db);
  }
  db.exec(`PRAGMA user_version = ${version}`);
  db.exec(`ATTACH '${today}' AS today`);
  const names = (sql: string) =>
    db
      .prepare(sql)
      .all()
      .map(({ name }) => String(name));
  const arrival = version < placed;
  // Not in the order of time: an older store has seen articles in any order.
  db.exec(
    `CREATE TEMP TABLE number AS SELECT n AS placed, ${
      arrival ? 'row_number() OVER (ORDER BY id)' : 'n'
    } AS n FROM today.article`,
  );
  for (const table of names("SELECT name FROM main.sqlite_master WHERE type = 'table'")) {
    if (derived.test(table)) continue;
    const columns = names(`SELECT name FROM main.pragma_table_info('${table}')`);
    const chosen = columns.map((column) =>
      byArticle.has(table) && column === 'n' ? 'number.n' : `given."${column}"`,
    );
    const join = byArticle.has(table) ? 'JOIN number ON number.placed = given.n' : '';
    db.exec(`DELETE FROM main."${table}"`);
    db.exec(
      `INSERT INTO main."${table}" (${columns.map((column) => `"${column}"`).join(', ')})
       SELECT ${chosen.join(', ')} FROM today."${table}" AS given ${join}`,
    );
  }
  fillText(db, arrival);
  db.exec('DETACH today');
  db.close();
}

function fillText(db: DatabaseSync, arrival: boolean): void {
  const sql = statements(db);
  for (const { n, json } of db.prepare('SELECT n, json FROM article_json').all()) {
    const article = Article.parse(JSON.parse(String(json)));
    const fields = articleSearchFields(article);
    const { title, body, author } = fields.text;
    if (!arrival) insertText(sql, Number(n), fields, article);
    else
      db.prepare('INSERT INTO article_text (rowid, title, body, author) VALUES (?, ?, ?, ?)').run(
        ...[Number(n), title, body, author],
      );
  }
}
