import { createHash } from 'node:crypto';

const seed = Buffer.alloc(4);
/** BSON strings come tenth in MongoDB's order of types. */
const stringType = Buffer.from([10, 0, 0, 0]);

/**
 * MongoDB's hash of a text, by which a hashed shard key is placed: the first eight bytes of MD5 over seed, order of the
 * type and BSON value (`BSONElementHasher::hash64` in the server).
 */
export function mongoHash(text: string): bigint {
  const bytes = Buffer.from(`${text}\0`);
  const length = Buffer.alloc(4);
  length.writeInt32LE(bytes.length);
  const digest = createHash('md5').update(seed).update(stringType).update(length).update(bytes).digest();
  return digest.readBigInt64LE(0);
}

/** The shard of a key where the space of hashes was split evenly when the collection was made, as MongoDB does. */
export function shardOf(text: string, shards: number): number {
  const place = mongoHash(text) + 2n ** 63n;
  return Number((place * BigInt(shards)) >> 64n);
}
