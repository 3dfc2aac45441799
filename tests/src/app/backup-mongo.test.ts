import { appendFileSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { MongoClient } from 'mongodb';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { backUp } from '../../../src/app/back-up.ts';
import { checkBackup } from '../../../src/app/backup-format.ts';
import { restore } from '../../../src/app/restore.ts';
import { openWarcArchive } from '../../../src/archive/warc/open-warc-archive.ts';
import { Settings } from '../../../src/settings.ts';
import { schemaVersion } from '../../../src/store/mongo/migrate.ts';
import { migrations } from '../../../src/store/mongo/migrations.ts';
import { openMongoStores } from '../../../src/store/mongo/open-mongo-stores.ts';
import { WRITERS } from '../../../src/store/mongo/transaction-leases.ts';
import { page, request } from '../archive/archive.contract.ts';
import { addByHand, addCrawled, askedForAll } from '../store/filled-stores.ts';
import { mongoUri, newDatabase } from '../store/mongo/new-database.ts';
import { olderDatabase } from '../store/mongo/older-database.ts';
import { article, batch } from '../store/store-values.ts';

const now = () => new Date('2026-03-01T12:00:00.000Z');

describe.skipIf(!mongoUri)('a backup of a store in MongoDB', () => {
  let folder: string;
  let file: string;
  let from: ReturnType<typeof newDatabase>;
  let to: ReturnType<typeof newDatabase>;
  const settings = (place: string, { uri }: { uri: string }) =>
    Settings.parse({ data: join(folder, place), mongodbUri: uri });
  const restored = (place = 'other') => restore(file, settings(place, to), { replace: false, now });
  const schemaOf = async ({ uri }: { uri: string }) => {
    const client = new MongoClient(uri);
    const version = await schemaVersion(client.db());
    await client.close();
    return version;
  };
  const asked = async ({ uri }: { uri: string }) => {
    const stores = await openMongoStores({ uri });
    return askedForAll(stores).finally(() => stores.store.close());
  };
  beforeAll(async () => {
    from = newDatabase(mongoUri ?? '');
    const stores = await openMongoStores({ uri: from.uri });
    await addCrawled(stores);
    await addByHand(stores);
    await stores.store.close();
  });
  afterAll(() => from.drop());
  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'wellspring-backup-mongo-'));
    file = join(folder, 'backup.wellspring');
    to = newDatabase(mongoUri ?? '');
    const archive = await openWarcArchive({ folder: join(folder, 'data', 'archive') });
    await archive.append(page('a page'), request());
    await archive.close();
  });
  afterEach(async () => {
    rmSync(folder, { recursive: true, force: true });
    await to.drop();
  });

  it('gives back all that a store has, answers as it does, and goes on from there', async () => {
    const manifest = await backUp(file, settings('data', from), now);
    expect(manifest).toMatchObject({ format: 2, schema: migrations.length });
    expect(manifest.articles).toBeGreaterThan(3);
    expect(checkBackup(file)).toEqual(manifest);
    // Who writes at the moment is nothing of the store.
    expect(JSON.stringify(manifest)).not.toContain(`"${WRITERS}"`);
    expect(await restored()).toEqual({ manifest, aside: null });
    const [there, here] = [await asked(from), await asked(to)];
    for (const key of Object.keys(there) as (keyof typeof there)[])
      expect(here[key], key).toEqual(there[key]);
    const [name = ''] = readdirSync(join(folder, 'other', 'archive'));
    const pages = (data: string) => readFileSync(join(folder, data, 'archive', name));
    expect(pages('other').equals(pages('data'))).toBe(true);
    const { store } = await openMongoStores({ uri: to.uri });
    await store.commit(batch(article('after')));
    const after = await store.changes(manifest.lastSeq, 10);
    expect(after[0]).toMatchObject({ seq: manifest.lastSeq + 1, id: article('after').id });
    await store.close();
    // What is there is never written over, least of all where it is newer.
    await expect(restored()).rejects.toThrow(/is newer: it has \d+ changes, the backup of 2026/);
  });

  it('that was cut short or damaged is refused, and nothing is written', async () => {
    await backUp(file, settings('data', from), now);
    const whole = readFileSync(file);
    for (const share of [0.1, 0.5, 0.95]) {
      writeFileSync(file, whole.subarray(0, Math.floor(whole.length * share)));
      await expect(restored()).rejects.toMatchObject({ code: 'backup' });
    }
    writeFileSync(file, whole);
    const db = new DatabaseSync(file);
    db.exec("UPDATE backup_document SET bytes = zeroblob(length(bytes)) WHERE collection = 'articles'");
    db.close();
    await expect(restored()).rejects.toThrow('articles is damaged');
    writeFileSync(file, whole);
    const other = new DatabaseSync(file);
    other.exec("DELETE FROM backup_document WHERE collection = 'urls'");
    other.close();
    await expect(restored()).rejects.toThrow(/urls has 0 of \d+ documents/);
    const { store } = await openMongoStores({ uri: to.uri });
    expect(await store.lastSeq()).toBe(0);
    await store.close();
  });

  it('of a newer Wellspring, into a database with data, or into the other kind of store is refused', async () => {
    await backUp(file, settings('data', from), now);
    const embedded = Settings.parse({ data: join(folder, 'embedded') });
    await expect(restore(file, embedded, { replace: true, now })).rejects.toThrow('of a store in MongoDB');
    const { store } = await openMongoStores({ uri: to.uri });
    await store.commit(batch(article('mine')));
    await store.close();
    await expect(restored()).rejects.toThrow('has articles of its own');
    const db = new DatabaseSync(file);
    db.exec(`UPDATE backup_manifest SET json = json_set(json, '$.schema', ${migrations.length + 1})`);
    db.close();
    await expect(restored()).rejects.toThrow('was written by a newer Wellspring');
  });

  it('of an older version is brought up to date when it is restored', async () => {
    const before = newDatabase(mongoUri ?? '');
    const clients = [new MongoClient(before.uri), new MongoClient(from.uri)] as const;
    // The next step gives articles the terms that they are found by.
    await olderDatabase(clients[0].db(), 4, clients[1].db());
    const manifest = await backUp(file, settings('data', before), now);
    expect(manifest.schema).toBe(4);
    // A service has set the empty database up already.
    await (await openMongoStores({ uri: to.uri })).store.close();
    await restored();
    const [there, here] = [await asked(from), await asked(to)];
    expect(await schemaOf(to)).toBe(migrations.length);
    expect([here.articles, here.events, here.searches]).toEqual([
      there.articles,
      there.events,
      there.searches,
    ]);
    for (const client of clients) await client.close();
    await before.drop();
  });

  it('whose restore was killed in between is opened by nobody, and a second restore ends it', async () => {
    await backUp(file, settings('data', from), now);
    await restored();
    const client = new MongoClient(to.uri);
    const db = client.db();
    await db.collection('copies').updateOne({}, { $set: { done: false } });
    await db.collection('events').deleteMany({});
    await db
      .collection<{ _id: string }>('urls')
      .insertOne({ _id: 'half written' }, { bypassDocumentValidation: true });
    await expect(openMongoStores({ uri: to.uri })).rejects.toThrow(
      'a restore into this database has not ended',
    );
    await restored();
    expect(await asked(to)).toEqual(await asked(from));
    await client.close();
  });

  it('leaves files of pages that have grown, and refuses others before anything is written', async () => {
    await backUp(file, settings('data', from), now);
    await restored('data');
    await to.drop();
    const [name = ''] = readdirSync(join(folder, 'data', 'archive'));
    const warc = join(folder, 'data', 'archive', name);
    appendFileSync(warc, 'more');
    const grown = readFileSync(warc);
    await restored('data');
    expect(readFileSync(warc).equals(grown)).toBe(true);
    await to.drop();
    grown[100] = (grown[100] ?? 0) ^ 1;
    writeFileSync(warc, grown);
    await expect(restored('data')).rejects.toThrow('is not as it was in the backup');
    const client = new MongoClient(to.uri);
    expect(await client.db().listCollections().toArray()).toEqual([]);
    await client.close();
  });

  it('is of one moment: taken while others write, it is whole or refused', async () => {
    const { store } = await openMongoStores({ uri: from.uri });
    let writing = true;
    const writer = (async () => {
      for (let n = 0; writing; n += 1) await store.commit(batch(article(`while-${n}`)));
    })();
    const taken = await backUp(file, settings('data', from), now).catch((error: unknown) => error);
    writing = false;
    await writer;
    await store.close();
    if (taken instanceof Error) {
      // A server without snapshot reads: nothing is left of the try, and in quiet it is taken.
      expect(taken.message).toContain('was written to meanwhile');
      expect(readdirSync(folder)).toEqual(['data']);
      await backUp(file, settings('data', from), now);
    }
    await restored();
    const { articles, events } = await asked(to);
    const ours = new Set(Array.from({ length: 1_000 }, (_, n) => article(`while-${n}`).id));
    const told = events.filter(({ type, id }) => type === 'article.created' && ours.has(id));
    const there = articles.filter(({ id }) => ours.has(id));
    expect(told.map(({ id }) => id).toSorted()).toEqual(there.map(({ id }) => id).toSorted());
  });
});
