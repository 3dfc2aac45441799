import type { CrawlNeeds, CrawlReport, CrawlRequest, CrawlRun } from './crawl-run.ts';
import { crawleeLoop } from './crawlee-loop.ts';
import { startRecord } from './found-record.ts';
import { openFrontier, pageToIngest } from './frontier.ts';
import { homeOrigins } from './home-origins.ts';
import type { Scope } from './scope.ts';
import { settledUnfetched, settleVisit } from './settle-visit.ts';
import { traps } from './traps.ts';
import { visit } from './visit.ts';

/** The crawl was told to stop before it was done; the frontier goes on with the next one. */
export class CrawlInterruptedError extends Error {
  readonly code = 'interrupted';
  readonly interrupted = true;
  /** What was done until then. */
  readonly report: CrawlReport;
  constructor(message: string, report: CrawlReport) {
    super(message);
    this.report = report;
  }
}

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
  const run: CrawlRun = {
    ...{ data, needs, frontier, scope, fetched: 0, redirects: new Map(), pages: new Set(), twins: new Map() },
    ...{ homes: homeOrigins(), traps: traps() },
  };

  try {
    await addForgottenPages(run);
    await frontier.add(data.starts.map(({ url, kind }) => startRecord(url, kind, run)));
    if (dueOnly) await needs.store.requeueDue(runId, { hosts, at, limit: maxPages });
    // Taken at once, not when the loop has started: another run that meets a link to the same front page just now would
    // take it over in between, and this one would find nothing to do.
    await frontier.ready();
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
          const unfetched = await settledUnfetched(record, run);
          if (unfetched) {
            run.fetched -= 1;
            await frontier.done(unfetched);
          } else {
            const visited = await visit(record, { ...needs, stop: needs.signal, kill: kill.signal });
            await frontier.done(await settleVisit(record, visited, run));
          }
        } catch (error) {
          if (!needs.signal.aborted) throw error;
          frontier.putBack(record);
        }
        loop.notify();
      },
    });
    await loop.run().catch(async (error: unknown) => {
      // The job is done again in a second. What came of this try must be written before that, not in between.
      await frontier.flush().catch(() => undefined);
      throw error;
    });
    await frontier.flush();
    const report = { fetched: run.fetched, notDue: frontier.notDue() };
    if (needs.signal.aborted) throw new CrawlInterruptedError('the crawl was told to stop', report);
    if (run.fetched >= maxPages) await settleBeyondBudget(run);
    return report;
  } finally {
    needs.signal.removeEventListener('abort', drain);
  }
}

/** Pages that were archived just before a kill, and whose job was not added any more. */
async function addForgottenPages({ data, needs }: CrawlRun): Promise<void> {
  for (const host of data.hosts) {
    let cursor: string | null = null;
    do {
      const page: Awaited<ReturnType<CrawlNeeds['store']['urls']>> = await needs.store.urls({
        host,
        outcome: 'queued',
        limit: pagesToLookThrough,
        cursor,
      });
      const forgotten = page.urls.flatMap((record) => {
        const { waitsFor, lastFetch, runId } = record;
        const isOurs = waitsFor === 'ingest' && runId === data.runId;
        return isOurs && lastFetch?.snapshot ? [pageToIngest(record, lastFetch.snapshot)] : [];
      });
      if (forgotten.length > 0) await needs.addIngest(forgotten);
      cursor = page.next;
    } while (cursor !== null);
  }
}

/** What the budget left over is told so, URL by URL. */
async function settleBeyondBudget(run: CrawlRun): Promise<void> {
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
