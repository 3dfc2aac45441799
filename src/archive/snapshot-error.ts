import type { Snapshot } from '../model/snapshot.ts';

/** There is no whole record at a place of the archive; the message names the file and the offset. */
export class SnapshotError extends Error {
  readonly code = 'snapshot';
  readonly snapshot: Snapshot;
  constructor(snapshot: Snapshot, found: string, options?: ErrorOptions) {
    super(`${snapshot.file} at byte ${snapshot.offsetBytes}: ${found}`, options);
    this.snapshot = snapshot;
  }
}
