import { isTakenOut } from '../model/is-taken-out.ts';
import type { UrlRecord } from '../model/url-record.ts';

/** After links to what was never seen (`crawlers/found-record.ts`). */
const revisitPriority = 45;
/** A page that waits to be parsed for longer has lost its job. */
const jobLostMs = 6 * 3_600_000;

/**
 * A known URL that is asked for again; null where it stays as it is. A run asks for a URL once: when its crawl is
 * started again after a kill, what it already fetched is not fetched anew. Only what the run had passed over (another
 * host's crawl met it, or it lay too deep) may still be fetched in it. The biography lives on.
 *
 * @param dueAt with it, what was visited is asked for again only where its rhythm makes it due by then
 */
export function requeuedUrl(known: UrlRecord, asked: UrlRecord, dueAt?: string): UrlRecord | null {
  // A link or a sitemap does not bring back what was taken out.
  if (isTakenOut(known) && asked.discovery.by !== 'start' && asked.discovery.by !== 'hand') return null;
  const passedOver =
    known.outcome === 'out-of-scope' || (known.outcome === 'budget' && asked.depth < known.depth);
  if (known.runId !== null && known.runId === asked.runId && !passedOver) return null;
  if (isBeingParsed(known, asked)) return null;
  if (dueAt !== undefined && known.rhythm && !isDue(known.rhythm, dueAt)) return null;
  return {
    ...asked,
    priority: asked.discovery.by === 'start' ? asked.priority : afterNews(known, asked.priority),
    discovery: known.discovery,
    firstSeenAt: known.firstSeenAt,
    lastFetch: known.lastFetch,
    articleId: known.articleId,
    ...(known.rhythm ? { rhythm: known.rhythm } : {}),
  };
}

/**
 * Its page lies in the archive, and the job that stores it is on its way. To fetch it once more would take it from that job:
 * where pages wait long, each run would take from the one before what was about to be stored. A start is asked for anyway,
 * since it is what the run is for.
 */
function isBeingParsed(known: UrlRecord, asked: UrlRecord): boolean {
  if (known.waitsFor !== 'ingest' || asked.depth === 0) return false;
  return Math.abs(Date.parse(asked.updatedAt) - Date.parse(known.updatedAt)) < jobLostMs;
}

/** A URL whose next visit is due, as part of a run. */
export function dueUrl(known: UrlRecord, runId: string, at: string): UrlRecord {
  return {
    ...known,
    priority: afterNews(known, known.priority),
    runId,
    outcome: 'queued',
    waitsFor: 'fetch',
    reason: `due again: last ${known.outcome}, visited ${known.rhythm?.visits ?? 0} times`,
    updatedAt: at,
  };
}

/** Whoever waits for news must not wait until hundreds of known articles have been looked at again. */
function afterNews({ articleId }: UrlRecord, priority: number): number {
  return articleId === null ? priority : Math.max(priority, revisitPriority);
}

function isDue({ nextAt }: { nextAt: string | null }, at: string): boolean {
  return nextAt !== null && nextAt <= at;
}
