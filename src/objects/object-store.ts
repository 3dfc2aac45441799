/** What one piece of storage refuses or cannot do; the text names the place. */
export class ObjectStoreError extends Error {
  readonly code = 'object-store';
}

/** Bytes in memory, or a file of any size (`openAsBlob` of node:fs). */
export type ObjectBody = Uint8Array | Blob;

/**
 * Whole objects under names like paths ("date=2026-11-27/changes.ndjson"): a local folder, or a bucket of anything that
 * speaks S3.
 *
 * Promises: an object is there whole or not at all, durable once `put` has answered; the same `put` twice leaves one.
 * Not here: appending, locks, what is in an object.
 */
export interface ObjectStore {
  /** What was there under the name is replaced. */
  put(name: string, body: ObjectBody): Promise<void>;
  /** Null: there is none. `range`: from the byte `start` up to, not with, `end`. */
  get(name: string, range?: { start: number; end: number }): Promise<Uint8Array | null>;
  /** Those whose name begins with `prefix`, by name. */
  list(prefix: string): AsyncIterable<{ name: string; bytes: number }>;
  /** False: there was none. */
  remove(name: string): Promise<boolean>;
}

const NAME = /^(?!\/)(?!.*\/$)(?!.*\/\/)[\w!.*'()=+,@:/ -]{1,500}$/;

/**
 * Names that mean the same in every storage: no empty steps, none that lead up, no characters that some must escape.
 * @throws {ObjectStoreError}
 */
export function checkedName(name: string): string {
  if (NAME.test(name) && !name.split('/').some((step) => step === '.' || step === '..')) return name;
  throw new ObjectStoreError(
    `${JSON.stringify(name.slice(0, 100))} is no name of an object; write steps of letters, digits and -_.=+ with / between`,
  );
}
