import { findMember, memberHeadBytes } from './gzip-member.ts';
import type { WarcReader } from './warc-files.ts';

const SEARCH_BYTES = 1024 * 1024;

/** Offset of the next place where a member may begin; null at the file's end. */
export async function nextMember(file: WarcReader, fromBytes: number): Promise<number | null> {
  for (let at = fromBytes; ; ) {
    const bytes = await file.read(at, SEARCH_BYTES);
    const found = findMember(bytes, 0);
    if (found >= 0) return at + found;
    if (bytes.length < SEARCH_BYTES) return null;
    // Overlapping, so that a head across the border is seen.
    at += SEARCH_BYTES - memberHeadBytes;
  }
}
