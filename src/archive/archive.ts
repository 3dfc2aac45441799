import type { Page } from '../model/page.ts';
import type { Snapshot } from '../model/snapshot.ts';

/** What was sent for a page, kept beside its answer. */
export type SentRequest = { method: 'GET'; url: string; headers: Record<string, string> };

/** The address that was asked for, and the one where the page was found in the end. */
export type PageAddresses = Pick<Page, 'url' | 'finalUrl'>;

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
   * Where every page lies that is wanted by its addresses, oldest file first. One look at the head of every record: for
   * many addresses ask once. What was given may be erased before the next is asked for.
   *
   * @param isWanted asked once for each page, by its address and the one that led to
   * @param signal stops the look between two pages
   */
  places(isWanted: (addresses: PageAddresses) => boolean, signal?: AbortSignal): AsyncIterable<Snapshot>;
  /**
   * Takes the bytes of a page and of its request out for good; the file stays a WARC file, with an empty record in their
   * place. False: nothing is there (any more).
   */
  erase(snapshot: Snapshot): Promise<boolean>;
  close(): Promise<void>;
}
