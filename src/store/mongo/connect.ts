import { type Db, MongoClient, MongoServerError, MongoServerSelectionError } from 'mongodb';
import { z } from 'zod';
import { StoreError } from '../store-errors.ts';
import { inTransaction, type Transact } from './patience.ts';
import { transactionLeases } from './transaction-leases.ts';

const oldestServer = 7;
const needsNewer = `Wellspring needs ${oldestServer}.0 or newer: update the server, one major version at a time`;
const defaultDatabase = 'wellspring';
/** Wrong user or password; not allowed to do what was asked. */
const refusals = new Set([18, 13]);

const Hello = z.object({ setName: z.string().optional(), msg: z.string().optional() });
const BuildInfo = z.object({ version: z.string() });

export type Connection = {
  client: MongoClient;
  db: Db;
  /** All of it or nothing; patient with a server that is away for a moment. */
  transact: Transact;
  close(): Promise<void>;
};

/**
 * A checked connection. Reads and writes are those of a majority: what was promised or seen once survives the loss of
 * any one server. Reads go to the primary, so that a process reads what it wrote.
 *
 * @throws {StoreError} it cannot be reached, refuses the password, is too old, or has no transactions
 */
export async function connectMongo(uri: string, waitMs = 10_000): Promise<Connection> {
  let client: MongoClient;
  try {
    client = new MongoClient(uri, {
      appName: 'wellspring',
      readConcern: { level: 'majority' },
      readPreference: 'primary',
      writeConcern: { w: 'majority', journal: true },
      retryReads: true,
      retryWrites: true,
      serverSelectionTimeoutMS: waitMs,
      connectTimeoutMS: waitMs,
      ignoreUndefined: true,
      promoteBuffers: true,
    });
  } catch (cause) {
    throw new StoreError(
      `MONGODB_URI cannot be read (${messageOf(cause)}); write mongodb://user:password@host:27017/wellspring`,
      { cause },
    );
  }
  const place = hostsOf(client);
  try {
    await client.connect();
    const db = client.db(databaseOf(uri));
    await refuseUnfit(db, place);
    const leases = transactionLeases(db);
    return {
      ...{ client, db },
      transact: (work) => inTransaction(client, leases, work),
      async close() {
        await leases.close();
        await client.close();
      },
    };
  } catch (cause) {
    await client.close();
    if (cause instanceof StoreError) throw cause;
    if (cause instanceof MongoServerError && refusals.has(Number(cause.code))) {
      throw new StoreError(
        `MongoDB at ${place} refuses the user or the password; check them (and authSource) in MONGODB_URI`,
        { cause },
      );
    }
    // The driver itself speaks with no server as old as that.
    if (cause instanceof MongoServerSelectionError && /maximum wire version/.test(cause.message))
      throw new StoreError(`MongoDB at ${place} is too old; ${needsNewer}`, { cause });
    throw new StoreError(
      `MongoDB at ${place} cannot be reached: ${messageOf(cause)}; check MONGODB_URI and that the server runs`,
      { cause },
    );
  }
}

async function refuseUnfit(db: Db, place: string): Promise<void> {
  const hello = Hello.parse(await db.command({ hello: 1 }));
  if (hello.setName === undefined && hello.msg !== 'isdbgrid') {
    throw new StoreError(
      `MongoDB at ${place} is a single server without transactions; start it as a replica set ` +
        '(mongod --replSet rs0, then rs.initiate() once)',
    );
  }
  const { version } = BuildInfo.parse(await db.command({ buildInfo: 1 }));
  if (Number.parseInt(version, 10) < oldestServer) {
    throw new StoreError(`MongoDB at ${place} is ${version}; ${needsNewer}`);
  }
}

/** Host names only: an address may hold a password. */
function hostsOf(client: MongoClient): string {
  const { hosts, srvHost } = client.options;
  return srvHost ?? hosts.map((host) => host.toString()).join(', ');
}

/** The database that the address names; the driver's own default, "test", is nobody's wish. */
function databaseOf(uri: string): string {
  const named = /^mongodb(?:\+srv)?:\/\/[^/]+\/([^?]+)/.exec(uri)?.[1];
  return named ? decodeURIComponent(named) : defaultDatabase;
}

function messageOf(error: unknown): string {
  // An address inside a message may hold a password.
  return (error instanceof Error ? error.message : String(error)).replace(
    /mongodb(\+srv)?:\/\/\S+/g,
    '(the address)',
  );
}
