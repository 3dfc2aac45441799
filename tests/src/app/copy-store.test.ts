import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { MongoClient } from 'mongodb';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openInlineQueue } from '../../../src/queue/inline/inline-queue.ts';
import { openMongoStores } from '../../../src/store/mongo/open-mongo-stores.ts';
import { startCli } from '../../e2e/run-cli.ts';
import { until } from '../../workers/webhook-receiver.ts';
import { addByHand, askedForAll, embeddedStores } from '../store/filled-stores.ts';
import { mongoUri, newDatabase } from '../store/mongo/new-database.ts';
import { article, batch } from '../store/store-values.ts';

describe.skipIf(!mongoUri)('a copy of the embedded store into MongoDB', () => {
  const data = mkdtempSync(join(tmpdir(), 'wellspring-copy-'));
  const { uri, drop } = newDatabase(mongoUri ?? '');
  const client = new MongoClient(uri);
  const copying = () => startCli(['copy', '--to', uri], { data, settings: { MONGODB_URI: '' } });
  const partReached = async () => String((await client.db().collection('copies').findOne({}))?.part ?? '');
  beforeAll(async () => {
    const { code, err } = await startCli(['demo', '--once', '--articles', '8', '--data', data], {
      data,
      settings: { MONGODB_URI: '', REDIS_URL: '' },
    }).ended;
    expect(code, err).toBe(0);
    const stores = await embeddedStores(data);
    await addByHand(stores);
    await stores.close();
  }, 120_000);
  afterAll(async () => {
    await client.close();
    await drop();
    rmSync(data, { recursive: true, force: true });
  });

  it('is killed again and again, opened by nobody meanwhile, and goes on until all is there', async () => {
    for (const part of ['sketches', 'events']) {
      const { child, ended } = copying();
      await until(async () => [part, 'urls', 'held'].includes(await partReached()), 100_000);
      child.kill('SIGKILL');
      await ended;
      if ((await partReached()) !== '')
        await expect(openMongoStores({ uri })).rejects.toThrow('a copy into this database has not ended');
    }
    const { code, out, err } = await copying().ended;
    expect(code, err).toBe(0);
    expect(out).toMatch(/copied and equal: 48 articles, \d+ URLs, \d+ changes/);
  }, 300_000);

  it('answers as the store does, whatever is asked', async () => {
    const before = await embeddedStores(data);
    const now = await openMongoStores({ uri });
    const [there, here] = [await askedForAll(before), await askedForAll(now)];
    for (const key of Object.keys(there) as (keyof typeof there)[])
      expect(here[key], key).toEqual(there[key]);
    await before.close();
    await now.store.close();
  }, 120_000);

  it('is told once, and not over other data', async () => {
    expect((await copying().ended).out).toMatch(/^copied before, and equal: 48 articles/);
    const stores = await openMongoStores({ uri });
    const lastSeq = await stores.store.lastSeq();
    const told = await stores.store.commit(batch(article('new')));
    expect(told.firstSeq).toBe(lastSeq + 1);
    await stores.store.close();
    const other = newDatabase(mongoUri ?? '');
    const full = await openMongoStores({ uri: other.uri });
    await full.store.commit(batch(article('mine')));
    await full.store.close();
    const refused = await startCli(['copy', '--to', other.uri], { data }).ended;
    expect(refused).toMatchObject({ code: 1, out: '' });
    expect(refused.err).toContain('has articles of its own; name an empty database');
    await other.drop();
  }, 60_000);

  it('is refused while the service has the store, or work waits', async () => {
    const other = newDatabase(mongoUri ?? '');
    const words = ['copy', '--to', other.uri];
    const stores = await embeddedStores(data);
    const used = await startCli(words, { data }).ended;
    await stores.close();
    expect(used).toMatchObject({ code: 1 });
    expect(used.err).toContain('is in use; stop the service first');
    const queue = openInlineQueue({ file: join(data, 'wellspring.sqlite') });
    await queue.add([{ name: 'ingest', key: 'one', version: 1, data: {}, priority: 1, notBeforeMs: 0 }]);
    await queue.close();
    expect((await startCli(words, { data }).ended).err).toContain('1 jobs wait in the embedded queue');
    expect((await startCli(['copy'], { data }).ended).err).toContain('say where to with --to');
    expect(await startCli(['copy', '--to', 'http://x/'], { data }).ended).toMatchObject({ code: 2 });
    await other.drop();
  }, 60_000);
});
