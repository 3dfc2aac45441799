import type { ClientSession, Collection } from 'mongodb';

/** All documents of a collection as their bytes (BSON), in no order. */
export async function* rawDocuments<T extends object>(
  collection: Collection<T>,
  session?: ClientSession,
): AsyncGenerator<Uint8Array> {
  for await (const bytes of collection.find({}, { ...(session && { session }), raw: true })) {
    if (!(bytes instanceof Uint8Array)) throw new Error('the driver was asked for bytes');
    yield bytes;
  }
}
