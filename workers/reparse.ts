import { isDeepStrictEqual } from 'node:util';
import { doubtPrefix } from '../src/health/judge-pages.ts';
import type { Article } from '../src/model/article.ts';
import { ParsedArticle } from '../src/model/parsed-article.ts';
import type { ReparseMove, ReparseReport, ReparseSite } from '../src/model/reparse-report.ts';
import type { UrlRecord } from '../src/model/url-record.ts';
import type { ArticleStore, Commit } from '../src/store/article-store.ts';
import { type ArchivedPage, readAgain } from './read-again.ts';
import { renewSketches } from './renew-sketches.ts';
import {
  addFound,
  moveArticle,
  type ReparseWriteNeeds,
  removeLost,
  rewriteArticle,
} from './reparse-writes.ts';

export type ReparseNeeds = ReparseWriteNeeds & {
  store: ReparseWriteNeeds['store'] & Pick<ArticleStore, 'export' | 'urls' | 'sketch' | 'resketch'>;
};

export type ReparseRequest = {
  /** Hosts as articles name them, without "www."; null: all. */
  sites: readonly string[] | null;
  /** False: nothing is written. */
  apply: boolean;
};

/** Pages under way at once: enough for the parsers' threads. */
const ahead = 4;
const mostExamples = 3;
const urlsAtOnce = 500;
/** URLs whose page was kept and gave no article: today's parsers may find one. */
const withoutArticle = ['not-article', 'parse-refused', 'quarantined'] as const;
const fieldNames = Object.keys(ParsedArticle.shape).filter(
  (name): name is keyof ParsedArticle => name !== 'url' && name in ParsedArticle.shape,
);

/**
 * Today's parsers over the archive: what they read otherwise is told by field and, with `apply`, written the way a visit
 * writes it. Only what differs is written, so that running it twice has the effect of once; a new text is a new
 * revision, times of visits stay.
 */
export async function reparse(
  { sites, apply }: ReparseRequest,
  needs: ReparseNeeds,
  onProgress: (done: number) => void,
  signal: AbortSignal,
): Promise<ReparseReport> {
  const report: ReparseReport = {
    ...{ applied: apply, articles: 0, otherPages: 0, changed: 0, revisions: 0, fields: [], sites: [] },
    ...{ found: [], lost: [], moved: [], sketches: 0, failed: [], interrupted: false },
  };
  const run: Run = { apply, needs, report, fields: new Map(), sites: new Map() };
  const count = () => onProgress(report.articles + report.otherPages);
  // First of all: a text that changes is matched against the sketches of the others.
  report.sketches = await renewSketches(needs.store.export(queryOf(sites)), { apply }, needs);
  for await (const some of inGroups(needs.store.export(queryOf(sites)), ahead)) {
    if (signal.aborted) break;
    await inOrder(some.map((article) => compareArticle(article, run)));
    report.articles += some.length;
    count();
  }
  for await (const some of inGroups(pagesWithoutArticle(needs.store, sites), ahead)) {
    if (signal.aborted) break;
    await inOrder(some.map((record) => compareOther(record, run)));
    report.otherPages += some.length;
    count();
  }
  report.fields = [...run.fields.values()].sort((a, b) => b.articles - a.articles);
  report.sites = [...run.sites.values()].sort(
    (a, b) => differences(b) - differences(a) || (a.site < b.site ? -1 : 1),
  );
  report.interrupted = signal.aborted;
  return report;
}

type Run = {
  apply: boolean;
  needs: ReparseNeeds;
  report: ReparseReport;
  fields: Map<string, ReparseReport['fields'][number]>;
  sites: Map<string, ReparseSite>;
};

function differences({ changed, found, lost, moved, failed }: ReparseSite): number {
  return changed + found + lost + moved + failed;
}

function ofSite(site: string, { sites }: Run): ReparseSite {
  const row = sites.get(site) ?? {
    ...{ site, changed: 0, revisions: 0, fields: {}, found: 0, lost: 0, moved: 0, failed: 0 },
  };
  sites.set(site, row);
  return row;
}

function tell(what: 'found' | 'lost' | 'moved' | 'failed', move: ReparseMove, site: string, run: Run): void {
  run.report[what].push(move);
  ofSite(site, run)[what] += 1;
}

/** Read side by side, written one after the other: each write looks at what the one before has left. */
type Write = (() => Promise<void>) | null;

async function inOrder(looks: readonly Promise<Write>[]): Promise<void> {
  for (const write of await Promise.all(looks)) await write?.();
}

async function compareArticle(article: Article, run: Run): Promise<Write> {
  const { report, needs, apply } = run;
  const fail = (error: unknown) => {
    const reason = error instanceof Error ? error.message : String(error);
    tell('failed', { url: article.url, reason }, article.site, run);
    return null;
  };
  let archived: ArchivedPage;
  let planned: Commit | null;
  try {
    archived = await archivedPage(article, needs);
    planned = await readAgain(archived, { mode: 'compare', at: article.lastSeenAt }, needs);
  } catch (error) {
    return fail(error);
  }
  const now = planned?.articles[0]?.article;
  if (!now) {
    const settled = planned?.urls[0];
    const reason = settled ? `${settled.outcome}: ${settled.reason}` : 'nothing was read';
    // How long a page takes depends on the machine's day: an article is not given up for that.
    if (!settled || settled.outcome === 'parse-refused') return fail(new Error(reason));
    tell('lost', { url: article.url, reason }, article.site, run);
    return apply ? () => removeLost(article, settled, needs).catch(fail).then(nothing) : null;
  }
  if (now.id !== article.id) {
    const reason = `its address is ${now.canonicalUrl}`;
    tell('moved', { url: article.canonicalUrl, reason }, article.site, run);
    return apply ? () => moveArticle(article, archived, needs).catch(fail).then(nothing) : null;
  }
  const differing = fieldNames.filter((field) => !isDeepStrictEqual(now[field], article[field]));
  if (differing.length === 0) return null;
  const row = ofSite(article.site, run);
  const isRevision = now.title !== article.title || now.body !== article.body;
  for (const counts of [report, row]) {
    counts.changed += 1;
    if (isRevision) counts.revisions += 1;
  }
  for (const field of differing) note(field, article, now, run);
  return apply ? () => rewriteArticle(now, archived, needs).catch(fail).then(nothing) : null;
}

const nothing = () => undefined;

function note(field: keyof ParsedArticle, before: Article, after: Article, run: Run): void {
  const ofField = ofSite(before.site, run).fields;
  ofField[field] = (ofField[field] ?? 0) + 1;
  const row = run.fields.get(field) ?? { field, articles: 0, examples: [] };
  run.fields.set(field, row);
  row.articles += 1;
  if (row.examples.length < mostExamples) {
    row.examples.push({
      articleId: before.id,
      url: before.url,
      before: before[field],
      after: after[field],
    });
  }
}

async function archivedPage(
  { snapshot, firstSeenAt, lastSeenAt, id }: Article,
  { archive, store }: ReparseNeeds,
): Promise<ArchivedPage> {
  if (!snapshot) throw new Error('no page of it is kept in the archive');
  const page = await archive.read(snapshot);
  const known = await store.url(page.url);
  // A store restored without its frontier: what the article and its page say of the URL is enough.
  const record: UrlRecord = known ?? {
    url: page.url,
    host: new URL(page.url).host,
    outcome: 'stored',
    waitsFor: null,
    reason: 'stored',
    discovery: { by: 'hand', from: null, date: null },
    depth: 0,
    priority: 0,
    runId: null,
    firstSeenAt,
    updatedAt: lastSeenAt,
    lastFetch: null,
    articleId: id,
  };
  return { page, snapshot, record };
}

async function compareOther(record: UrlRecord, run: Run): Promise<Write> {
  const snapshot = record.lastFetch?.snapshot;
  if (!snapshot) return null;
  const at = record.lastFetch?.at ?? record.updatedAt;
  const fail = (error: unknown) => {
    const reason = error instanceof Error ? error.message : String(error);
    tell('failed', { url: record.url, reason }, bareHost(record), run);
  };
  try {
    const archived: ArchivedPage = { page: await run.needs.archive.read(snapshot), snapshot, record };
    const compared = await readAgain(archived, { mode: 'compare', at }, run.needs);
    const write = compared?.articles[0];
    // A page whose article is stored already is another address of it, or one of its parts.
    if (!write || (!write.changed && write.expectedRevision > 0)) return null;
    const reason = `was ${record.outcome}: ${record.reason}`;
    tell('found', { url: record.url, reason }, write.article.site, run);
    return run.apply ? () => addFound(archived, at, run.needs).catch(fail) : null;
  } catch (error) {
    fail(error);
    return null;
  }
}

async function* pagesWithoutArticle(
  store: Pick<ArticleStore, 'urls'>,
  sites: readonly string[] | null,
): AsyncGenerator<UrlRecord> {
  for (const outcome of withoutArticle) {
    let cursor: string | null = null;
    do {
      const page: Awaited<ReturnType<ArticleStore['urls']>> = await store.urls({
        ...{ outcome, limit: urlsAtOnce, cursor },
      });
      for (const record of page.urls) {
        // What is held for a doubt comes in by a person's decision, not by the way.
        if (record.outcome === 'quarantined' && record.reason.startsWith(doubtPrefix)) continue;
        if (record.lastFetch?.snapshot && (!sites || sites.includes(bareHost(record)))) yield record;
      }
      cursor = page.next;
    } while (cursor !== null);
  }
}

function bareHost({ host }: UrlRecord): string {
  return host.replace(/^www\./, '');
}

async function* inGroups<T>(items: AsyncIterable<T>, size: number): AsyncGenerator<T[]> {
  let group: T[] = [];
  for await (const item of items) {
    group.push(item);
    if (group.length < size) continue;
    yield group;
    group = [];
  }
  if (group.length > 0) yield group;
}

function queryOf(sites: readonly string[] | null): Parameters<ArticleStore['export']>[0] {
  if (!sites) return { type: 'everything' };
  return { type: 'or', parts: sites.map((value) => ({ type: 'value', field: 'site', value })) };
}
