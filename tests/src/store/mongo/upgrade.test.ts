import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { MongoClient } from 'mongodb';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { migrate, schemaVersion } from '../../../../src/store/mongo/migrate.ts';
import { migrations } from '../../../../src/store/mongo/migrations.ts';
import { openMongoStores } from '../../../../src/store/mongo/open-mongo-stores.ts';
import { WRITERS } from '../../../../src/store/mongo/transaction-leases.ts';
import { type Answers, addByHand, addCrawled, askedForAll } from '../filled-stores.ts';
import { article, batch } from '../store-values.ts';
import { mongoUri, newDatabase } from './new-database.ts';
import { olderDatabase } from './older-database.ts';

/** What came with a later step than the first: a database of before has none of it. */
const cameWith: Partial<Record<keyof Answers, number>> = {
  ...{ due: 2, pauses: 2, runs: 2, states: 2 },
  ...{ watches: 3, versions: 3, drifts: 3, held: 3, audit: 3, sink: 4, subscribers: 4, alerts: 7 },
  removals: 8,
};
/** UPGRADES=all tries every version; else the first, and the last before the one step that changes documents. */
const versions =
  process.env.UPGRADES === 'all' ? migrations.slice(0, -1).map((_, index) => index + 1) : [1, 4];
const migrateModule = fileURLToPath(new URL('../../../../src/store/mongo/migrate.ts', import.meta.url));

describe.skipIf(!mongoUri)('a database of before', () => {
  const made: ReturnType<typeof newDatabase>[] = [];
  const clients: MongoClient[] = [];
  let today: Answers;
  let empty: Answers;

  function newOne(): { uri: string; client: MongoClient } {
    const database = newDatabase(mongoUri ?? '');
    const client = new MongoClient(database.uri);
    made.push(database);
    clients.push(client);
    return { uri: database.uri, client };
  }
  async function answersOf(uri: string): Promise<Answers> {
    const stores = await openMongoStores({ uri });
    return askedForAll(stores).finally(stores.store.close);
  }
  async function indexesOf(client: MongoClient) {
    const found = await client.db().listCollections({}, { nameOnly: true }).toArray();
    // Who writes at the moment is no part of what was kept.
    const names = found.map(({ name }) => name).filter((name) => name !== WRITERS);
    const indexes = names.map(async (name) => [
      name,
      (await client.db().collection(name).indexes()).map((one) => JSON.stringify(one)).sort(),
    ]);
    return Object.fromEntries(await Promise.all(indexes));
  }
  function known(version: number): Answers {
    const answers = { ...today };
    for (const key of Object.keys(cameWith) as (keyof Answers)[])
      if (version < (cameWith[key] ?? 1)) Object.assign(answers, { [key]: empty[key] });
    if (version < 2) {
      Object.assign(answers, {
        histories: today.urls.map(() => []),
        urls: today.urls.map(({ rhythm: _, ...url }) => url),
      });
    }
    if (version < 6) Object.assign(answers, { placements: today.placements.map(() => []) });
    return answers;
  }
  async function older(version: number) {
    const database = newOne();
    await olderDatabase(database.client.db(), version, clients[0]?.db() ?? database.client.db());
    return database;
  }

  beforeAll(async () => {
    const { uri } = newOne();
    const stores = await openMongoStores({ uri });
    await addCrawled(stores);
    await addByHand(stores);
    today = await askedForAll(stores);
    await stores.store.close();
    empty = await answersOf(newOne().uri);
  });
  afterAll(async () => {
    await Promise.all(clients.map((client) => client.close()));
    for (const { drop } of made) await drop();
  });

  it.each(versions)('of version %i keeps all that it had, and becomes one of today', async (version) => {
    const { uri, client } = await older(version);
    expect(await migrate(client.db())).toEqual({ from: version, to: migrations.length });
    const [answers, wanted] = [await answersOf(uri), known(version)];
    for (const key of Object.keys(wanted) as (keyof Answers)[])
      expect(answers[key], key).toEqual(wanted[key]);
    expect(await indexesOf(client)).toEqual(await indexesOf(clients[0] ?? client));
    const stores = await openMongoStores({ uri });
    expect((await stores.store.commit(batch(article('new')))).firstSeq).toBe(today.lastSeq + 1);
    await stores.store.close();
  });

  it('goes on with an upgrade that was killed again and again, wherever it was', async () => {
    const { uri, client } = await older(1);
    const reached: number[] = [];
    // Later each time: in the middle of steps, and between a step and its note.
    for (let commands = 6; ; commands += 6) {
      const script = `
        const { migrate } = await import(${JSON.stringify(migrateModule)});
        const { MongoClient } = await import('mongodb');
        const client = new MongoClient(${JSON.stringify(uri)}, { monitorCommands: true });
        let left = ${commands};
        client.on('commandSucceeded', () => { if (--left === 0) process.kill(process.pid, 'SIGKILL'); });
        await migrate(client.db());
        process.exit();`;
      const child = spawn(process.execPath, ['--input-type=module', '-e', script], { stdio: 'ignore' });
      const [code, signal] = await once(child, 'exit');
      if (signal === null) {
        expect(code).toBe(0);
        break;
      }
      reached.push(await schemaVersion(client.db()));
      if (reached.length === 1)
        await expect(openMongoStores({ uri })).rejects.toThrow('run `wellspring migrate`');
    }
    expect(reached.length).toBeGreaterThanOrEqual(3);
    expect(new Set(reached).size).toBeGreaterThanOrEqual(3);
    expect(await answersOf(uri)).toEqual(known(1));
    expect(await indexesOf(client)).toEqual(await indexesOf(clients[0] ?? client));
  });
});
