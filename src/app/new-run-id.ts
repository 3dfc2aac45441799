import { randomBytes } from 'node:crypto';

/** "2026-03-02T10:15:00Z-1f3a5b7c": in the order of time, and no two alike. */
export function newRunId(at: Date): string {
  return `${at.toISOString().slice(0, 19)}Z-${randomBytes(4).toString('hex')}`;
}
