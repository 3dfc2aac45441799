import type { Page } from '../model/page.ts';
import type { Snapshot } from '../model/snapshot.ts';

/** What was sent for a page, kept beside its answer. */
export type SentRequest = { method: 'GET'; url: string; headers: Record<string, string> };

/**
 * Everything that came over the wire, kept as WARC 1.1 (ISO 28500): enough to parse any page again, byte for byte.
 * Not here: what a page means; when it may be thrown away.
 */
export interface Archive {
  /** Appends request and response; durable when the promise is kept. Same digest again: a revisit record. */
  append(page: Page, request: SentRequest): Promise<Snapshot>;
  /**
   * The page as it was fetched, with `via: 'archive'`; a revisit record gives the bytes of its first visit.
   * @throws {SnapshotError} there is no whole record at that place
   */
  read(snapshot: Snapshot): Promise<Page>;
  /** Every page, oldest file first. A torn record at a file's end (a kill while writing) is passed over. */
  pages(): AsyncIterable<{ snapshot: Snapshot; page: Page }>;
  /**
   * Where every page lies whose address, or the address it led to, is wanted. One look through the whole archive: for many
   * addresses ask once. What was given may be erased before the next is asked for.
   */
  places(isWanted: (url: string) => boolean): AsyncIterable<Snapshot>;
  /**
   * Takes the bytes of a page and of its request out for good; the file stays a WARC file, with an empty record in their
   * place. False: nothing is there (any more).
   */
  erase(snapshot: Snapshot): Promise<boolean>;
  close(): Promise<void>;
}
