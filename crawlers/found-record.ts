import type { Discovery, UrlRecord } from '../src/model/url-record.ts';
import { canonicalUrl, partsOf } from './canonical-url.ts';
import type { CrawlRequest, CrawlRun } from './crawl-run.ts';
import { outOfScope } from './scope.ts';
import { plainForm } from './twin-address.ts';

const priorities = { start: 0, map: 10, paging: 20, link: 30 } as const;
/** Other forms of a page come after the page itself, so that they are known as such. */
const laterForForms = 50;

export function startRecord(
  url: string,
  kind: CrawlRequest['starts'][number]['kind'],
  run: CrawlRun,
): UrlRecord {
  const canonical = canonicalUrl(url) ?? url;
  return {
    ...blankRecord(canonical, { by: 'start', from: null, date: null }, run),
    reason: kind === 'page' || kind === 'list' ? 'a start' : `a start: ${kind}`,
    priority: priorities.start,
  };
}

/** The record of an address that a page led to: queued, or passed over with its outcome. */
export function foundRecord(url: string, discovery: Discovery, parent: UrlRecord, run: CrawlRun): UrlRecord {
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
        : priorities.link + depth + (plainForm(url) === null ? 0 : laterForForms);
  const away = outOfScope(url, run.scope);
  if (away) return { ...record, depth, priority, outcome: 'out-of-scope', waitsFor: null, reason: away };
  if (depth > run.data.maxDepth) {
    const reason = `${depth} links from a start; at most ${run.data.maxDepth} are followed`;
    return { ...record, depth, priority, outcome: 'budget', waitsFor: null, reason };
  }
  const trap = run.traps.closed(url);
  if (trap) return { ...record, depth, priority, outcome: 'budget', waitsFor: null, reason: trap };
  const twin = run.twins.get(url);
  if (twin) return { ...record, depth, priority, outcome: 'duplicate', waitsFor: null, reason: twin.why };
  return { ...record, depth, priority };
}

function blankRecord(url: string, discovery: Discovery, { data, needs }: CrawlRun): UrlRecord {
  const at = needs.now().toISOString();
  return {
    url,
    host: partsOf(url).host,
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
