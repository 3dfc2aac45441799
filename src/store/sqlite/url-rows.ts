import { z } from 'zod';
import type { Outcome } from '../../model/outcome.ts';
import { Outcome as OutcomeSchema } from '../../model/outcome.ts';
import { decisionOf, UrlDecision, UrlRecord } from '../../model/url-record.ts';
import { MAX_DECISIONS_OF_URL } from '../article-store.ts';
import { cursorPlace, pageCursor } from '../page-cursor.ts';
import { dueUrl, requeuedUrl } from '../requeued-url.ts';
import type { Statements } from './statements.ts';

const UrlRow = z.object({ json: z.string() }).transform(({ json }) => UrlRecord.parse(JSON.parse(json)));

export function urlRecord(sql: Statements, url: string): UrlRecord | null {
  return sql.one(UrlRow, 'SELECT json FROM url WHERE url = ?', url);
}

/** What a URL is found by: the columns that indexes stand over. */
const UrlPlace = z.object({
  host: z.string(),
  outcome: OutcomeSchema,
  waits_for: z.string().nullable(),
  run_id: z.string().nullable(),
  priority: z.number(),
  article_id: z.string().nullable(),
  next_visit: z.string().nullable(),
});
type UrlPlace = z.infer<typeof UrlPlace>;
const placeColumns = UrlPlace.keyof().options;
const INSERT = `INSERT INTO url (url, ${placeColumns.join(', ')}, history, json)
  VALUES (?, ${placeColumns.map(() => '?').join(', ')}, ?, ?)`;

function placeOf({ host, outcome, waitsFor, runId, priority, articleId, rhythm }: UrlRecord): UrlPlace {
  return {
    ...{ host, outcome, waits_for: waitsFor, run_id: runId, priority },
    ...{ article_id: articleId, next_visit: rhythm?.nextAt ?? null },
  };
}

/**
 * Adds a record or replaces the one of its URL; what it decides joins the URL's history.
 *
 * @param known where its URL stands now; null: nowhere
 */
function writeUrl(sql: Statements, record: UrlRecord, known: UrlPlace | null): void {
  const { url } = record;
  const json = JSON.stringify(record);
  const decided = JSON.stringify(decisionOf(record));
  const place = placeOf(record);
  if (known === null) {
    sql.run(INSERT, url, ...placeColumns.map((column) => place[column]), `[${decided}]`, json);
    return;
  }
  // SQLite writes an index again for each column of it that is set, whether it changes or not.
  const moved = placeColumns.filter((column) => place[column] !== known[column]);
  sql.run(
    `UPDATE url SET ${moved.map((column) => `${column} = ?, `).join('')} json = ?, history =
       CASE WHEN json_extract(history, '$[#-1]') = json(?) THEN history
       ELSE json_remove(json_insert(history, '$[#]', json(?)),
         CASE WHEN json_array_length(history) < ${MAX_DECISIONS_OF_URL} THEN '$[#]' ELSE '$[0]' END) END
     WHERE url = ?`,
    ...[...moved.map((column) => place[column]), json, decided, decided, url],
  );
}

/** Writes what became of a URL; one that waits in another run meanwhile is left to that run, which asked for it later. */
export function settleUrl(sql: Statements, record: UrlRecord): void {
  const known = sql.one(UrlPlace, `SELECT ${placeColumns.join(', ')} FROM url WHERE url = ?`, record.url);
  if (known && known.waits_for !== null && known.run_id !== record.runId) return;
  writeUrl(sql, record, known);
}

const History = z
  .object({ history: z.string() })
  .transform(({ history }) => z.array(UrlDecision).parse(JSON.parse(history)));

export function urlHistory(sql: Statements, url: string): UrlDecision[] {
  return sql.one(History, 'SELECT history FROM url WHERE url = ?', url) ?? [];
}

/** @returns how many were added to the frontier */
export function enqueueUrls(
  sql: Statements,
  records: readonly UrlRecord[],
  { force, dueAt }: { force: boolean; dueAt?: string },
): number {
  let added = 0;
  for (const record of records) {
    const known = urlRecord(sql, record.url);
    const write = known ? (force ? requeuedUrl(known, record, dueAt) : null) : record;
    if (!write) continue;
    writeUrl(sql, write, known && placeOf(known));
    added += 1;
  }
  return added;
}

export function queuedUrls(
  sql: Statements,
  runId: string,
  { hosts, limit, notUrls }: { hosts: readonly string[]; limit: number; notUrls: ReadonlySet<string> },
): UrlRecord[] {
  return sql
    .all(
      UrlRow,
      `SELECT json FROM url WHERE waits_for = 'fetch' AND run_id = ?
         AND host IN (SELECT value FROM json_each(?)) ORDER BY priority, n LIMIT ?`,
      runId,
      JSON.stringify(hosts),
      // So many at most are not wanted; what is left is still enough.
      limit + notUrls.size,
    )
    .filter(({ url }) => !notUrls.has(url))
    .slice(0, limit);
}

export function requeueDueUrls(
  sql: Statements,
  runId: string,
  { hosts, at, limit }: { hosts: readonly string[]; at: string; limit: number },
): number {
  const due = sql.all(
    UrlRow,
    `SELECT json FROM url WHERE next_visit <= ? AND waits_for IS NULL AND outcome <> 'removed'
       AND host IN (SELECT value FROM json_each(?)) ORDER BY next_visit, n LIMIT ?`,
    at,
    JSON.stringify(hosts),
    limit,
  );
  for (const known of due) writeUrl(sql, dueUrl(known, runId, at), placeOf(known));
  return due.length;
}

const DueHost = z.object({ host: z.string(), urls: z.number() });

export function dueUrlHosts(sql: Statements, at: string): { host: string; urls: number }[] {
  return sql.all(
    DueHost,
    `SELECT host, count(*) AS urls FROM url
     WHERE next_visit <= ? AND waits_for IS NULL AND outcome <> 'removed' GROUP BY host ORDER BY host`,
    at,
  );
}

const Count = z.object({ count: z.number() });

/** Links of links are left out: what lies deep is seldom new, only newly found. */
export function freshArticleCount(sql: Statements, runId: string, since: string): number {
  const found = sql.one(
    Count,
    `SELECT count(*) AS count FROM url WHERE run_id = ? AND outcome = 'stored'
       AND json_extract(json, '$.firstSeenAt') >= ? AND json_extract(json, '$.depth') <= 1`,
    runId,
    since,
  );
  return found?.count ?? 0;
}

export function urlsOfArticle(sql: Statements, articleId: string): UrlRecord[] {
  return sql.all(UrlRow, 'SELECT json FROM url WHERE article_id = ? ORDER BY url', articleId);
}

/** Every address of a removed article tells that it was removed. */
export function markUrlsRemoved(sql: Statements, articleId: string, reason: string, at: string): void {
  for (const record of urlsOfArticle(sql, articleId)) {
    const removed: UrlRecord = { ...record, outcome: 'removed', waitsFor: null, reason, updatedAt: at };
    writeUrl(sql, removed, placeOf(record));
  }
}

export function urlPage(
  sql: Statements,
  filter: { host?: string; outcome?: Outcome; limit: number; cursor: string | null },
): { urls: UrlRecord[]; next: string | null } {
  const question = ['urls', filter.host ?? null, filter.outcome ?? null];
  const [after] = filter.cursor === null ? [''] : cursorPlace(filter.cursor, question, z.tuple([z.string()]));
  const conditions = ['url > ?'];
  const parameters: string[] = [after];
  if (filter.host !== undefined) {
    conditions.push('host = ?');
    parameters.push(filter.host);
  }
  if (filter.outcome !== undefined) {
    conditions.push('outcome = ?');
    parameters.push(filter.outcome);
  }
  const rows = sql.all(
    UrlRow,
    `SELECT json FROM url WHERE ${conditions.join(' AND ')} ORDER BY url LIMIT ?`,
    ...parameters,
    filter.limit + 1,
  );
  const urls = rows.slice(0, filter.limit);
  const last = urls.at(-1);
  return { urls, next: rows.length > filter.limit && last ? pageCursor(question, [last.url]) : null };
}

const OutcomeCount = z.object({ outcome: OutcomeSchema, count: z.number() });

export function outcomeCounts(sql: Statements, runId: string | null): Partial<Record<Outcome, number>> {
  const rows =
    runId === null
      ? sql.all(OutcomeCount, 'SELECT outcome, count(*) AS count FROM url GROUP BY outcome')
      : sql.all(
          OutcomeCount,
          'SELECT outcome, count(*) AS count FROM url WHERE run_id = ? GROUP BY outcome',
          runId,
        );
  return Object.fromEntries(rows.map(({ outcome, count }) => [outcome, count]));
}
