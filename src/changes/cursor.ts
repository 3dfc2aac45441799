import { crc32 } from 'node:zlib';

/** A cursor of the change feed that was cut, made up, or comes from elsewhere. */
export class InvalidCursorError extends Error {
  readonly code = 'invalid-cursor';
  constructor(cursor: string) {
    super(
      `${JSON.stringify(cursor.slice(0, 40))} is no cursor of this feed; ` +
        'use one exactly as the feed gave it, a time such as 2025-04-16T00:00:00Z, "now", or none to read from the start',
    );
  }
}

const VERSION = 1;
const SEQ_BYTES = 6;
const PATTERN = /^[A-Za-z0-9_-]{15}$/;

/** The opaque place after the event `seq` (0: before the first): 15 characters that are safe in a URL. */
export function cursorOf(seq: number): string {
  const bytes = Buffer.alloc(1 + SEQ_BYTES + 4);
  bytes.writeUInt8(VERSION, 0);
  bytes.writeUIntBE(seq, 1, SEQ_BYTES);
  bytes.writeUInt32BE(checksum(bytes), 1 + SEQ_BYTES);
  return bytes.toString('base64url');
}

/**
 * The `seq` that a cursor stands after.
 * @throws {InvalidCursorError}
 */
export function seqOf(cursor: string): number {
  if (!PATTERN.test(cursor)) throw new InvalidCursorError(cursor);
  const bytes = Buffer.from(cursor, 'base64url');
  const seq = bytes.length === 1 + SEQ_BYTES + 4 ? bytes.readUIntBE(1, SEQ_BYTES) : -1;
  // Made again rather than taken apart: two spellings of one cursor would not be opaque.
  if (seq < 0 || cursorOf(seq) !== cursor) throw new InvalidCursorError(cursor);
  return seq;
}

/** Tells a slip of the hand from a cursor; it is no secret, since every place of the feed may be read. */
function checksum(bytes: Buffer): number {
  return crc32(bytes.subarray(0, 1 + SEQ_BYTES), crc32('wellspring change feed'));
}
