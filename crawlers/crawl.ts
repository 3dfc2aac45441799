import type { Outcome } from '../src/model/outcome.ts';
import type { Snapshot } from '../src/model/snapshot.ts';
import type { Discovery, UrlRecord } from '../src/model/url-record.ts';
import type { ArticleStore } from '../src/store/article-store.ts';
import { canonicalUrl, hostOf } from './canonical-url.ts';
import { crawleeLoop } from './crawlee-loop.ts';
import { readLinks } from './discover/read-links.ts';
import type { GuardedClient } from './fetch/guarded-client.ts';
import { type Frontier, openFrontier, type Visit } from './frontier.ts';
import type { HostGate } from './gate/host-gate.ts';
import { outOfScope, type Scope } from './scope.ts';
import { type Visited, type VisitNeeds, visit } from './visit.ts';

/** What one crawl is asked to do. */
export type CrawlRequest = {
  runId: string;
  starts: readonly { url: string; kind: 'page' | 'list' | 'feed' | 'sitemap' }[];
  /** Whose URLs this crawl fetches (with port); links to others are out of scope. */
  hosts: readonly string[];
  include: readonly string[];
  exclude: readonly string[];
  /** Visits at most. */
  maxPages: number;
  maxDepth: number;
  /**
   * `all`: every URL met is visited, as a person who says `crawl` expects. `due`: known ones only when their next visit is
   * due, and those that are due without being met, too.
   */
  revisit?: 'all' | 'due';
};

/** What a crawl can tell besides the outcomes of its URLs. */
export type CrawlReport = {
  /** Visits that were made. */
  fetched: number;
  /** Known URLs that were met and are not due yet. */
  notDue: number;
};

export type CrawlNeeds = {
  store: Pick<ArticleStore, 'enqueue' | 'queued' | 'settle' | 'urls' | 'requeueDue'>;
  client: Pick<GuardedClient, 'get' | 'ownHeaders' | 'refusal'>;
  gate: Pick<HostGate, 'enter' | 'sitemaps'>;
  archive: VisitNeeds['archive'];
  /** Hands archived pages on; durable when kept. */
  addIngest(pages: readonly { url: string; snapshot: Snapshot }[]): Promise<void>;
  /** A start led to another host: that one becomes a crawl of its own. */
  addCrawl(start: string): Promise<void>;
  now: () => Date;
  /** Fires when the crawl has to stop: it takes nothing new and leaves the rest in the frontier. */
  signal: AbortSignal;
  /** Fetches under way at once. */
  concurrency: number;
  /**
   * When a visited URL is due again (`src/schedule/visit-rhythm.ts`); left out: never by itself.
   * @param links the addresses that the page led to, in any order; null: no page came
   */
  rhythm?: (settled: UrlRecord, before: UrlRecord, links: readonly string[] | null) => UrlRecord;
  /** What takes and handles the URLs; Crawlee where nothing else is named. */
  loop?: typeof crawleeLoop<UrlRecord>;
};

/** The crawl was told to stop before it was done; the frontier goes on with the next one. */
export class CrawlInterruptedError extends Error {
  readonly code = 'interrupted';
  readonly interrupted = true;
}

const priorities = { start: 0, map: 10, paging: 20, link: 30 } as const;
const mostRedirects = 5;
/** What is under way when the crawl is told to stop may still end well within this time. */
const drainMs = 8_000;
const pagesToLookThrough = 500;

/**
 * Crawls the hosts of one job until nothing is queued or the budget is spent. Every URL met ends in an outcome; pages
 * go to the archive and on to be ingested. Safe to run again after a kill: what was fetched is not fetched anew.
 *
 * @throws {CrawlInterruptedError} `signal` fired
 */
export async function crawl(data: CrawlRequest, needs: CrawlNeeds): Promise<CrawlReport> {
  const { runId, hosts, include, exclude, maxPages } = data;
  const at = needs.now().toISOString();
  const dueOnly = data.revisit === 'due';
  const frontier = openFrontier(runId, hosts, needs, dueOnly ? { dueAt: at } : {});
  const scope: Scope = { hosts: new Set(hosts), include, exclude };
  const kill = new AbortController();
  const drain = () => setTimeout(() => kill.abort(), drainMs).unref();
  needs.signal.addEventListener('abort', drain, { once: true });
  const run: Run = { data, needs, frontier, scope, redirects: new Map(), fetched: 0 };

  try {
    await addForgottenPages(run);
    await frontier.add(data.starts.map(({ url, kind }) => startRecord(url, kind, run)));
    if (dueOnly) await needs.store.requeueDue(runId, { hosts, at, limit: maxPages });
    const loop = (needs.loop ?? crawleeLoop)({
      concurrency: needs.concurrency,
      ready: async () => !needs.signal.aborted && run.fetched < maxPages && (await frontier.ready()),
      take: () => {
        const record = needs.signal.aborted || run.fetched >= maxPages ? null : frontier.take();
        if (record) run.fetched += 1;
        return record;
      },
      busy: () => !needs.signal.aborted && run.fetched < maxPages && frontier.underWay() > 0,
      async handle(record) {
        try {
          const visited = await visit(record, { ...needs, stop: needs.signal, kill: kill.signal });
          await frontier.done(await visitOf(record, visited, run));
        } catch (error) {
          if (!needs.signal.aborted) throw error;
          frontier.putBack(record);
        }
        loop.notify();
      },
    });
    await loop.run();
    await frontier.flush();
    if (needs.signal.aborted) throw new CrawlInterruptedError('the crawl was told to stop');
    if (run.fetched >= maxPages) await settleBeyondBudget(run);
    return { fetched: run.fetched, notDue: frontier.notDue() };
  } finally {
    needs.signal.removeEventListener('abort', drain);
  }
}

type Run = {
  data: CrawlRequest;
  needs: CrawlNeeds;
  frontier: Frontier;
  scope: Scope;
  /** How many redirects led to a URL. */
  redirects: Map<string, number>;
  fetched: number;
};

/** Pages that were archived just before a kill, and whose job was not added any more. */
async function addForgottenPages({ data, needs }: Run): Promise<void> {
  for (const host of data.hosts) {
    let cursor: string | null = null;
    do {
      const page: Awaited<ReturnType<CrawlNeeds['store']['urls']>> = await needs.store.urls({
        host,
        outcome: 'queued',
        limit: pagesToLookThrough,
        cursor,
      });
      const forgotten = page.urls.flatMap(({ url, waitsFor, lastFetch, runId }) =>
        waitsFor === 'ingest' && runId === data.runId && lastFetch?.snapshot
          ? [{ url, snapshot: lastFetch.snapshot }]
          : [],
      );
      if (forgotten.length > 0) await needs.addIngest(forgotten);
      cursor = page.next;
    } while (cursor !== null);
  }
}

/** A page's outcome and what it leads to. */
async function visitOf(record: UrlRecord, visited: Visited, run: Run): Promise<Visit> {
  const { needs, frontier } = run;
  switch (visited.kind) {
    case 'refused':
      return ended(record, visited.outcome, visited.reason, run);
    case 'redirect':
      return redirected(record, visited.target, visited.status, run);
    case 'page': {
      const { page, snapshot, status, fetchedAt } = visited;
      const lastFetch = {
        at: fetchedAt,
        status,
        finalUrl: page.finalUrl,
        etag: page.headers.etag ?? null,
        lastModified: page.headers['last-modified'] ?? null,
        digest: page.digest,
        snapshot,
      };
      const discovered = readLinks(page);
      const kept: UrlRecord = { ...record, lastFetch, updatedAt: needs.now().toISOString() };
      const fetched =
        needs.rhythm?.(
          kept,
          record,
          discovered.links.map(({ url }) => url),
        ) ?? kept;
      const sitemaps = record.discovery.by === 'start' ? await sitemapsOf(record.url, run) : [];
      const links = discovered.links.map((link, index) => ({ ...link, position: index + 1 }));
      const found = [...sitemaps, ...links]
        .filter(({ url }) => !frontier.knows(url))
        .map(({ url, by, date, position }) =>
          foundRecord(url, { by, from: page.finalUrl, date, ...(position ? { position } : {}) }, record, run),
        );
      if (discovered.kind === 'html' && discovered.noIndex) {
        const visit = ended(fetched, 'robots', 'the page asks not to be indexed (robots: noindex)', run);
        return { ...visit, found };
      }
      if (discovered.kind === 'html') {
        const waiting: UrlRecord = {
          ...fetched,
          outcome: 'queued',
          waitsFor: 'ingest',
          reason:
            status === 304 ? 'HTTP 304: read again from the archive' : `HTTP ${status}: waits to be parsed`,
        };
        return { record: waiting, snapshot, found };
      }
      // A feed may have more entries than fit into one batch of the frontier.
      await frontier.add(found);
      const what =
        discovered.kind === 'other' ? (page.headers['content-type'] ?? 'no page') : discovered.kind;
      const reason = discovered.kind === 'other' ? what : `a ${what} of ${discovered.links.length} addresses`;
      return ended(fetched, 'not-article', reason, run);
    }
  }
}

async function redirected(record: UrlRecord, target: string, status: number, run: Run): Promise<Visit> {
  const { needs, scope, redirects } = run;
  const hops = (redirects.get(record.url) ?? 0) + 1;
  if (hops > mostRedirects) return ended(record, 'http-error', `more than ${mostRedirects} redirects`, run);
  redirects.set(target, hops);
  const refusal = await needs.client.refusal(target);
  if (refusal) return ended(record, 'refused-address', `HTTP ${status} leads to ${target}: ${refusal}`, run);
  const away = outOfScope(target, scope);
  if (away && record.discovery.by === 'start' && !scope.hosts.has(hostOf(target))) {
    await needs.addCrawl(target);
    return ended(record, 'duplicate', `HTTP ${status} leads to ${target}, which is crawled instead`, run);
  }
  if (away) return ended(record, 'out-of-scope', `HTTP ${status} leads to ${target}: ${away}`, run);
  const found = foundRecord(target, { by: 'redirect', from: record.url, date: null }, record, run);
  return {
    ...ended(record, 'duplicate', `another address of ${target} (HTTP ${status})`, run),
    // A redirect is no step further from the start.
    found: [
      { ...found, depth: record.depth, priority: record.priority, outcome: 'queued', waitsFor: 'fetch' },
    ],
  };
}

/** Sitemaps that robots.txt names; else the place where most sites keep one. */
async function sitemapsOf(url: string, { needs }: Run) {
  const named = await needs.gate.sitemaps(url, needs.signal);
  const addresses = named.length > 0 ? named : ['/sitemap.xml'];
  return addresses.flatMap((address) => {
    const target = canonicalUrl(address, url);
    return target ? [{ url: target, by: 'sitemap' as const, date: null, position: null }] : [];
  });
}

function startRecord(url: string, kind: CrawlRequest['starts'][number]['kind'], run: Run): UrlRecord {
  const canonical = canonicalUrl(url) ?? url;
  return {
    ...blankRecord(canonical, { by: 'start', from: null, date: null }, run),
    reason: kind === 'page' || kind === 'list' ? 'a start' : `a start: ${kind}`,
    priority: priorities.start,
  };
}

function foundRecord(url: string, discovery: Discovery, parent: UrlRecord, run: Run): UrlRecord {
  const { by } = discovery;
  const record = blankRecord(url, discovery, run);
  // The next page of a list is no deeper than the list, and an entry of a feed no deeper than a link beside it.
  const depth = by === 'paging' ? parent.depth : parent.depth + 1;
  const isMap = by === 'feed' && parent.discovery.by !== 'feed';
  const priority =
    isMap || (by === 'sitemap' && /\.(?:xml|gz|txt)$|sitemap/i.test(url))
      ? priorities.map
      : by === 'paging'
        ? priorities.paging
        : priorities.link + depth;
  const away = outOfScope(url, run.scope);
  if (away) return { ...record, depth, priority, outcome: 'out-of-scope', waitsFor: null, reason: away };
  if (depth > run.data.maxDepth) {
    const reason = `${depth} links from a start; at most ${run.data.maxDepth} are followed`;
    return { ...record, depth, priority, outcome: 'budget', waitsFor: null, reason };
  }
  return { ...record, depth, priority };
}

function blankRecord(url: string, discovery: Discovery, { data, needs }: Run): UrlRecord {
  const at = needs.now().toISOString();
  return {
    url,
    host: hostOf(url),
    outcome: 'queued',
    waitsFor: 'fetch',
    reason: 'waits to be fetched',
    discovery,
    depth: 0,
    priority: 0,
    runId: data.runId,
    firstSeenAt: at,
    updatedAt: at,
    lastFetch: null,
    articleId: null,
  };
}

function ended(record: UrlRecord, outcome: Outcome, reason: string, { needs }: Run): Visit {
  const settled: UrlRecord = {
    ...record,
    outcome,
    waitsFor: null,
    reason,
    updatedAt: needs.now().toISOString(),
  };
  return { record: needs.rhythm?.(settled, record, null) ?? settled, snapshot: null, found: [] };
}

/** What the budget left over is told so, URL by URL. */
async function settleBeyondBudget(run: Run): Promise<void> {
  const { data, needs } = run;
  const at = needs.now().toISOString();
  for (;;) {
    const left = await needs.store.queued(data.runId, {
      hosts: data.hosts,
      limit: pagesToLookThrough,
      notUrls: new Set(),
    });
    if (left.length === 0) return;
    const reason = `the budget of ${data.maxPages} pages was spent`;
    await needs.store.settle(
      left.map((record) => ({ ...record, outcome: 'budget', waitsFor: null, reason, updatedAt: at })),
    );
  }
}
