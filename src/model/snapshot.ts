import { z } from 'zod';

/** Where a page's bytes lie in the archive: a WARC file and the place of its gzip member. */
export const Snapshot = z.object({
  /** Name inside the archive, never an absolute path. */
  file: z.string(),
  offsetBytes: z.int().nonnegative(),
});
export type Snapshot = z.infer<typeof Snapshot>;

/** Whether both are the same fetch of a page. */
export function samePlace(a: Snapshot, b: Snapshot): boolean {
  return a.file === b.file && a.offsetBytes === b.offsetBytes;
}
