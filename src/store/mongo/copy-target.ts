import type { Db } from 'mongodb';
import { z } from 'zod';
import { Article } from '../../model/article.ts';
import { ChangeEvent } from '../../model/change-event.ts';
import { StoreError } from '../store-errors.ts';
import type { Part, WholeWriter } from '../whole-store.ts';
import { connectMongo } from './connect.ts';
import { migrate } from './migrate.ts';
import { wholeMongo } from './whole-mongo.ts';

/** How far a copy has come. */
export type CopyPlace = {
  /** What is copied: another store cannot go on with it. */
  source: string;
  /** Null: all parts are there. */
  part: Part | null;
  /** The key of the last record of `part` that is there. */
  after: string | number | null;
  done: boolean;
};

export type CopyTarget = WholeWriter & {
  place(): Promise<CopyPlace | null>;
  note(place: CopyPlace): Promise<void>;
  /** What is there now, as its readers get it. */
  articles(): AsyncIterable<Article>;
  events(): AsyncIterable<ChangeEvent>;
  close(): Promise<void>;
};

/**
 * A database that a store is copied into: an empty one, or one that a copy has begun in.
 * @throws {StoreError} it cannot be used, or something else is in it
 */
export async function openCopyTarget(uri: string): Promise<CopyTarget> {
  const connection = await connectMongo(uri);
  const { db } = connection;
  try {
    await migrate(db);
    if (!(await readPlace(db))) await refuseFull(db);
  } catch (error) {
    await connection.close();
    throw error;
  }
  return {
    ...wholeMongo(connection),
    place: () => readPlace(db),
    async note(place) {
      await places(db).replaceOne({ _id: 'copy' }, place, { upsert: true });
    },
    async *articles() {
      const found = db.collection<{ _id: string }>('articles').find({}, { projection: { search: 0 } });
      for await (const document of found.sort({ _id: 1 })) yield Article.parse(document);
    },
    async *events() {
      const found = db.collection<{ _id: number }>('events').find().sort({ _id: 1 });
      for await (const { _id, ...event } of found) yield ChangeEvent.parse({ ...event, seq: _id });
    },
    close: connection.close,
  };
}

/** In front of the source of a place: it is that of a restore. */
export const RESTORED = 'backup of ';

const Place = z.object({
  source: z.string(),
  part: z.custom<Part>((name) => typeof name === 'string').nullable(),
  after: z.union([z.string(), z.number()]).nullable(),
  done: z.boolean(),
});

export const places = (db: Db) => db.collection<CopyPlace & { _id: string }>('copies');

export async function readPlace(db: Db): Promise<CopyPlace | null> {
  const found = await places(db).findOne({ _id: 'copy' });
  return found && Place.parse(found);
}

export async function refuseFull(db: Db): Promise<void> {
  for (const name of ['articles', 'urls', 'events', 'savedSearches', 'webhooks', 'apiKeys']) {
    if (await db.collection(name).findOne({}, { projection: { _id: 1 } })) {
      throw new StoreError(
        `the database ${db.databaseName} has ${name} of its own; name an empty database, as in mongodb://host/other`,
      );
    }
  }
}

/**
 * Half a store is none: followers would begin with a part.
 * @throws {StoreError} a copy or a restore into the database has begun and not ended
 */
export async function refuseHalfCopied(db: Db): Promise<void> {
  const place = await readPlace(db);
  if (!place || place.done) return;
  throw new StoreError(
    place.source.startsWith(RESTORED)
      ? 'a restore into this database has not ended; run `wellspring restore` again: it begins anew'
      : 'a copy into this database has not ended; run `wellspring copy --to …` again: it goes on where it was',
  );
}
