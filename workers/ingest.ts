import type { Archive } from '../src/archive/archive.ts';
import type { Verdict } from '../src/health/judge-pages.ts';
import type { Article } from '../src/model/article.ts';
import { articleId } from '../src/model/article-id.ts';
import type { DateEvidence } from '../src/model/date-evidence.ts';
import { isTakenOut } from '../src/model/is-taken-out.ts';
import type { Outcome } from '../src/model/outcome.ts';
import type { Page, PageHead } from '../src/model/page.ts';
import type { ParsedArticle } from '../src/model/parsed-article.ts';
import { type Snapshot, samePlace } from '../src/model/snapshot.ts';
import type { UrlRecord } from '../src/model/url-record.ts';
import type { ArticleStore, ArticleWrite, Commit } from '../src/store/article-store.ts';
import type { IngestRequest } from './jobs.ts';
import { judgeStories } from './judge-stories.ts';
import { matchArticle } from './match-article.ts';
import { type StoryBatch, storyBatch } from './story-batch.ts';
import type { StoryTools } from './story-tools.ts';
import type { ReadPage } from './watch-pages.ts';

export type IngestNeeds = {
  archive: Pick<Archive, 'read'>;
  /** @throws an error with code 'parse-refused' for a page that cannot be read within the limits */
  parse(page: Page): Promise<ParsedArticle>;
  /** The parts of one article in order, as one article. */
  joinPages(parts: readonly ParsedArticle[]): ParsedArticle;
  stories: StoryTools;
  store: Pick<
    ArticleStore,
    | 'article'
    | 'members'
    | 'candidates'
    | 'commit'
    | 'url'
    | 'urlsOfArticle'
    | 'story'
    | 'currentStoryId'
    | 'decisions'
    | 'lastSeq'
  >;
  now: () => Date;
  /** When a URL is due again, now that its outcome is known; left out: never by itself. */
  rhythm?: (settled: UrlRecord, before: UrlRecord) => UrlRecord;
  /** Looks at the health of sites: why a page is held, by URL; left out: every page is taken as it is. */
  watch?: (pages: readonly ReadPage[]) => Promise<ReadonlyMap<string, Verdict>>;
  /** Has pages rendered that are empty without scripts; left out where there is no browser. */
  browse?: (runId: string, urls: readonly string[]) => Promise<void>;
};

/** Enough to keep two parsers at work while the next pages are read from the archive. */
const pagesAtOnce = 4;
const waitsForBrowser = 'empty without scripts: waits for the browser';

/**
 * Archived pages in, one commit out. Safe to run twice: the same bytes give the same articles, and what did not
 * change makes no event.
 *
 * @throws {StaleCommitError} another writer was first; the queue runs the job again
 */
export async function ingest(data: IngestRequest, needs: IngestNeeds): Promise<void> {
  const at = needs.now().toISOString();
  const matchedAt = await needs.store.lastSeq();
  const batch = await takeIn(data, at, needs);
  if (batch.urls.size > 0) await needs.store.commit(await commitOf(batch, at, matchedAt, needs));
  if (batch.browse.length > 0) await needs.browse?.(data.runId, batch.browse);
}

/** What archived pages say, before any story is judged. Nothing is written. */
export async function takeIn(data: IngestRequest, at: string, needs: TakeInNeeds): Promise<Batch> {
  const { store } = needs;
  const [decisions, records] = await Promise.all([
    store.decisions(),
    Promise.all(data.pages.map(({ url }) => store.url(url))),
  ]);
  const batch: Batch = { ...storyBatch(decisions), urls: new Map(), browse: [] };
  const waiting: Waiting[] = [];
  for (const [n, { url, snapshot }] of data.pages.entries()) {
    const record = records[n];
    // Committed already, by this job's run before a kill; its page still has to be rendered.
    if (record?.outcome === 'quarantined' && record.reason === waitsForBrowser) batch.browse.push(url);
    // A URL that was removed, or fetched again since, is no longer this job's business.
    if (record?.waitsFor === 'ingest' && !isFetchedAgain(record, snapshot))
      waiting.push({ record, snapshot });
  }
  const read = await readPages(waiting, needs);
  const watched = read.flatMap((one) => ('parsed' in one && !one.parsed.needsBrowser ? [one] : []));
  const doubts = data.letThrough || watched.length === 0 ? null : await needs.watch?.(watched);
  for (const one of read) await settleOne(one, doubts?.get(one.record.url) ?? null, at, batch, needs);
  return batch;
}

/** Its newer page has a job of its own, and what this one says must not come after that. */
function isFetchedAgain({ lastFetch }: UrlRecord, snapshot: Snapshot): boolean {
  return lastFetch !== null && lastFetch.snapshot !== null && !samePlace(lastFetch.snapshot, snapshot);
}

type TakeInNeeds = Omit<IngestNeeds, 'now'>;

type Batch = StoryBatch & {
  urls: Map<string, UrlRecord>;
  /** To be rendered by the browser. */
  browse: string[];
};

async function commitOf(batch: Batch, at: string, matchedAt: number, needs: IngestNeeds): Promise<Commit> {
  const judged = await judgeStories(batch, needs);
  return {
    ...judged,
    at,
    matchedAt,
    observations: judged.articles.map(({ article }) => ({
      articleId: article.id,
      at,
      reactions: article.reactions,
      views: article.views,
      lists: article.links.filter(({ block }) => block !== 'navigation' && block !== 'inline'),
    })),
    urls: [...batch.urls.values()],
  };
}

type Waiting = { record: UrlRecord; snapshot: Snapshot };
type Read = { record: UrlRecord; page: PageHead; snapshot: Snapshot } & (
  | { parsed: ParsedArticle; isNew: boolean }
  | { refusal: string }
);

/** Side by side, since the parsers have threads of their own; few at a time, since a page may have megabytes. */
async function readPages(waiting: readonly Waiting[], needs: TakeInNeeds): Promise<Read[]> {
  const read: Read[] = [];
  const left = waiting.entries();
  const lane = async () => {
    for (const [place, { record, snapshot }] of left) read[place] = await readPage(record, snapshot, needs);
  };
  await Promise.all(Array.from({ length: pagesAtOnce }, lane));
  return read;
}

async function readPage(record: UrlRecord, snapshot: Snapshot, needs: TakeInNeeds): Promise<Read> {
  const whole = await needs.archive.read(snapshot);
  const { body: _, ...page } = whole;
  try {
    const parsed = await needs.parse(whole);
    return { record, page, snapshot, parsed, isNew: record.articleId === null };
  } catch (error) {
    if (!isRefusal(error)) throw error;
    return { record, page, snapshot, refusal: error.message };
  }
}

async function settleOne(
  one: Read,
  doubt: Verdict,
  at: string,
  batch: Batch,
  needs: TakeInNeeds,
): Promise<void> {
  const { record, page, snapshot } = one;
  const settle = (outcome: Outcome, reason: string, id: string | null = null) => {
    const settled: UrlRecord = { ...record, outcome, waitsFor: null, reason, updatedAt: at, articleId: id };
    batch.urls.set(record.url, needs.rhythm?.(settled, record) ?? settled);
  };

  if ('refusal' in one) {
    settle('parse-refused', one.refusal);
    return;
  }
  let { parsed } = one;
  if (parsed.needsBrowser) {
    const again = page.via !== 'browser' && needs.browse !== undefined;
    if (again) batch.browse.push(record.url);
    settle(
      'quarantined',
      again ? waitsForBrowser : 'the article is put in by a script: the page needs a browser',
    );
    return;
  }
  if (doubt) {
    settle('quarantined', doubt.reason, record.articleId);
    return;
  }
  if (parsed.kind !== 'article') {
    settle('not-article', parsed.kind === 'list' ? 'a list of articles' : 'no article was found in the page');
    return;
  }
  if (parsed.paging && parsed.paging.urls.length > 1) {
    const parts = await knownParts(parsed, record, needs);
    if (parts.some(({ kind }) => kind === 'list')) {
      // The last page of a list may hold a single entry, and then looks like an article.
      settle('not-article', 'a page of a list');
      return;
    }
    parsed = needs.joinPages(parts);
  }
  const id = articleId(parsed.canonicalUrl);
  const takenOut = record.articleId === id ? undefined : await whyTakenOut(id, needs);
  if (takenOut !== undefined) {
    settle('duplicate', `another address of ${parsed.canonicalUrl}, which was removed: ${takenOut}`);
    return;
  }
  const write = await writeOf(id, parsed, page, snapshot, record, at, batch, needs);
  if (!write) {
    settle('duplicate', `another address of ${parsed.canonicalUrl}`, id);
    return;
  }
  batch.writes.set(id, write);
  const first = parsed.paging?.urls[0] ?? record.url;
  if (first !== record.url) settle('duplicate', `part of ${first}`, id);
  else if (write.changed) settle('stored', 'stored', id);
  else if (write.article.url === record.url) settle('unchanged', 'text as before', id);
  else settle('duplicate', `another address of ${parsed.canonicalUrl}`, id);
}

/** What was removed does not come back by another address; undefined: it was not, or a person asked for it again. */
async function whyTakenOut(id: string, { store }: TakeInNeeds): Promise<string | undefined> {
  const addresses = await store.urlsOfArticle(id);
  return addresses.every(isTakenOut) ? addresses[0]?.reason : undefined;
}

/**
 * The parts of a paged article that were read so far, in order. None is waited for: a part that never comes
 * (budget, error) must not hold the others back, so the article grows with each part.
 */
async function knownParts(
  parsed: ParsedArticle,
  record: UrlRecord,
  needs: TakeInNeeds,
): Promise<ParsedArticle[]> {
  const parts: ParsedArticle[] = [];
  for (const url of parsed.paging?.urls ?? []) {
    if (url === record.url || url === parsed.url) {
      parts.push(parsed);
      continue;
    }
    const snapshot = (await needs.store.url(url))?.lastFetch?.snapshot;
    if (snapshot) parts.push(await needs.parse(await needs.archive.read(snapshot)));
  }
  return parts;
}

/** A later part was joined on: the older text lives on inside the new one, so it is no revision to keep. */
function hasGrown(before: Article, now: ParsedArticle): boolean {
  if (!now.paging || now.paging.urls.length < 2 || before.title !== now.title) return false;
  const paragraphs = new Set(now.paragraphs);
  return before.paragraphs.every((paragraph) => paragraphs.has(paragraph));
}

/** The write for one article; null where another address already stands for it with the same text. */
async function writeOf(
  id: string,
  parsed: ParsedArticle,
  page: PageHead,
  snapshot: Snapshot,
  record: UrlRecord,
  at: string,
  batch: Batch,
  needs: TakeInNeeds,
): Promise<ArticleWrite | null> {
  const pending = batch.writes.get(id);
  const before = pending?.article ?? (await needs.store.article(id));
  const textChanged = !before || before.title !== parsed.title || before.body !== parsed.body;
  if (pending && !textChanged) return null;

  const sketch = needs.stories.sketchText(parsed);
  const match = textChanged
    ? await matchArticle({ ...sketch, id, site: parsed.site }, before?.storyId ?? null, batch, needs)
    : null;
  const storyId = match?.storyId ?? before?.storyId ?? `s${id}`;
  for (const gone of match?.absorbed ?? []) batch.absorbed.set(gone, storyId);
  if (match) batch.sketches.push({ ...sketch, articleId: id, storyId, site: parsed.site });
  if (match && before) batch.shaken.add(before.storyId);

  const expectedRevision = pending ? pending.expectedRevision : (before?.revision ?? 0);
  const article: Article = {
    ...parsed,
    id,
    // Of several addresses the canonical one is shown as soon as it was visited; else the one that came first.
    url: before && parsed.url !== parsed.canonicalUrl ? before.url : parsed.url,
    revision: textChanged ? expectedRevision + 1 : expectedRevision,
    firstSeenAt: before?.firstSeenAt ?? at,
    lastSeenAt: at,
    storyId,
    relation: before?.relation ?? 'unique',
    dateEvidence: mergeEvidence(before?.dateEvidence ?? [], needs.stories.dateEvidence(parsed, page, record)),
    dateVerdict: before?.dateVerdict ?? 'unknown',
    dateReasons: before?.dateReasons ?? [],
    lagDays: before?.lagDays ?? null,
    snapshot,
    outcome: 'stored',
  };
  const sameEvidence = before?.dateEvidence.length === article.dateEvidence.length;
  if (textChanged || !sameEvidence || before?.claimedDate?.iso !== parsed.claimedDate?.iso)
    batch.rejudge.add(id);
  return {
    article,
    sketch,
    expectedRevision,
    changed: textChanged,
    revision:
      before && textChanged && !pending && !hasGrown(before, parsed)
        ? {
            articleId: id,
            revision: before.revision,
            title: before.title,
            body: before.body,
            firstSeenAt: before.firstSeenAt,
            lastSeenAt: before.lastSeenAt,
            snapshot: before.snapshot,
          }
        : (pending?.revision ?? null),
  };
}

/**
 * Evidence is never thrown away: a page that changes its date keeps the old claim beside the new one. Of what each visit
 * brings anew (first seen, last modified) only the first tells when the article appeared.
 */
function mergeEvidence(before: readonly DateEvidence[], now: readonly DateEvidence[]): DateEvidence[] {
  const perVisit = (kind: DateEvidence['kind']) => kind === 'first-seen' || kind === 'last-modified';
  const key = ({ kind, raw }: DateEvidence) => (perVisit(kind) ? kind : `${kind} ${raw}`);
  const known = new Set(before.map(key));
  return [...before, ...now.filter((piece) => !known.has(key(piece)))];
}

function isRefusal(error: unknown): error is Error & { code: 'parse-refused' } {
  return error instanceof Error && 'code' in error && error.code === 'parse-refused';
}
