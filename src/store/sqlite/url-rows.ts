import { z } from 'zod';
import type { Outcome } from '../../model/outcome.ts';
import { Outcome as OutcomeSchema } from '../../model/outcome.ts';
import { UrlRecord } from '../../model/url-record.ts';
import { cursorPlace, pageCursor } from '../page-cursor.ts';
import { requeuedUrl } from '../requeued-url.ts';
import type { Statements } from './statements.ts';

const UrlRow = z.object({ json: z.string() }).transform(({ json }) => UrlRecord.parse(JSON.parse(json)));

export function urlRecord(sql: Statements, url: string): UrlRecord | null {
  return sql.one(UrlRow, 'SELECT json FROM url WHERE url = ?', url);
}

/** Adds a record or replaces the one of its URL. */
export function writeUrl(sql: Statements, record: UrlRecord): void {
  sql.run(
    `INSERT INTO url (url, host, outcome, waits_for, run_id, priority, article_id, json)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?)
     ON CONFLICT (url) DO UPDATE SET host = excluded.host, outcome = excluded.outcome,
       waits_for = excluded.waits_for, run_id = excluded.run_id, priority = excluded.priority,
       article_id = excluded.article_id, json = excluded.json`,
    record.url,
    record.host,
    record.outcome,
    record.waitsFor,
    record.runId,
    record.priority,
    record.articleId,
    JSON.stringify(record),
  );
}

/** @returns how many were added to the frontier */
export function enqueueUrls(sql: Statements, records: readonly UrlRecord[], force: boolean): number {
  let added = 0;
  for (const record of records) {
    const known = urlRecord(sql, record.url);
    const write = known ? (force ? requeuedUrl(known, record) : null) : record;
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

/** Every address of a removed article tells that it was removed. */
export function markUrlsRemoved(sql: Statements, articleId: string, reason: string, at: string): void {
  for (const record of sql.all(UrlRow, 'SELECT json FROM url WHERE article_id = ?', articleId)) {
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
