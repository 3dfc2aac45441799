import type { Article } from '../src/model/article.ts';
import type { DateEvidence } from '../src/model/date-evidence.ts';
import type { Page } from '../src/model/page.ts';
import { type Snapshot, samePlace } from '../src/model/snapshot.ts';
import type { UrlRecord } from '../src/model/url-record.ts';
import type { ArticleWrite, Commit } from '../src/store/article-store.ts';
import { type IngestNeeds, ingest, takeIn } from './ingest.ts';
import type { StoryTools } from './story-tools.ts';

export type ReadAgainNeeds = Omit<IngestNeeds, 'now' | 'browse'>;

/** An archived page with the record of its URL, as a visit would hand it to the ingest job. */
export type ArchivedPage = { page: Page; snapshot: Snapshot; record: UrlRecord };

/** What an archived page gives today. */
export type Compared = {
  /** Null: no article, or one that another address stands for. */
  write: ArticleWrite | null;
  settled: UrlRecord;
};

/** Comparing looks at what is read, not at stories: neither sketches nor evidence nor candidates are asked for. */
const noStories: Pick<StoryTools, 'sketchText' | 'dateEvidence' | 'matchStory'> = {
  sketchText: () => ({ bands: [], sketch: new Uint8Array() }),
  dateEvidence: () => [],
  matchStory: ({ id }) => ({ storyId: `s${id}`, absorbed: [] }),
};
const noCandidates = {
  ...{ candidates: async () => [], members: async () => [], decisions: async () => [] },
  ...{ story: async () => null, currentStoryId: async () => null },
};

/**
 * What today's parsers read in an archived page, beside what is stored; stories are left alone. Null: nothing to say.
 *
 * @param known the article that the page gave when it was last read
 * @param at the time of the visit that the page is from: reading it again is no visit
 */
export async function compareAgain(
  { page, snapshot, record }: ArchivedPage,
  { known, at }: { known: Article | null; at: string },
  needs: ReadAgainNeeds,
): Promise<Compared | null> {
  const { store } = needs;
  const { writes, urls } = await takeIn({ runId: 'reparse', pages: [{ url: record.url, snapshot }] }, at, {
    ...needs,
    archive: withPage(page, snapshot, needs),
    stories: { ...needs.stories, ...noStories },
    store: {
      ...store,
      ...noCandidates,
      article: async (id) => (id === known?.id ? known : store.article(id)),
      url: async (url) => (url === record.url ? { ...record, waitsFor: 'ingest' } : store.url(url)),
    },
  });
  const [settled] = urls.values();
  return settled ? { write: writes.values().next().value ?? null, settled } : null;
}

/**
 * What the ingest job would write of an archived page today, stories matched and judged; what the older reading claimed
 * of the date is taken out of the evidence. Nothing is written. Null: the job had nothing to say.
 *
 * @param reads the article as comparing gave it
 * @param at the time of the visit that the page is from: reading it again is no visit
 */
export async function readAgain(
  { page, snapshot, record }: ArchivedPage,
  { at, reads }: { at: string; reads?: Article },
  needs: ReadAgainNeeds,
): Promise<Commit | null> {
  const { store, stories } = needs;
  let planned: Commit | null = null;
  await ingest(
    { runId: 'reparse', pages: [{ url: record.url, snapshot }] },
    {
      ...needs,
      now: () => new Date(at),
      archive: withPage(page, snapshot, needs),
      store: {
        ...store,
        url: async (url) => (url === record.url ? { ...record, waitsFor: 'ingest' } : store.url(url)),
        async article(id) {
          const before = await store.article(id);
          if (!before?.snapshot || !samePlace(before.snapshot, snapshot)) return before;
          const now = reads ? stories.dateEvidence(reads, page, record) : [];
          return withoutReadings(before, stories.dateEvidence(before, page, record), now);
        },
        async commit(batch) {
          planned = batch;
          return { firstSeq: 0, lastSeq: 0 };
        },
      },
    },
  );
  return planned;
}

/** The archive, with a page that was read from it already. */
function withPage(page: Page, snapshot: Snapshot, { archive }: ReadAgainNeeds): ReadAgainNeeds['archive'] {
  return { read: async (place) => (samePlace(place, snapshot) ? page : archive.read(place)) };
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
