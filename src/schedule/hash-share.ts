import { createHash } from 'node:crypto';

/** A number 0 ≤ x < 1 that a text decides: the same on every machine and in every run, evenly spread over texts. */
export function hashShare(text: string): number {
  return createHash('sha256').update(text).digest().readUInt32BE(0) / 2 ** 32;
}
