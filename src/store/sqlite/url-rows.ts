import { z } from 'zod';
import type { Outcome } from '../../model/outcome.ts';
import { Outcome as OutcomeSchema } from '../../model/outcome.ts';
import { UrlDecision, UrlRecord } from '../../model/url-record.ts';
import { MAX_DECISIONS_OF_URL } from '../article-store.ts';
import { cursorPlace, pageCursor } from '../page-cursor.ts';
import { dueUrl, requeuedUrl } from '../requeued-url.ts';
import type { Statements } from './statements.ts';

const UrlRow = z.object({ json: z.string() }).transform(({ json }) => UrlRecord.parse(JSON.parse(json)));

export function urlRecord(sql: Statements, url: string): UrlRecord | null {
  return sql.one(UrlRow, 'SELECT json FROM url WHERE url = ?', url);
}

/** Adds a record or replaces the one of its URL; what it decides joins the URL's history. */
function writeUrl(sql: Statements, record: UrlRecord): void {
  const { updatedAt: at, outcome, reason, runId } = record;
  sql.run(
    `INSERT INTO url (url, host, outcome, waits_for, run_id, priority, article_id, next_visit, history, json)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
     ON CONFLICT (url) DO UPDATE SET host = excluded.host, outcome = excluded.outcome,
       waits_for = excluded.waits_for, run_id = excluded.run_id, priority = excluded.priority,
       article_id = excluded.article_id, next_visit = excluded.next_visit, json = excluded.json,
       history = CASE WHEN json_extract(url.history, '$[#-1]') = json_extract(excluded.history, '$[0]')
         THEN url.history
         ELSE json_remove(json_insert(url.history, '$[#]', json_extract(excluded.history, '$[0]')),
           CASE WHEN json_array_length(url.history) < ${MAX_DECISIONS_OF_URL} THEN '$[#]' ELSE '$[0]' END) END`,
    record.url,
    record.host,
    record.outcome,
    record.waitsFor,
    record.runId,
    record.priority,
    record.articleId,
    record.rhythm?.nextAt ?? null,
    JSON.stringify([{ at, outcome, reason, runId }]),
    JSON.stringify(record),
  );
}

const Waiting = z.object({ runId: z.string().nullable() });

/** Writes what became of a URL; one that waits in another run meanwhile is left to that run, which asked for it later. */
export function settleUrl(sql: Statements, record: UrlRecord): void {
  const waiting = sql.one(
    Waiting,
    'SELECT run_id AS runId FROM url WHERE url = ? AND waits_for IS NOT NULL',
    record.url,
  );
  if (waiting === null || waiting.runId === record.runId) writeUrl(sql, record);
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
    writeUrl(sql, write);
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
  for (const known of due) writeUrl(sql, dueUrl(known, runId, at));
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
    writeUrl(sql, { ...record, outcome: 'removed', waitsFor: null, reason, updatedAt: at });
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
