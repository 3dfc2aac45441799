import { z } from 'zod';
import { ChangeEvent } from '../../model/change-event.ts';
import type { Statements } from './statements.ts';

type WithoutSeq<E> = E extends unknown ? Omit<E, 'seq'> : never;
/** A change before it has its place in the order. */
export type NewEvent = WithoutSeq<ChangeEvent>;

/**
 * Gives events the next places of the feed. Only inside a write transaction: the places are taken when it commits,
 * and no other writer comes between.
 */
export function appendEvents(
  sql: Statements,
  events: readonly NewEvent[],
): { firstSeq: number; lastSeq: number } {
  const before = lastSeq(sql);
  events.forEach((event, i) => {
    sql.run(
      'INSERT INTO event (seq, type, at, id, revision, data) VALUES (?, ?, ?, ?, ?, ?)',
      before + i + 1,
      event.type,
      event.at,
      event.id,
      event.revision,
      JSON.stringify(event.data),
    );
  });
  if (events.length > 0) sql.run('UPDATE feed SET last_seq = ?', before + events.length);
  return { firstSeq: before + 1, lastSeq: before + events.length };
}

export function lastSeq(sql: Statements): number {
  return sql.one(z.object({ seq: z.number() }), 'SELECT last_seq AS seq FROM feed')?.seq ?? 0;
}

const EventRow = z
  .object({
    seq: z.number(),
    type: z.string(),
    at: z.string(),
    id: z.string(),
    revision: z.number(),
    data: z.string(),
  })
  .transform((row) => ChangeEvent.parse({ ...row, data: JSON.parse(row.data) }));

export function eventsAfter(sql: Statements, since: number, limit: number): ChangeEvent[] {
  return sql.all(
    EventRow,
    'SELECT seq, type, at, id, revision, data FROM event WHERE seq > ? ORDER BY seq LIMIT ?',
    since,
    limit,
  );
}

const LineRow = z
  .object({ seq: z.number(), head: z.string(), data: z.string() })
  // What was written was checked then; it is passed on as it lies, since reading it costs more than all the rest.
  .transform(({ seq, head, data }) => ({ seq, json: `${head.slice(0, -1)},"data":${data}}` }));

/** The same events as JSON, without reading what is in them. */
export function eventLines(sql: Statements, since: number, limit: number): { seq: number; json: string }[] {
  return sql.all(
    LineRow,
    `SELECT seq, data, json_object('seq', seq, 'type', type, 'at', at, 'id', id, 'revision', revision) AS head
     FROM event WHERE seq > ? ORDER BY seq LIMIT ?`,
    since,
    limit,
  );
}

/** Whether something was told of it after that place. */
export function changedSince(sql: Statements, id: string, seq: number): boolean {
  const Found = z.object({ seq: z.number() });
  return sql.one(Found, 'SELECT seq FROM event WHERE id = ? AND seq > ? LIMIT 1', id, seq) !== null;
}

/** The first event still held; one past the last where none is. */
export function firstSeq(sql: Statements): number {
  const First = z.object({ seq: z.number().nullable() });
  // In this order: what another process commits between the two is found then, and not taken for gone.
  const last = lastSeq(sql);
  return sql.one(First, 'SELECT min(seq) AS seq FROM event')?.seq ?? last + 1;
}

/** The place before the first event of that time or later. */
export function placeAt(sql: Statements, at: string): number {
  const First = z.object({ seq: z.number().nullable() });
  const first = sql.one(First, 'SELECT min(seq) AS seq FROM event WHERE at >= ?', at)?.seq ?? null;
  return first === null ? lastSeq(sql) : first - 1;
}

export function articleChangeBefore(sql: Statements, articleId: string, seq: number): ChangeEvent | null {
  return sql.one(
    EventRow,
    `SELECT seq, type, at, id, revision, data FROM event
     WHERE id = ? AND seq < ? AND type IN ('article.created', 'article.updated', 'article.removed')
     ORDER BY seq DESC LIMIT 1`,
    articleId,
    seq,
  );
}

const ChangedRow = z.object({
  id: z.string(),
  type: z.enum(['article.created', 'article.updated', 'article.removed']),
});

/** SQLite takes the type from the row with the greatest `seq`. */
export function articlesChangedSince(sql: Statements, seq: number): z.infer<typeof ChangedRow>[] {
  return sql.all(
    ChangedRow.extend({ seq: z.number() }),
    `SELECT id, type, max(seq) AS seq FROM event
     WHERE seq > ? AND type IN ('article.created', 'article.updated', 'article.removed') GROUP BY id`,
    seq,
  );
}

export function removals(
  sql: Statements,
  limit: number,
): Extract<ChangeEvent, { type: 'article.removed' }>[] {
  return sql
    .all(
      EventRow,
      `SELECT seq, type, at, id, revision, data FROM event e WHERE type = 'article.removed'
         AND NOT EXISTS (SELECT 1 FROM event later WHERE later.id = e.id AND later.seq > e.seq
           AND later.type = 'article.removed')
       ORDER BY seq DESC LIMIT ?`,
      limit,
    )
    .filter((event) => event.type === 'article.removed');
}

/** Earlier changes of a removed article become its tombstone, in their places. Only inside a write transaction. */
export function redactEvents(sql: Statements, articleId: string): number {
  const last = sql.one(
    z.object({ type: z.string(), seq: z.number(), data: z.string() }),
    `SELECT type, seq, data FROM event
     WHERE id = ? AND type IN ('article.created', 'article.updated', 'article.removed') ORDER BY seq DESC LIMIT 1`,
    articleId,
  );
  if (last?.type !== 'article.removed') return 0;
  return sql.run(
    `UPDATE event SET type = 'article.removed', data = ?
     WHERE id = ? AND seq < ? AND type IN ('article.created', 'article.updated')`,
    last.data,
    articleId,
    last.seq,
  );
}

/** Lets go of at most `limit` events up to `until`, from the beginning on. */
export function forgetEvents(sql: Statements, until: number, limit: number): number {
  const first = firstSeq(sql);
  return sql.run('DELETE FROM event WHERE seq <= ?', Math.min(until, first + limit - 1));
}
