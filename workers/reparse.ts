import { isDeepStrictEqual } from 'node:util';
import type { Article } from '../src/model/article.ts';
import { bareHost } from '../src/model/bare-host.ts';
import { ParsedArticle } from '../src/model/parsed-article.ts';
import type { ReparseProgress } from '../src/model/reparse-progress.ts';
import type { ReparseMove, ReparseReport } from '../src/model/reparse-report.ts';
import type { Snapshot } from '../src/model/snapshot.ts';
import type { UrlRecord } from '../src/model/url-record.ts';
import type { ArticleStore } from '../src/store/article-store.ts';
import { type ArchivedPage, compareAgain } from './read-again.ts';
import { renewSketches } from './renew-sketches.ts';
import { queryOfSites, type ReparseGroup, reparseGroup } from './reparse-groups.ts';
import { type ReparseTally, reparseTally } from './reparse-tally.ts';
import {
  addFound,
  moveArticle,
  type ReparseWriteNeeds,
  removeLost,
  rewriteArticle,
} from './reparse-writes.ts';

/** Where the progress of one request is kept beyond the process. */
export type ReparseLedger = {
  load(): Promise<ReparseProgress | null>;
  /** Durable when the promise is kept. */
  save(progress: ReparseProgress): Promise<void>;
  forget(): Promise<void>;
};

export type ReparseNeeds = ReparseWriteNeeds & {
  store: ReparseWriteNeeds['store'] &
    Pick<ArticleStore, 'export' | 'outlines' | 'urls' | 'sketch' | 'resketch'>;
  stories: ReparseWriteNeeds['stories'] & Parameters<typeof renewSketches>[2]['stories'];
  /** Left out: it cannot be resumed. */
  ledger?: ReparseLedger;
  /** Pages that are read side by side, and written before the next ones are read. */
  groupSize?: number;
};

export type ReparseRequest = {
  /** Hosts as articles name them, without "www."; null: all. */
  sites: readonly string[] | null;
  /** False: nothing is written. */
  apply: boolean;
};

/** Pages under way at once: enough that no parser's thread waits for the next page; a page may have megabytes. */
const lanes = 8;
/** Of a look that writes nothing: what a kill costs at most. */
const usualGroup = 512;
const saveEveryMs = 2_000;
const fieldNames = Object.keys(ParsedArticle.shape).filter(
  (name): name is keyof ParsedArticle => name !== 'url' && name in ParsedArticle.shape,
);

/**
 * Today's parsers over the archive: what they read otherwise is told by field and, with `apply`, written the way a visit
 * writes it. Only what differs is written, so that running it twice has the effect of once; a new text is a new
 * revision, times of visits stay.
 *
 * Stopped or killed, the same request goes on where it was, and its report is the one of a run without a break: what a
 * group of pages shows is made durable before the first of its differences is written, and after a kill that group is
 * compared once more, uncounted, for what is still to be written.
 */
export async function reparse(
  request: ReparseRequest,
  needs: ReparseNeeds,
  onProgress: (done: number) => void,
  signal: AbortSignal,
): Promise<ReparseReport> {
  const earlier = (await needs.ledger?.load()) ?? null;
  const start = earlier ?? (await beginning(request, needs));
  const tally = reparseTally(start.report);
  const run: Run = { ...request, needs, tally, made: new Set(start.made) };
  const save = async (place: ReparseProgress['place'], writing: ReparseProgress['writing']) =>
    needs.ledger?.save({ place, writing, made: [...run.made], report: tally.report() });

  if (!earlier) await save(start.place, start.writing);
  // First of all: a text that changes is matched against the sketches of the others.
  if (start.writing.sketches) await renewSketches(outlines(request, needs), { apply: true }, needs);
  await writeAgain(start.writing, run);

  let { place } = start;
  let savedAt = performance.now();
  while (place.in !== 'end' && !signal.aborted) {
    const group = await reparseGroup(
      place,
      { sites: request.sites, size: needs.groupSize ?? usualGroup },
      needs.store,
    );
    const looks = await lookAt(group, run);
    for (const look of looks) look.count();
    tally.read({ articles: looks.length - group.others.length, others: group.others.length });
    const writes = looks.filter(({ write }) => write !== null);
    place = group.next;
    if (request.apply && writes.length > 0) {
      for (const { made } of writes) if (made !== null) run.made.add(made);
      await save(place, {
        sketches: false,
        articles: writes.flatMap(({ articleId }) => articleId ?? []),
        urls: writes.flatMap(({ url }) => url ?? []),
      });
      // One after the other: each write looks at what the one before has left.
      for (const { write } of writes) await write?.();
      savedAt = performance.now();
    } else if (performance.now() - savedAt > saveEveryMs) {
      await save(place, nothing);
      savedAt = performance.now();
    }
    const { articles, otherPages } = tally.report();
    onProgress(articles + otherPages);
  }
  if (place.in === 'end') await needs.ledger?.forget();
  else await save(place, nothing);
  return { ...tally.report(), interrupted: place.in !== 'end' };
}

type Run = ReparseRequest & { needs: ReparseNeeds; tally: ReparseTally; made: Set<string> };

const nothing: ReparseProgress['writing'] = { sketches: false, articles: [], urls: [] };

async function beginning(request: ReparseRequest, needs: ReparseNeeds): Promise<ReparseProgress> {
  const sketches = await renewSketches(outlines(request, needs), { apply: false }, needs);
  return {
    place: { in: 'articles', after: '' },
    writing: { ...nothing, sketches: request.apply && sketches > 0 },
    made: [],
    report: {
      ...{ applied: request.apply, articles: 0, otherPages: 0, changed: 0, revisions: 0, fields: [] },
      ...{ sites: [], found: [], lost: [], moved: [], sketches, failed: [], interrupted: false },
    },
  };
}

function outlines({ sites }: ReparseRequest, { store }: ReparseNeeds) {
  return store.outlines(queryOfSites(sites));
}

/** What one page shows beside what is stored. */
type Look = {
  /** Which of the two it is of. */
  articleId: string | null;
  url: string | null;
  /** Tells the report. */
  count(): void;
  /** Null: there is nothing to write. */
  write: (() => Promise<void>) | null;
  /** The article that writing stores anew. */
  made: string | null;
};

/** In the order of the group; read in the order in which the pages lie in the archive. */
async function lookAt({ articles, others }: Pick<ReparseGroup, 'articles' | 'others'>, run: Run) {
  const tasks = [
    ...articles
      .filter(({ id }) => !run.made.has(id))
      .map((article) => ({ at: article.snapshot, look: () => compareArticle(article, run) })),
    ...others.map((record) => ({
      at: record.lastFetch?.snapshot ?? null,
      look: () => compareOther(record, run),
    })),
  ];
  const looks: Look[] = [];
  const left = [...tasks.entries()].sort(([, a], [, b]) => byPlace(a.at, b.at)).values();
  const lane = async () => {
    for (const [place, { look }] of left) looks[place] = await look();
  };
  await Promise.all(Array.from({ length: lanes }, lane));
  return looks;
}

function byPlace(a: Snapshot | null, b: Snapshot | null): number {
  if (!a || !b) return Number(a !== null) - Number(b !== null);
  if (a.file !== b.file) return a.file < b.file ? -1 : 1;
  return a.offsetBytes - b.offsetBytes;
}

/** After a kill: what was told and perhaps not written. */
async function writeAgain({ articles, urls }: ReparseProgress['writing'], run: Run): Promise<void> {
  const { store } = run.needs;
  const stored = await Promise.all(articles.map((id) => store.article(id)));
  const known = await Promise.all(urls.map((url) => store.url(url)));
  const looks = await lookAt(
    { articles: stored.filter((one) => one !== null), others: known.filter((one) => one !== null) },
    run,
  );
  for (const { write } of looks) await write?.();
}

function failure(move: Omit<ReparseMove, 'reason'>, site: string, { tally }: Run) {
  return (error: unknown) => {
    const reason = error instanceof Error ? error.message : String(error);
    tally.tell('failed', { ...move, reason }, site);
  };
}

async function compareArticle(article: Article, run: Run): Promise<Look> {
  const { needs, tally } = run;
  const { url, site } = article;
  const fail = failure({ url }, site, run);
  const look = (
    count: () => void,
    write: ((archived: ArchivedPage) => Promise<void>) | null = null,
    made: string | null = null,
  ): Look => ({
    ...{ articleId: article.id, url: null, count, made },
    write: write && (async () => archivedPage(article, needs).then(write).catch(fail)),
  });
  try {
    if (!article.snapshot) throw new Error('no page of it is kept in the archive');
    const page = await needs.archive.read(article.snapshot);
    const archived = { page, snapshot: article.snapshot, record: recordOf(article, page.url) };
    const compared = await compareAgain(archived, { known: article, at: article.lastSeenAt }, needs);
    const now = compared?.write?.article;
    if (!now) {
      const settled = compared?.settled;
      const reason = settled ? `${settled.outcome}: ${settled.reason}` : 'nothing was read';
      // How long a page takes depends on the machine's day: an article is not given up for that.
      if (!settled || settled.outcome === 'parse-refused') return look(() => fail(new Error(reason)));
      return look(
        () => tally.tell('lost', { url, reason }, site),
        ({ record }) => removeLost(article, { ...record, ...outcomeOf(settled) }, needs),
      );
    }
    if (now.id !== article.id) {
      const reason = `its address is ${now.canonicalUrl}`;
      return look(
        () => tally.tell('moved', { url: article.canonicalUrl, reason }, site),
        (kept) => moveArticle(article, kept, needs),
        now.id,
      );
    }
    const differing = fieldNames.filter((field) => !isDeepStrictEqual(now[field], article[field]));
    if (differing.length === 0) return look(() => undefined);
    return look(
      () => tally.differs(article, now, differing),
      (kept) => rewriteArticle(now, kept, needs),
    );
  } catch (error) {
    return look(() => fail(error));
  }
}

function outcomeOf({ outcome, waitsFor, reason, articleId }: UrlRecord) {
  return { outcome, waitsFor, reason, articleId };
}

/** The page of an article with all that is known of its URL, for writing. */
async function archivedPage(article: Article, { archive, store }: ReparseNeeds): Promise<ArchivedPage> {
  if (!article.snapshot) throw new Error('no page of it is kept in the archive');
  const page = await archive.read(article.snapshot);
  // A store restored without its frontier: what the article and its page say of the URL is enough.
  const record = (await store.url(page.url)) ?? recordOf(article, page.url);
  return { page, snapshot: article.snapshot, record };
}

/** What an article tells of its URL: enough to read the page, where nobody asks how it was found. */
function recordOf({ id, firstSeenAt, lastSeenAt }: Article, url: string): UrlRecord {
  return {
    ...{ url, host: new URL(url).host, outcome: 'stored', waitsFor: null, reason: 'stored' },
    ...{ discovery: { by: 'hand', from: null, date: null }, depth: 0, priority: 0, runId: null },
    ...{ firstSeenAt, updatedAt: lastSeenAt, lastFetch: null, articleId: id },
  };
}

async function compareOther(record: UrlRecord, run: Run): Promise<Look> {
  const { needs, tally } = run;
  const { url } = record;
  const at = record.lastFetch?.at ?? record.updatedAt;
  const fail = failure({ url }, bareHost(record.host), run);
  const look = (count: () => void, write: Look['write'] = null, made: string | null = null): Look => ({
    ...{ articleId: null, url, count, made },
    write,
  });
  const snapshot = record.lastFetch?.snapshot;
  if (!snapshot) return look(() => undefined);
  try {
    const archived: ArchivedPage = { page: await needs.archive.read(snapshot), snapshot, record };
    const compared = await compareAgain(archived, { known: null, at }, needs);
    const write = compared?.write;
    // A page whose article is stored already is another address of it, or one of its parts.
    if (!write || (!write.changed && write.expectedRevision > 0)) return look(() => undefined);
    const reason = `was ${record.outcome}: ${record.reason}`;
    return look(
      () => tally.tell('found', { url, reason }, write.article.site),
      () => addFound(archived, at, needs).catch(fail),
      write.article.id,
    );
  } catch (error) {
    return look(() => fail(error));
  }
}
