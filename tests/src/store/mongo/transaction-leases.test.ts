import { setTimeout as sleep } from 'node:timers/promises';
import { type ClientSession, MongoClient } from 'mongodb';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { inTransaction } from '../../../../src/store/mongo/patience.ts';
import { type TransactionLeases, transactionLeases } from '../../../../src/store/mongo/transaction-leases.ts';
import { mongoUri, newDatabase } from './new-database.ts';

const leaseMs = 600;

describe.skipIf(!mongoUri)('a transaction that has not ended', () => {
  let database: ReturnType<typeof newDatabase>;
  const open: { client: MongoClient; leases: TransactionLeases }[] = [];
  beforeEach(() => {
    database = newDatabase(mongoUri ?? '');
  });
  afterEach(async () => {
    for (const { client, leases } of open.splice(0)) {
      await leases.close();
      await client.close();
    }
    await database.drop();
  });

  /** A process that says so often that it lives. */
  async function writer(beatMs: number) {
    const client = await new MongoClient(database.uri).connect();
    const leases = transactionLeases(client.db(), { leaseMs, beatMs });
    open.push({ client, leases });
    const pages = client.db().collection<{ _id: string; by: string[] }>('pages');
    const sign = (by: string) => (session: ClientSession) =>
      pages.updateOne({ _id: 'page' }, { $push: { by } }, { upsert: true, session });
    return {
      ...{ client, pages },
      /** Writes, and goes on with `meanwhile` before it commits. */
      transact: (by: string, meanwhile: () => Promise<void> = async () => undefined) =>
        inTransaction(client, leases, async (session) => {
          await sign(by)(session);
          await meanwhile();
        }),
    };
  }
  const never = 3_600_000;

  it('of a killed process is ended by whoever waits for it, and leaves nothing', async () => {
    const killed = await writer(never);
    const { promise: written, resolve: isWritten } = Promise.withResolvers<void>();
    const { promise: end, reject } = Promise.withResolvers<void>();
    const dying = killed.transact('killed', () => {
      isWritten();
      return end;
    });
    await written;
    const other = await writer(100);
    await other.transact('other');
    expect(await other.pages.findOne()).toEqual({ _id: 'page', by: ['other'] });
    reject(new Error('it was killed'));
    await expect(dying).rejects.toThrow('it was killed');
  });

  it('of a process that lives is waited for, however long it takes', async () => {
    const slow = await writer(100);
    const { promise: written, resolve: isWritten } = Promise.withResolvers<void>();
    const first = slow.transact('slow', async () => {
      isWritten();
      await sleep(leaseMs * 3);
    });
    await written;
    const other = await writer(100);
    await Promise.all([first, other.transact('other')]);
    expect(await other.pages.findOne()).toEqual({ _id: 'page', by: ['slow', 'other'] });
  });

  it('and was ended by others, since its process was frozen, is done again', async () => {
    const frozen = await writer(never);
    let tries = 0;
    await frozen.transact('frozen', async () => {
      tries += 1;
      if (tries > 1) return;
      const other = await writer(100);
      await other.transact('other');
    });
    expect(await frozen.pages.findOne()).toEqual({ _id: 'page', by: ['other', 'frozen'] });
  });
});
