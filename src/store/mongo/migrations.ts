import type { CreateCollectionOptions, Db, IndexDescription } from 'mongodb';
import { dropIndex } from './drop-index.ts';
import { searchByAge } from './search-by-age.ts';

/** One step; safe to repeat, since a kill may come in the middle of it, and two processes may take it at once. */
export type Migration = (db: Db) => Promise<void>;

/**
 * Steps that bring a database from one version to the next; the version is the number of steps taken. A step that was
 * released is never changed: add one.
 */
export const migrations: readonly Migration[] = [
  async (db) => {
    for (const [name, { schema, indexes }] of Object.entries(first)) {
      await ensureCollection(db, name, schema);
      if (indexes.length > 0) await db.collection(name).createIndexes([...indexes]);
    }
    // Typed loosely here: the id of the one document is a word, not an ObjectId.
    await db
      .collection<{ _id: string }>('feed')
      .updateOne(
        { _id: 'feed' },
        { $setOnInsert: { lastSeq: 0, commits: 0, articles: 0, terms: 0 } },
        { upsert: true },
      );
  },
  async (db) => {
    for (const [name, { schema, indexes }] of Object.entries(second)) {
      await ensureCollection(db, name, schema);
      if (indexes.length > 0) await db.collection(name).createIndexes([...indexes]);
    }
    await db
      .collection('urls')
      .createIndex(
        { 'rhythm.nextAt': 1, host: 1 },
        { name: 'due', partialFilterExpression: { 'rhythm.nextAt': { $type: 'string' } } },
      );
    await db.collection('deliveries').createIndex({ seq: 1 }, { name: 'seq' });
  },
  async (db) => {
    for (const [name, { schema, indexes }] of Object.entries(operations)) {
      await ensureCollection(db, name, schema);
      if (indexes.length > 0) await db.collection(name).createIndexes([...indexes]);
    }
  },
  async (db) => {
    for (const [name, { schema, indexes }] of Object.entries(sinksAndAnswers)) {
      await ensureCollection(db, name, schema);
      if (indexes.length > 0) await db.collection(name).createIndexes([...indexes]);
    }
  },
  async (db) => {
    await ensureCollection(db, 'words', schemaOf({}));
    await searchByAge(db);
  },
  async (db) => {
    await db.collection('urls').createIndexes([{ key: { outcome: 1, updatedAt: 1 }, name: 'trouble' }]);
    await db.collection('observations').createIndexes([{ key: { targets: 1, at: 1 }, name: 'targets' }]);
  },
  async (db) => {
    await ensureCollection(db, 'alerts', schemaOf({ search: text, at: text }));
    await db.collection('alerts').createIndex({ at: -1, _id: -1 }, { name: 'age' });
  },
  async (db) => {
    await ensureCollection(db, 'removals', schemaOf({ askedAt: text, state: text }));
    await db.collection('removals').createIndex({ askedAt: -1, _id: -1 }, { name: 'age' });
  },
  async (db) => {
    const urls = db.collection('urls');
    // A server takes a partial index only where the question says as much as its filter: `{ articleId: 'a' }` says
    // `{ $gt: '' }`, but not `{ $type: 'string' }`.
    await urls.createIndexes([
      { key: { articleId: 1 }, name: 'articleId', partialFilterExpression: { articleId: { $gt: '' } } },
      {
        key: { 'rhythm.nextAt': 1, host: 1 },
        name: 'nextAt',
        partialFilterExpression: { 'rhythm.nextAt': { $gt: '' } },
      },
    ]);
    for (const name of ['article', 'due']) await dropIndex(db, 'urls', name);
  },
];

const text = { bsonType: 'string' };
const textOrNull = { bsonType: ['string', 'null'] };
const number = { bsonType: 'number' };
const list = { bsonType: 'array' };

function schemaOf(properties: Record<string, object>): object {
  return { bsonType: 'object', required: ['_id', ...Object.keys(properties)], properties };
}

/**
 * Validators name what the store itself relies on; the values are checked whole where they come in (src/model).
 * Anything more would have to change with the model, and workers of two versions run side by side for a while.
 */
const first: Record<string, { schema: object; indexes: readonly IndexDescription[] }> = {
  articles: {
    schema: schemaOf({
      _id: { bsonType: 'string', pattern: '^[0-9a-f]{32}$' },
      id: text,
      url: text,
      canonicalUrl: text,
      site: text,
      title: textOrNull,
      body: text,
      language: textOrNull,
      revision: { bsonType: 'number', minimum: 1 },
      firstSeenAt: text,
      lastSeenAt: text,
      storyId: text,
      relation: { enum: ['original', 'copy', 'excerpt', 'revision', 'unique'] },
      dateVerdict: { enum: ['consistent', 'late', 'backdated', 'unknown'] },
      search: {
        bsonType: 'object',
        required: ['terms', 'text', 'seen', 'day', 'relationRank', 'length'],
        properties: { terms: list, seen: text, day: text, claimed: textOrNull, relationRank: number },
      },
    }),
    indexes: [
      // With the site, so that the members of a story are read from the index alone.
      { key: { storyId: 1, firstSeenAt: 1, _id: 1, site: 1 }, name: 'story' },
      { key: { firstSeenAt: 1, _id: 1 }, name: 'age' },
      { key: { site: 1, firstSeenAt: 1, lastSeenAt: 1 }, name: 'site' },
      { key: { 'search.claimed': 1 }, name: 'claimed' },
      { key: { url: 1 }, name: 'url' },
      { key: { 'search.terms': 1 }, name: 'terms' },
    ],
  },
  sketches: {
    schema: schemaOf({ storyId: text, site: text, bands: list, place: number, writtenAt: number }),
    indexes: [
      { key: { bands: 1, place: 1 }, name: 'bands' },
      { key: { writtenAt: 1 }, name: 'written' },
    ],
  },
  revisions: {
    schema: schemaOf({ articleId: text, revision: number, body: text }),
    indexes: [{ key: { articleId: 1, revision: 1 }, name: 'article', unique: true }],
  },
  observations: {
    schema: schemaOf({ articleId: text, at: text }),
    indexes: [{ key: { articleId: 1, at: 1 }, name: 'article', unique: true }],
  },
  stories: {
    schema: schemaOf({
      id: text,
      members: list,
      version: number,
      memberCount: number,
      mergedInto: textOrNull,
    }),
    indexes: [
      {
        key: { firstSeenAt: -1, _id: -1 },
        name: 'age',
        partialFilterExpression: { mergedInto: null },
      },
    ],
  },
  events: {
    schema: schemaOf({
      _id: { bsonType: 'number', minimum: 1 },
      type: text,
      at: text,
      id: text,
      revision: number,
    }),
    indexes: [
      { key: { at: 1, _id: 1 }, name: 'time' },
      { key: { id: 1, _id: 1 }, name: 'subject' },
      {
        key: { type: 1, _id: 1 },
        name: 'removal',
        partialFilterExpression: { type: 'article.removed' },
      },
    ],
  },
  urls: {
    schema: schemaOf({
      url: text,
      host: text,
      outcome: text,
      waitsFor: { enum: ['fetch', 'ingest', null] },
      runId: textOrNull,
      priority: number,
      place: number,
    }),
    indexes: [
      {
        key: { runId: 1, host: 1, priority: 1, place: 1 },
        name: 'frontier',
        partialFilterExpression: { waitsFor: 'fetch' },
      },
      { key: { host: 1, outcome: 1, _id: 1 }, name: 'host' },
      { key: { outcome: 1, _id: 1 }, name: 'outcome' },
      { key: { runId: 1, outcome: 1 }, name: 'run' },
      {
        key: { articleId: 1 },
        name: 'article',
        partialFilterExpression: { articleId: { $type: 'string' } },
      },
    ],
  },
  savedSearches: { schema: schemaOf({ name: text, q: text }), indexes: [] },
  apiKeys: {
    schema: schemaOf({ hash: text, scope: { enum: ['read', 'operate'] } }),
    indexes: [{ key: { hash: 1 }, name: 'hash', unique: true }],
  },
  webhooks: {
    schema: schemaOf({ url: text, enabled: { bsonType: 'bool' }, plannedSeq: number }),
    indexes: [],
  },
  deliveries: {
    schema: schemaOf({
      webhookId: text,
      type: text,
      body: text,
      state: text,
      dueAtMs: number,
      place: number,
    }),
    indexes: [
      {
        key: { webhookId: 1, dueAtMs: 1, place: 1 },
        name: 'due',
        partialFilterExpression: { state: 'waiting' },
      },
      { key: { webhookId: 1, place: 1 }, name: 'list' },
      { key: { createdAt: 1 }, name: 'age' },
    ],
  },
  attempts: {
    schema: schemaOf({ deliveryId: text, webhookId: text, number }),
    indexes: [
      { key: { deliveryId: 1, number: 1 }, name: 'delivery', unique: true },
      { key: { webhookId: 1 }, name: 'webhook' },
    ],
  },
  feed: {
    schema: schemaOf({ lastSeq: { bsonType: 'number', minimum: 0 }, commits: number }),
    indexes: [],
  },
};

/** Schedules, pauses and runs. */
const second: typeof first = {
  pauses: { schema: schemaOf({ at: text }), indexes: [] },
  scheduleStates: { schema: schemaOf({ site: text, version: number }), indexes: [] },
  runs: {
    schema: schemaOf({ plannedAt: text, site: textOrNull, state: text }),
    indexes: [
      { key: { plannedAt: 1, _id: 1 }, name: 'age' },
      { key: { site: 1, plannedAt: 1, _id: 1 }, name: 'site' },
      { key: { state: 1 }, name: 'state' },
    ],
  },
};

/** What operators look after. */
const operations: Record<string, { schema: object; indexes: readonly IndexDescription[] }> = {
  siteWatches: { schema: schemaOf({ version: { bsonType: 'number', minimum: 1 }, json: text }), indexes: [] },
  drifts: {
    schema: schemaOf({ site: text, state: text, openedAt: text }),
    indexes: [
      { key: { site: 1, state: 1 }, name: 'site' },
      { key: { openedAt: -1 }, name: 'age' },
    ],
  },
  heldPages: {
    schema: schemaOf({ url: text, site: text, driftId: textOrNull, heldAt: text }),
    indexes: [
      { key: { site: 1, _id: 1 }, name: 'site' },
      { key: { driftId: 1, _id: 1 }, name: 'drift' },
    ],
  },
  audit: {
    schema: schemaOf({ at: text, who: text, action: text, place: number }),
    indexes: [
      { key: { place: -1 }, name: 'place' },
      { key: { at: 1 }, name: 'age' },
    ],
  },
};

/** How far sinks have come, subscribers of feeds, and answers to writes. */
const sinksAndAnswers: typeof first = {
  keptAnswers: {
    schema: schemaOf({ fingerprint: text, at: text }),
    indexes: [{ key: { at: 1 }, name: 'age' }],
  },
  sinks: { schema: schemaOf({ seq: number }), indexes: [] },
  hubSubscriptions: { schema: schemaOf({ topic: text, callback: text, dueAtMs: number }), indexes: [] },
};

const namespaceExists = 48;

async function ensureCollection(db: Db, name: string, schema: object): Promise<void> {
  const rules = { validator: { $jsonSchema: schema }, validationLevel: 'strict', validationAction: 'error' };
  try {
    const options: CreateCollectionOptions = rules;
    await db.createCollection(name, options);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === namespaceExists)) throw error;
    await db.command({ collMod: name, ...rules });
  }
}
