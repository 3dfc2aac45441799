import { z } from 'zod';
import { Article } from '../../model/article.ts';
import { type ArticleSearchFields, articleSearchFields } from '../article-search-fields.ts';
import type { CandidateSketch, StoredSketch } from '../article-store.ts';
import { articlePlace } from './article-place.ts';
import type { Statements } from './statements.ts';
import { addText, dropText, type TextChanges } from './text-index.ts';

const ArticleRow = z
  .object({ n: z.number(), json: z.string() })
  .transform(({ n, json }) => ({ n, article: Article.parse(JSON.parse(json)) }));
export type ArticleRow = z.infer<typeof ArticleRow>;

const SELECT = 'SELECT a.n, j.json FROM article a JOIN article_json j ON j.n = a.n';

export function articleRow(sql: Statements, id: string): ArticleRow | null {
  return sql.one(ArticleRow, `${SELECT} WHERE a.id = ?`, id);
}

export function articleRowsOfStory(sql: Statements, storyId: string, limit?: number): ArticleRow[] {
  return sql.all(
    ArticleRow,
    // The limit stands in the statement: with one that is bound SQLite plans the statement anew each time. -1: all.
    `${SELECT} WHERE a.story_id = ? ORDER BY a.first_seen, a.id LIMIT ${limit ?? -1}`,
    storyId,
  );
}

const Member = z.object({ id: z.string(), site: z.string() });

/** Ids and sites of a story's members by first sight, without reading their texts. */
export function storyMembers(sql: Statements, storyId: string): z.infer<typeof Member>[] {
  return sql.all(Member, 'SELECT id, site FROM article WHERE story_id = ? ORDER BY first_seen, id', storyId);
}

/** Ids alone, for stories of very many members. */
export function storyMemberIds(sql: Statements, storyId: string): string[] {
  return sql.lists('SELECT id FROM article WHERE story_id = ?', storyId).map(([id]) => String(id));
}

/**
 * Adds an article.
 *
 * @param texts learns what the search index has to be told
 */
export function insertArticle(sql: Statements, article: Article, texts: TextChanges): number {
  const fields = articleSearchFields(article);
  const n = makePlace(sql, article, texts);
  sql.run(
    `INSERT INTO article (n, id, revision, story_id, relation, relation_rank, verdict, site, language, url,
       first_seen, last_seen, claimed, seen, day, lag, views, reactions)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    n,
    article.id,
    ...columns(article, fields),
  );
  sql.run('INSERT INTO article_json (n, json) VALUES (?, ?)', n, JSON.stringify(article));
  addText(texts, n, { fields, article });
  return n;
}

const Before = z.object({ site: z.string(), language: z.string().nullable(), first_seen: z.string() });

/**
 * @param text whether title, body or authors may have changed: the search index is left alone where not
 * @param texts learns what the search index has to be told
 * @returns its place, which moves with the time of first sight
 */
export function updateArticle(
  sql: Statements,
  n: number,
  article: Article,
  text: boolean,
  texts: TextChanges,
): number {
  const fields = articleSearchFields(article);
  const before = sql.one(Before, 'SELECT site, language, first_seen FROM article WHERE n = ?', n);
  const moves = before?.first_seen !== article.firstSeenAt;
  const place = moves ? makePlace(sql, article, texts) : n;
  // It may have made room for itself.
  const from = (moves ? sql.one(Place, 'SELECT n FROM article WHERE id = ?', article.id)?.n : n) ?? n;
  if (moves) moveRows(sql, from, place);
  sql.run(
    `UPDATE article SET revision = ?, story_id = ?, relation = ?, relation_rank = ?, verdict = ?, site = ?,
       language = ?, url = ?, first_seen = ?, last_seen = ?, claimed = ?, seen = ?, day = ?, lag = ?, views = ?,
       reactions = ?
     WHERE n = ?`,
    ...columns(article, fields),
    place,
  );
  sql.run('UPDATE article_json SET json = ? WHERE n = ?', JSON.stringify(article), place);
  const tagged = before?.site === article.site && before.language === article.language;
  if (text || !tagged || moves) {
    dropText(texts, from);
    addText(texts, place, { fields, article });
  }
  return place;
}

/**
 * So many places are looked at, and so many articles move, for one: where more than these are taken in a row, as where
 * thousands share a millisecond, the last to come is last.
 */
const NEARBY = 64;

const Taken = z.object({ n: z.number(), first_seen: z.string(), id: z.string() });

/** The place of its time. Articles that want the same one stand by time and id there, whichever came first. */
function makePlace(sql: Statements, { firstSeenAt, id }: Article, texts: TextChanges): number {
  const wanted = articlePlace(firstSeenAt, id);
  const nearby = sql.all(
    Taken,
    'SELECT n, first_seen, id FROM article WHERE n BETWEEN ? AND ? ORDER BY n',
    ...[wanted, wanted + NEARBY],
  );
  const gap = nearby.findIndex(({ n }, at) => n !== wanted + at);
  const inARow = gap === -1 ? nearby : nearby.slice(0, gap);
  if (inARow.length > NEARBY) return placeBehind(sql, wanted + NEARBY);
  const free = wanted + inARow.length;
  const later = inARow.find(
    (row) => row.first_seen > firstSeenAt || (row.first_seen === firstSeenAt && row.id > id),
  );
  if (!later) return free;
  for (let n = free; n > later.n; n -= 1) moveArticle(sql, n - 1, n, texts);
  return later.n;
}

/** A free place behind taken ones, found in as many looks as their number has bits. */
function placeBehind(sql: Statements, taken: number): number {
  const isTaken = (n: number) => sql.one(Place, 'SELECT n FROM article WHERE n = ?', n) !== null;
  let [last, free] = [taken, taken + 1];
  for (let step = 2; isTaken(free); step *= 2) [last, free] = [free, free + step];
  while (free - last > 1) {
    const middle = Math.floor((last + free) / 2);
    if (isTaken(middle)) last = middle;
    else free = middle;
  }
  return free;
}

/** What is kept of an article by its place; the search index, of which the same is true, is told apart. */
const PLACED = ['article', 'article_json', 'sketch', 'band'] as const;

function moveRows(sql: Statements, from: number, to: number): void {
  for (const table of PLACED) sql.run(`UPDATE ${table} SET n = ? WHERE n = ?`, to, from);
}

function moveArticle(sql: Statements, from: number, to: number, texts: TextChanges): void {
  moveRows(sql, from, to);
  dropText(texts, from);
  const row = sql.one(ArticleRow, `${SELECT} WHERE a.n = ?`, to);
  if (row) addText(texts, to, { fields: articleSearchFields(row.article), article: row.article });
}

export function deleteArticle(sql: Statements, n: number, id: string, texts: TextChanges): void {
  for (const table of PLACED) sql.run(`DELETE FROM ${table} WHERE n = ?`, n);
  dropText(texts, n);
  sql.run('DELETE FROM revision WHERE article_id = ?', id);
  sql.run('DELETE FROM observation WHERE article_id = ?', id);
}

export function writeSketch(
  sql: Statements,
  n: number,
  { bands, sketch }: Pick<StoredSketch, 'bands' | 'sketch'>,
): void {
  sql.run('INSERT OR REPLACE INTO sketch (n, sketch) VALUES (?, ?)', n, sketch);
  sql.run('DELETE FROM band WHERE n = ?', n);
  for (const band of new Set(bands)) sql.run('INSERT INTO band (band, n) VALUES (?, ?)', band, n);
}

const Place = z.object({ n: z.number() });

/** The sketch of a text that stays; an article that is gone has none. */
export function replaceSketch(
  sql: Statements,
  { articleId, ...sketch }: Pick<StoredSketch, 'articleId' | 'bands' | 'sketch'>,
): void {
  const place = sql.one(Place, 'SELECT n FROM article WHERE id = ?', articleId);
  if (place) writeSketch(sql, place.n, sketch);
}

const Bands = z.array(z.number());
const OwnSketchRow = z
  .object({ sketch: z.instanceof(Uint8Array), bands: z.string() })
  .transform(({ sketch, bands }) => ({ sketch, bands: Bands.parse(JSON.parse(bands)) }));

export function articleSketch(
  sql: Statements,
  articleId: string,
): Pick<StoredSketch, 'bands' | 'sketch'> | null {
  return sql.one(
    OwnSketchRow,
    `SELECT s.sketch, (SELECT json_group_array(band) FROM band WHERE n = s.n) AS bands
     FROM article a JOIN sketch s ON s.n = a.n WHERE a.id = ?`,
    articleId,
  );
}

const CandidateRow = z.object({
  articleId: z.string(),
  storyId: z.string(),
  site: z.string(),
  sketch: z.instanceof(Uint8Array),
});

/** The earliest `perBand` articles of each band, each article once. */
export function candidateSketches(
  sql: Statements,
  bands: readonly number[],
  perBand: number,
): CandidateSketch[] {
  const ofBand = `SELECT n FROM (SELECT n FROM band WHERE band = ? ORDER BY n LIMIT ${perBand})`;
  return sql.all(
    CandidateRow,
    `SELECT a.id AS articleId, a.story_id AS storyId, a.site, s.sketch
     FROM article a JOIN sketch s ON s.n = a.n
     WHERE a.n IN (${bands.map(() => ofBand).join(' UNION ALL ')})
     ORDER BY a.n`,
    ...bands,
  );
}

function columns(article: Article, fields: ArticleSearchFields) {
  return [
    article.revision,
    article.storyId,
    article.relation,
    fields.relationRank,
    article.dateVerdict,
    article.site,
    article.language,
    article.url,
    article.firstSeenAt,
    article.lastSeenAt,
    fields.claimed,
    fields.seen,
    fields.day,
    fields.lag,
    fields.views,
    fields.reactions,
  ] as const;
}
