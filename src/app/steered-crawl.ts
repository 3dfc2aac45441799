import { CrawlInterruptedError } from '../../crawlers/crawl.ts';
import { type CrawlHostNeeds, crawlHost } from '../../workers/crawl.ts';
import type { CrawlData } from '../../workers/jobs.ts';
import type { ScheduleRules } from '../model/schedule-rules.ts';
import type { SiteDefinition } from '../model/site-definition.ts';
import { blackoutEnd } from '../schedule/blackout-end.ts';
import { schedulesOf } from '../schedule/schedule.ts';
import type { ArticleStore } from '../store/article-store.ts';
import type { ScheduleStore } from '../store/schedule-store.ts';
import type { RunBook } from './run-book.ts';

export type SteeredCrawlNeeds = Omit<CrawlHostNeeds, 'store'> & {
  store: CrawlHostNeeds['store'] & Pick<ArticleStore, 'queued' | 'settle'>;
  schedules: Pick<ScheduleStore, 'run' | 'pauses'>;
  book: RunBook;
  sites: () => readonly SiteDefinition[];
  rules: ScheduleRules;
  /** How often it is looked whether the crawl may go on. */
  lookMs?: number;
};

/** The crawl may not go on now; its job comes back then. */
class CrawlPutOffError extends Error {
  readonly code = 'interrupted';
  readonly interrupted = true;
  readonly notBeforeMs: number;
  constructor(reason: string, notBeforeMs: number) {
    super(reason);
    this.notBeforeMs = notBeforeMs;
  }
}

type Verdict = { go: true } | { go: false; cancelled: string } | { go: false; untilMs: number; why: string };

const lookEveryMs = 1_000;
/** A site that is paused is asked about again after so long. */
const pausedAskMs = 15_000;
const cancelBatch = 500;

/**
 * One crawl of a run, as long as it may go on: a run that is cancelled ends, one whose site is paused or comes into its
 * blackout hours goes on later where it was. What a person started minds neither pauses nor blackout hours.
 */
export async function steeredCrawl(data: CrawlData, needs: SteeredCrawlNeeds): Promise<void> {
  const { signal, book, lookMs = lookEveryMs } = needs;
  const stop = new AbortController();
  const abort = () => stop.abort();
  signal.addEventListener('abort', abort, { once: true });
  let verdict = await verdictOn(data, needs);
  if (!verdict.go) return end(data, verdict, needs);
  await book.started(data.runId);
  const looking = setInterval(() => {
    void verdictOn(data, needs)
      .then((found) => {
        if (found.go || stop.signal.aborted) return;
        verdict = found;
        stop.abort();
      })
      // A store that is away for a moment does not stop a crawl; the crawl itself will tell if it stays away.
      .catch(() => undefined);
  }, lookMs);
  try {
    const report = await crawlHost(data, {
      ...needs,
      signal: stop.signal,
      onCrawlAdded: (key) => book.joined(data.runId, key),
    });
    await book.reported(data.runId, report);
  } catch (error) {
    if (error instanceof CrawlInterruptedError) await book.reported(data.runId, error.report);
    if (verdict.go || signal.aborted || !(error instanceof CrawlInterruptedError)) throw error;
    await end(data, verdict, needs);
  } finally {
    clearInterval(looking);
    signal.removeEventListener('abort', abort);
  }
}

async function verdictOn({ runId, site: name }: CrawlData, needs: SteeredCrawlNeeds): Promise<Verdict> {
  const run = await needs.schedules.run(runId);
  if (run?.state === 'cancelled') return { go: false, cancelled: run.reason ?? 'cancelled' };
  if (!run || run.trigger === 'hand' || name === null) return { go: true };
  const nowMs = needs.now().getTime();
  const pause = (await needs.schedules.pauses()).find(({ site }) => site === null || site === name);
  if (pause) return { go: false, untilMs: nowMs + pausedAskMs, why: `paused: ${pause.reason}` };
  const site = needs.sites().find((one) => one.name === name);
  if (site?.paused) return { go: false, untilMs: nowMs + pausedAskMs, why: 'paused by its site file' };
  const schedule = site && schedulesOf(site, needs.rules)[0];
  const end = schedule ? blackoutEnd(nowMs, schedule.blackout, schedule.zone) : null;
  return end === null ? { go: true } : { go: false, untilMs: end, why: 'blackout hours' };
}

async function end(
  data: CrawlData,
  verdict: Exclude<Verdict, { go: true }>,
  { store, now }: SteeredCrawlNeeds,
): Promise<void> {
  if ('untilMs' in verdict) throw new CrawlPutOffError(verdict.why, verdict.untilMs);
  const reason = `the run was cancelled before its turn: ${verdict.cancelled}`;
  for (;;) {
    const left = await store.queued(data.runId, {
      hosts: data.hosts,
      limit: cancelBatch,
      notUrls: new Set(),
    });
    if (left.length === 0) return;
    const updatedAt = now().toISOString();
    await store.settle(
      left.map((record) => ({ ...record, outcome: 'not-due', waitsFor: null, reason, updatedAt })),
    );
  }
}
