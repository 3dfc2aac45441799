import type { DatabaseSync } from 'node:sqlite';
import { setImmediate } from 'node:timers/promises';
import { z } from 'zod';
import { Story } from '../../model/story.ts';
import type { ChangeHistory, StoreSnapshot } from '../change-history.ts';
import {
  articleChangeBefore,
  articlesChangedSince,
  eventLines,
  firstSeq,
  forgetEvents,
  lastSeq,
  placeAt,
  redactEvents,
  removals,
} from './event-rows.ts';
import { openDatabase, openSnapshot } from './open-database.ts';
import { exportArticles } from './search.ts';
import { statements } from './statements.ts';
import { inTransaction } from './transaction.ts';

/** How many rows are read before others get their turn in this process. */
const ROWS_IN_TURN = 50;
/** Events let go of in one transaction: short enough that no writer waits long. */
const FORGET_AT_ONCE = 2_000;

/** The history of the store in one SQLite file; it may be open elsewhere too. */
export async function openSqliteHistory({ file }: { file: string }): Promise<ChangeHistory> {
  const db = openDatabase(file);
  const sql = statements(db);
  return {
    firstSeq: async () => firstSeq(sql),
    placeAt: async (at) => placeAt(sql, at),
    changeLines: async (since, limit) => eventLines(sql, since, limit),
    articleChangeBefore: async (articleId, seq) => articleChangeBefore(sql, articleId, seq),
    articlesChangedSince: async (seq) => articlesChangedSince(sql, seq),
    redact: async (articleId) => inTransaction(db, () => redactEvents(sql, articleId)),
    removals: async (limit) => removals(sql, limit),
    async forget(before) {
      const until = placeAt(sql, before);
      let forgotten = 0;
      for (let some = 1; some > 0; await setImmediate()) {
        some = inTransaction(db, () => forgetEvents(sql, until, FORGET_AT_ONCE));
        forgotten += some;
      }
      return forgotten;
    },
    snapshot: async () => snapshotOf(file),
    async close() {
      if (db.isOpen) db.close();
    },
  };
}

const StoryLine = z
  .object({ revision: z.number(), json: z.string() })
  .transform(({ revision, json }) => ({ revision, story: Story.parse(JSON.parse(json)) }));

function snapshotOf(file: string): StoreSnapshot {
  const db = openSnapshot(file);
  // The first read fixes the state that all later ones see.
  const seq = lastSeq(statements(db));
  return {
    seq,
    articles: (query) => inTurns(exportArticles(db, query)),
    stories: () => inTurns(storyLines(db)),
    async close() {
      if (db.isOpen) db.close();
    },
  };
}

function* storyLines(db: DatabaseSync): Generator<z.infer<typeof StoryLine>> {
  const rows = db.prepare('SELECT revision, json FROM story WHERE merged_into IS NULL ORDER BY id').iterate();
  for (const row of rows) yield StoryLine.parse(row);
}

async function* inTurns<T>(rows: Iterable<T>): AsyncGenerator<T, void, void> {
  let read = 0;
  for (const row of rows) {
    yield row;
    read += 1;
    if (read % ROWS_IN_TURN === 0) await setImmediate();
  }
}
