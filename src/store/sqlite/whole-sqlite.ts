import type { DatabaseSync } from 'node:sqlite';
import { z } from 'zod';
import { Alert } from '../../model/alert.ts';
import { ApiKey } from '../../model/api-key.ts';
import { Article } from '../../model/article.ts';
import { AuditEntry } from '../../model/audit-entry.ts';
import { ChangeEvent } from '../../model/change-event.ts';
import { Drift, HeldPage } from '../../model/drift.ts';
import { HubSubscription } from '../../model/hub-subscription.ts';
import { Observation } from '../../model/observation.ts';
import { Removal } from '../../model/removal.ts';
import { Revision } from '../../model/revision.ts';
import { Run } from '../../model/run.ts';
import { SavedSearch } from '../../model/saved-search.ts';
import { Pause, ScheduleState } from '../../model/schedule-state.ts';
import { SiteWatch } from '../../model/site-watch.ts';
import { Story } from '../../model/story.ts';
import { StoryDecision } from '../../model/story-decision.ts';
import { UrlDecision, UrlRecord } from '../../model/url-record.ts';
import { Attempt, Delivery, Webhook } from '../../model/webhook.ts';
import { KeptAnswer } from '../answer-store.ts';
import { PARTS, type Part, type WholeReader, type WholeStore } from '../whole-store.ts';
import { lastSeq } from './event-rows.ts';
import { statements } from './statements.ts';

type Source<T> = { table: string; select: string; key: string; shape: z.ZodType<T> };

const json = z.string().transform((text): unknown => JSON.parse(text));
/** Rows whose one column of interest is a JSON. */
const plain = <T>(table: string, key: string, model: z.ZodType<T>): Source<T> => ({
  ...{ table, key, select: 'json' },
  shape: z.object({ json }).transform((row) => model.parse(row.json)),
});

const sources: { [P in Part]: Source<WholeStore[P]> } = {
  articles: plain('article a JOIN article_json USING (n)', 'a.id', Article),
  sketches: {
    table: 'sketch s JOIN article a USING (n)',
    key: 's.n',
    // Places here are times; made small without losing their order (a power of two), they come before all counted ones.
    select: `a.id AS articleId, a.story_id AS storyId, a.site, s.sketch, s.n / 9007199254740992.0 AS place,
      (SELECT json_group_array(band) FROM band WHERE n = s.n) AS bands`,
    shape: z
      .object({
        ...{ articleId: z.string(), storyId: z.string(), site: z.string(), place: z.number() },
        ...{ sketch: z.instanceof(Uint8Array), bands: json },
      })
      .transform(({ bands, ...row }) => ({ ...row, bands: z.array(z.number()).parse(bands) })),
  },
  revisions: plain('revision', 'rowid', Revision),
  observations: plain('observation', 'rowid', Observation),
  stories: {
    ...{ table: 'story', key: 'id', select: 'json, revision AS version, merged_into AS mergedInto' },
    shape: z
      .object({ json, version: z.number(), mergedInto: z.string().nullable() })
      .transform(({ json: story, ...row }) => ({ story: Story.parse(story), ...row })),
  },
  events: {
    ...{ table: 'event', key: 'seq', select: 'seq, type, at, id, revision, data' },
    shape: z.looseObject({ data: json }).transform((row) => ChangeEvent.parse(row)),
  },
  urls: {
    ...{ table: 'url', key: 'n', select: 'json, history, n AS place' },
    shape: z.object({ json, history: json, place: z.number() }).transform((row) => ({
      record: UrlRecord.parse(row.json),
      history: z.array(UrlDecision).parse(row.history),
      place: row.place,
    })),
  },
  decisions: {
    ...{ table: 'story_decision', key: 'pair' },
    select: 'kind, article_id AS articleId, other_id AS otherId, at',
    shape: StoryDecision,
  },
  searches: plain('saved_search', 'name', SavedSearch),
  keys: {
    ...{ table: 'api_key', key: 'id', select: 'json, hash, last_used_at AS lastUsedAt' },
    shape: z
      .object({ json, hash: z.string(), lastUsedAt: z.string().nullable() })
      .transform(({ json: key, hash, lastUsedAt }) => ({
        key: ApiKey.parse({ ...Object(key), lastUsedAt }),
        hash,
      })),
  },
  webhooks: {
    ...{ table: 'webhook', key: 'id', select: 'json, planned_seq AS plannedSeq' },
    shape: z
      .object({ json, plannedSeq: z.number() })
      .transform(({ json: webhook, plannedSeq }) => ({ ...Webhook.parse(webhook), plannedSeq })),
  },
  deliveries: {
    ...{ table: 'delivery d', key: 'd.n' },
    select: `d.n AS place, d.id, d.webhook_id AS webhookId, d.seq, d.type, d.body, d.state, d.attempts, d.tries,
      d.created_at AS createdAt, d.due_at AS dueAtMs,
      (SELECT json_group_array(json(json)) FROM (
        SELECT json FROM attempt WHERE delivery_n = d.n ORDER BY number)) AS made`,
    shape: z
      .looseObject({ place: z.number(), dueAtMs: z.number(), made: json })
      .transform(({ place, dueAtMs, made, ...row }) => ({
        delivery: Delivery.parse({ ...row, dueAt: new Date(dueAtMs).toISOString() }),
        attempts: z.array(Attempt).parse(made),
        place,
      })),
  },
  subscribers: plain('hub_subscription', 'id', HubSubscription),
  sinks: {
    ...{ table: 'sink', key: 'name', select: 'name, seq, planned' },
    shape: z
      .object({ name: z.string(), seq: z.number(), planned: z.number().nullable() })
      .transform(({ name, ...place }) => ({ name, place })),
  },
  answers: {
    ...{ table: 'kept_answer', key: 'id', select: 'id, json' },
    shape: z
      .object({ id: z.string(), json })
      .transform((row) => ({ id: row.id, kept: KeptAnswer.parse(row.json) })),
  },
  alerts: plain('alert', 'id', Alert),
  pauses: plain('pause', 'site', Pause),
  schedules: plain('schedule_state', 'id', ScheduleState),
  runs: plain('run', 'id', Run),
  watches: {
    ...{ table: 'site_watch', key: 'site', select: 'json, version' },
    shape: z
      .object({ json, version: z.number() })
      .transform((row) => ({ watch: SiteWatch.parse(row.json), version: row.version })),
  },
  drifts: plain('drift', 'id', Drift),
  held: plain('held_page', 'url', HeldPage),
  audit: {
    ...{ table: 'audit', key: 'n', select: 'n AS place, at, who, action, subject, note' },
    shape: AuditEntry.extend({ place: z.number() }).transform(({ place, ...entry }) => ({ entry, place })),
  },
  removals: plain('removal', 'id', Removal),
};

const Count = z.object({ count: z.number() });
const Key = z.union([z.string(), z.number()]);

/** All of an embedded store. The connection has to be the only one that may write (`openAlone`). */
export function wholeSqlite(db: DatabaseSync): WholeReader {
  const sql = statements(db);
  const counts = PARTS.map((part) => {
    const count = sql.one(Count, `SELECT count(*) AS count FROM ${sources[part].table}`)?.count ?? 0;
    return [part, count] as const;
  });
  return {
    lastSeq: lastSeq(sql),
    counts: Object.fromEntries(counts) as Record<Part, number>,
    *records(part, after) {
      const { table, select, key, shape } = sources[part];
      const where = after === null ? '' : `WHERE ${key} > ?`;
      const rows = db
        .prepare(`SELECT ${key} AS "key", ${select} FROM ${table} ${where} ORDER BY ${key}`)
        .iterate(...(after === null ? [] : [after]));
      for (const { key: found, ...row } of rows) yield { key: Key.parse(found), record: shape.parse(row) };
    },
  };
}
