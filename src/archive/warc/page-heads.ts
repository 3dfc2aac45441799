import { constants, inflateRawSync } from 'node:zlib';
import type { Snapshot } from '../../model/snapshot.ts';
import type { PageAddresses } from '../archive.ts';
import { memberHeadBytes, memberLength, memberTailBytes } from './gzip-member.ts';
import { nextMember } from './next-member.ts';
import { readPageAddresses } from './page-record.ts';
import type { WarcReader } from './warc-files.ts';

/** Read at once: some dozens of pages of usual size, whose heads then cost no more reads. */
const WINDOW_BYTES = 256 * 1024;
/** Packed bytes that are unpacked first; the head of a page with addresses of usual length lies in them. */
const FIRST_PACKED_BYTES = 1024;

/**
 * Where each page of one file lies, with its addresses, in the order of the file. Only the beginning of each record is
 * unpacked, so whether the rest of it is whole shows when the page is read. What is no record is passed over, up to the
 * next one if there is one.
 */
export async function* pageHeads(
  file: WarcReader,
  name: string,
): AsyncGenerator<{ snapshot: Snapshot } & PageAddresses> {
  const read = windowOf(file);
  let at: number | null = 0;
  /** Where the record before began, whose length led here. */
  let before: number | null = null;
  while (at !== null) {
    const length: number | null = memberLength(await read(at, memberHeadBytes));
    if (length === null) {
      // Nothing begins here though a record was to end here: its length is wrong, or it is cut off.
      const isEnd: boolean = before !== null && (await isEndOfFile(file, at));
      at = isEnd ? null : await nextMember(file, (before ?? at) + 1);
      before = null;
      continue;
    }
    const addresses = await addressesAt(read, at, length);
    if (addresses) yield { snapshot: { file: name, offsetBytes: at }, ...addresses };
    before = at;
    at += length;
  }
}

type Read = (offsetBytes: number, lengthBytes: number) => Promise<Buffer>;

async function addressesAt(read: Read, at: number, lengthBytes: number): Promise<PageAddresses | null> {
  const whole = lengthBytes - memberHeadBytes - memberTailBytes;
  for (let packed = Math.min(FIRST_PACKED_BYTES, whole); ; packed = Math.min(8 * packed, whole)) {
    const head = unpackedStart(await read(at + memberHeadBytes, packed));
    const found = head && readPageAddresses(head);
    if (found !== 'more') return found;
    if (packed === whole) return null;
  }
}

/** As much as the packed bytes give; null: they are damaged. */
function unpackedStart(packed: Buffer): Buffer | null {
  try {
    return inflateRawSync(packed, { finishFlush: constants.Z_SYNC_FLUSH });
  } catch {
    return null;
  }
}

function windowOf(file: WarcReader): Read {
  let start = 0;
  let bytes: Buffer = Buffer.alloc(0);
  return async (offsetBytes, lengthBytes) => {
    if (offsetBytes < start || offsetBytes + lengthBytes > start + bytes.length) {
      start = offsetBytes;
      bytes = await file.read(offsetBytes, Math.max(WINDOW_BYTES, lengthBytes));
    }
    return bytes.subarray(offsetBytes - start, offsetBytes - start + lengthBytes);
  };
}

async function isEndOfFile(file: WarcReader, at: number): Promise<boolean> {
  return (await file.read(at - 1, 2)).length === 1;
}
