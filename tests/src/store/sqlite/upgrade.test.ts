import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { migrations } from '../../../../src/store/sqlite/migrations.ts';
import { type Answers, addByHand, addCrawled, askedForAll, embeddedStores } from '../filled-stores.ts';
import { article, batch } from '../store-values.ts';
import { olderStore } from './older-store.ts';

/** What came with a later step than the first: a store of before has none of it. */
const cameWith: Partial<Record<keyof Answers, number>> = {
  ...{ saved: 2, keys: 2, webhooks: 2, deliveries: 2, attempts: 2, decisions: 3 },
  ...{ histories: 4, due: 4, pauses: 4, runs: 4, states: 4 },
  ...{ watches: 5, versions: 5, drifts: 5, held: 5, audit: 5, sink: 6, subscribers: 6 },
  ...{ placements: 8, alerts: 9, removals: 11 },
};
/** Questions that are asked all the time, and the index that answers each. */
const lookups = [
  ["SELECT * FROM article WHERE story_id = 's'", 'article_story'],
  ["SELECT 1 FROM article WHERE story_id = 's' AND site <> 't'", 'COVERING INDEX article_story'],
  [
    "SELECT * FROM url WHERE waits_for = 'fetch' AND run_id = 'r' AND host = 'h' ORDER BY priority, n",
    'url_frontier',
  ],
  ["SELECT * FROM url WHERE next_visit <= '2026'", 'url_due'],
  ["SELECT * FROM event WHERE id = 'i' ORDER BY seq", 'event_subject'],
  ["SELECT * FROM delivery WHERE webhook_id = 'w' AND state = 'waiting' AND due_at < 9", 'delivery_due'],
  ["SELECT * FROM run WHERE site = 's' ORDER BY planned_at, id", 'run_site'],
  ['SELECT * FROM placement WHERE target = 1', 'PRIMARY KEY'],
] as const;
const versions = migrations.slice(0, -1).map((_, index) => index + 1);
const module = (name: string) =>
  JSON.stringify(fileURLToPath(new URL(`../../../../src/store/sqlite/${name}`, import.meta.url)));

const folder = mkdtempSync(join(tmpdir(), 'wellspring-upgrade-'));
const fileOf = (name: string) => join(folder, name, 'wellspring.sqlite');
let today: Answers;
let empty: Answers;
let schema: unknown[];

/** Tables, indexes and triggers as SQLite keeps them. */
function schemaOf(file: string): unknown[] {
  const db = new DatabaseSync(file, { readOnly: true });
  try {
    const found = db.prepare('SELECT type, name, tbl_name, sql FROM sqlite_master ORDER BY type, name').all();
    // Columns that were added later stand in other lines of the text.
    return found.map(({ sql, ...row }) => ({ ...row, sql: String(sql).replace(/\s+/g, ' ') }));
  } finally {
    db.close();
  }
}

async function answersOf(name: string): Promise<Answers> {
  const stores = await embeddedStores(join(folder, name));
  return askedForAll(stores).finally(stores.close);
}

/** What today's store tells, as far as that version knew of it. */
function known(version: number): Answers {
  const answers = { ...today };
  for (const key of Object.keys(cameWith) as (keyof Answers)[])
    if (version < (cameWith[key] ?? 1)) Object.assign(answers, { [key]: empty[key] });
  if (version < 4) Object.assign(answers, { histories: today.urls.map(() => []) });
  if (version < 8) Object.assign(answers, { placements: today.placements.map(() => []) });
  return answers;
}

/** A store as version `version` left it; a folder of its own. */
function older(name: string, version: number): string {
  mkdirSync(join(folder, name));
  olderStore(fileOf(name), version, fileOf('today'));
  return fileOf(name);
}

beforeAll(async () => {
  const stores = await embeddedStores(join(folder, 'today'));
  await addCrawled(stores);
  await addByHand(stores);
  today = await askedForAll(stores);
  await stores.close();
  empty = await answersOf('empty');
  schema = schemaOf(fileOf('today'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('a store of before', () => {
  it('is tried with something in every table there is', () => {
    const db = new DatabaseSync(fileOf('today'), { readOnly: true });
    const tables = db.prepare("SELECT name FROM sqlite_master WHERE type = 'table'").all();
    const bare = tables.filter(({ name }) => !db.prepare(`SELECT 1 FROM "${name}" LIMIT 1`).get());
    db.close();
    expect(bare.map(({ name }) => name)).toEqual([]);
  });

  it.each(versions)(
    'of version %i is opened with all that it had, and becomes one of today',
    async (version) => {
      const name = `from-${version}`;
      const file = older(name, version);
      const answers = await answersOf(name);
      const wanted = known(version);
      for (const key of Object.keys(wanted) as (keyof Answers)[])
        expect(answers[key], key).toEqual(wanted[key]);
      expect(schemaOf(file)).toEqual(schema);
      const db = new DatabaseSync(file);
      expect(db.prepare('PRAGMA integrity_check').get()).toEqual({ integrity_check: 'ok' });
      for (const [sql, index] of lookups) {
        const plan = db.prepare(`EXPLAIN QUERY PLAN ${sql}`).all();
        expect(plan.map(({ detail }) => String(detail)).join()).toMatch(new RegExp(`SEARCH .*${index}`));
      }
      db.close();

      // And goes on: the next change has the next place, and what came later can be kept.
      const stores = await embeddedStores(join(folder, name));
      expect((await stores.store.commit(batch(article('new')))).firstSeq).toBe(today.lastSeq + 1);
      if (version === 1) {
        await addByHand(stores);
        expect((await askedForAll(stores)).alerts).toEqual(today.alerts);
      }
      await stores.close();
    },
  );

  it.each([1, 6])(
    'of version %i is whole after its upgrade was killed before the end, and goes on',
    async (version) => {
      const name = `killed-${version}`;
      const file = older(name, version);
      copyFileSync(file, join(folder, `${name}.before`));
      const script = `
      const { migrations } = await import(${module('migrations.ts')});
      const { openDatabase } = await import(${module('open-database.ts')});
      migrations[migrations.length - 1] = () => process.kill(process.pid, 'SIGKILL');
      openDatabase(${JSON.stringify(file)});`;
      const { signal, stderr } = spawnSync(process.execPath, ['--input-type=module', '-e', script], {
        encoding: 'utf8',
      });
      expect(signal, stderr).toBe('SIGKILL');
      const db = new DatabaseSync(file);
      expect(db.prepare('PRAGMA user_version').get()).toEqual({ user_version: version });
      db.close();
      expect(schemaOf(file)).toEqual(schemaOf(join(folder, `${name}.before`)));
      const answers = await answersOf(name);
      expect(answers).toEqual(known(version));
      expect(schemaOf(file)).toEqual(schema);
    },
  );
});
