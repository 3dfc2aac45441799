import { MongoClient } from 'mongodb';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { parseQuery } from '../../../../src/query/parse-query.ts';
import { expandForms } from '../../../../src/store/expand-forms.ts';
import { connectMongo } from '../../../../src/store/mongo/connect.ts';
import { ensureSchema, migrate, schemaVersion } from '../../../../src/store/mongo/migrate.ts';
import { migrations } from '../../../../src/store/mongo/migrations.ts';
import { openMongoStores } from '../../../../src/store/mongo/open-mongo-stores.ts';
import { queryFilter } from '../../../../src/store/mongo/query-filter.ts';
import { article, batch } from '../store-values.ts';
import { mongoUri, newDatabase } from './new-database.ts';

describe.skipIf(!mongoUri)('the database of a store', () => {
  let database: ReturnType<typeof newDatabase>;
  let client: MongoClient;
  beforeEach(() => {
    database = newDatabase(mongoUri ?? '');
    client = new MongoClient(database.uri);
  });
  afterEach(async () => {
    await client.close();
    await database.drop();
  });

  it('is made by two processes at once, and again without harm', async () => {
    const db = client.db();
    await Promise.all([migrate(db), migrate(db)]);
    const { store } = await openMongoStores({ uri: database.uri });
    await store.commit(batch(article('a')));
    expect(await migrate(db)).toEqual({ from: migrations.length, to: migrations.length });
    // As after a kill in the middle: the steps are taken again over what is there.
    for (const step of migrations) await step(db);
    expect(await store.lastSeq()).toBe(2);
    expect(await store.article(article('a').id)).toEqual(article('a'));
    await store.close();
  });

  it('takes no article that lacks what the store relies on', async () => {
    await migrate(client.db());
    const articles = client.db().collection<{ _id: string }>('articles');
    await expect(articles.insertOne({ _id: 'a'.repeat(32) })).rejects.toMatchObject({ code: 121 });
  });

  it('looks up words, times, bands, stories and the addresses of an article by an index', async () => {
    await migrate(client.db());
    const db = client.db();
    const stages = async (name: string, filter: object, sort: Record<string, 1 | -1>) =>
      JSON.stringify((await db.collection(name).find(filter).sort(sort).explain()).queryPlanner?.winningPlan);
    expect(await stages('sketches', { bands: 7 }, { place: 1 })).not.toContain('COLLSCAN');
    expect(await stages('sketches', { bands: { $in: [7, 8] } }, {})).not.toContain('COLLSCAN');
    expect(await stages('urls', { articleId: 'a' }, { _id: 1 })).not.toContain('COLLSCAN');
    const due = { 'rhythm.nextAt': { $gt: '', $lte: '2026' } };
    expect(await stages('urls', due, { 'rhythm.nextAt': 1 })).not.toContain('COLLSCAN');
    expect(await stages('articles', { 'search.terms': 'Tword' }, { firstSeenAt: -1 })).not.toContain(
      'COLLSCAN',
    );
    for (const q of ['word', 'title:word', 'seen:2026-01..2026-02', 'story:s']) {
      const filter = queryFilter(expandForms(parseQuery(q), new Map()));
      expect(await stages('articles', filter, { firstSeenAt: -1, _id: -1 }), q).not.toContain('COLLSCAN');
    }
    expect(await stages('articles', { storyId: 's' }, { firstSeenAt: 1, _id: 1 })).not.toContain('COLLSCAN');
  });

  it('is refused where a newer version wrote it, and where an older one did until it is migrated', async () => {
    const db = client.db();
    await migrate(db);
    const schema = db.collection<{ _id: string; version: number }>('schema');
    await schema.updateOne({ _id: 'schema' }, { $set: { version: 99 } });
    await expect(openMongoStores({ uri: database.uri })).rejects.toThrow(/version 99.*install the newer/);
    await expect(migrate(db)).rejects.toMatchObject({ code: 'store' });
    expect(await schemaVersion(db)).toBe(99);
    await schema.updateOne({ _id: 'schema' }, { $set: { version: migrations.length - 0.5 } });
    await expect(ensureSchema(db)).rejects.toThrow('run `wellspring migrate`');
  });

  it('is waited for where another process is setting it up', async () => {
    const db = client.db();
    await migrate(db);
    const schema = db.collection<{ _id: string; version: number }>('schema');
    const reach = (version: number) => schema.updateOne({ _id: 'schema' }, { $set: { version } });
    await reach(1);
    const waiting = ensureSchema(db);
    for (const version of [2, migrations.length]) {
      await new Promise((resolve) => setTimeout(resolve, 150));
      await reach(version);
    }
    await waiting;
  });
});

describe('a MongoDB that cannot be used', () => {
  it('is refused with what to do, and without its password', async () => {
    const connecting = connectMongo('mongodb://user:hushhush@127.0.0.1:1/', 500);
    await expect(connecting).rejects.toThrow(
      /^MongoDB at 127\.0\.0\.1:1 cannot be reached: .*check MONGODB_URI/,
    );
    await expect(connecting).rejects.not.toThrow('hushhush');
    const nonsense = connectMongo('mongodb://user:hushhush@@@/', 500);
    await expect(nonsense).rejects.toThrow(/^MONGODB_URI cannot be read/);
    await expect(nonsense).rejects.not.toThrow('hushhush');
  });
});
