import type { Article } from '../src/model/article.ts';
import type { DateEvidence } from '../src/model/date-evidence.ts';
import type { Page } from '../src/model/page.ts';
import type { Snapshot } from '../src/model/snapshot.ts';
import type { UrlRecord } from '../src/model/url-record.ts';
import type { Commit } from '../src/store/article-store.ts';
import { type IngestNeeds, ingest } from './ingest.ts';

export type ReadAgainNeeds = Omit<IngestNeeds, 'now' | 'browse'>;

/** An archived page with the record of its URL, as a visit would hand it to the ingest job. */
export type ArchivedPage = { page: Page; snapshot: Snapshot; record: UrlRecord };

/**
 * What the ingest job would write of an archived page today; nothing is written. Null: the job had nothing to say.
 *
 * @param mode `compare` reads the page and leaves the stories alone, which is cheap; `write` also matches and judges
 *   them, and takes what the older reading claimed of the date out of the evidence
 * @param reads the article as `compare` gave it, for `write`
 * @param at the time of the visit that the page is from: reading it again is no visit
 */
export async function readAgain(
  { page, snapshot, record }: ArchivedPage,
  { mode, at, reads }: { mode: 'compare' | 'write'; at: string; reads?: Article },
  needs: ReadAgainNeeds,
): Promise<Commit | null> {
  const { store, archive, stories } = needs;
  let planned: Commit | null = null;
  const waiting: UrlRecord = { ...record, waitsFor: 'ingest' };
  await ingest(
    { runId: 'reparse', pages: [{ url: record.url, snapshot }] },
    {
      ...needs,
      now: () => new Date(at),
      archive: {
        read: (place) => (samePlace(place, snapshot) ? Promise.resolve(page) : archive.read(place)),
      },
      store: {
        ...store,
        url: async (url) => (url === record.url ? waiting : store.url(url)),
        ...(mode === 'compare'
          ? { candidates: async () => [], members: async () => [] }
          : {
              article: async (id) => {
                const before = await store.article(id);
                if (!before?.snapshot || !samePlace(before.snapshot, snapshot)) return before;
                const now = reads ? stories.dateEvidence(reads, page, record) : [];
                return withoutReadings(before, stories.dateEvidence(before, page, record), now);
              },
            }),
        async commit(batch) {
          planned = batch;
          return { firstSeq: 0, lastSeq: 0 };
        },
      },
    },
  );
  return planned;
}

export function samePlace(a: Snapshot, b: Snapshot): boolean {
  return a.file === b.file && a.offsetBytes === b.offsetBytes;
}

/** Evidence that is read out of the page; the rest tells of the visit or of how the page was found. */
const readings: ReadonlySet<DateEvidence['kind']> = new Set([
  'claimed',
  'json-ld',
  'open-graph',
  'url',
  'text',
]);

/** What the older parsers misread is no evidence; what both read stays in its place. */
function withoutReadings(
  article: Article,
  old: readonly DateEvidence[],
  now: readonly DateEvidence[],
): Article {
  const keyOf = ({ kind, raw }: DateEvidence) => `${kind} ${raw}`;
  const gone = new Set(old.filter(({ kind }) => readings.has(kind)).map(keyOf));
  for (const piece of now) gone.delete(keyOf(piece));
  return { ...article, dateEvidence: article.dateEvidence.filter((piece) => !gone.has(keyOf(piece))) };
}
