import type { Outcome } from '../src/model/outcome.ts';
import type { UrlRecord } from '../src/model/url-record.ts';
import { canonicalUrl, hostOf } from './canonical-url.ts';
import type { CrawlRun } from './crawl-run.ts';
import { type DiscoveredHtml, type FoundLink, readLinks } from './discover/read-links.ts';
import { foundRecord } from './found-record.ts';
import type { Visit } from './frontier.ts';
import { outOfScope } from './scope.ts';
import { isTwinOf, plainForm } from './twin-address.ts';
import type { Visited } from './visit.ts';

const mostRedirects = 5;

/** What a URL came to that need not be fetched any more, by what was learned since it was queued; null: fetch it. */
export async function settledUnfetched(record: UrlRecord, run: CrawlRun): Promise<Visit | null> {
  const { url, discovery } = record;
  if (discovery.by === 'start') return null;
  const twin = run.twins.get(url);
  if (twin) return passedOver(record, 'duplicate', twin.why, run);
  if (discovery.by === 'redirect') return null;
  const trap = run.traps.closed(url);
  if (trap) return passedOver(record, 'budget', trap, run);
  const plain = plainForm(url);
  if (plain && (run.frontier.isUnderWay(plain) || (await isKnownPage(plain, run))))
    return passedOver(record, 'duplicate', `the AMP, mobile or print form of ${plain}`, run);
  return null;
}

/** A page's outcome and what it leads to. */
export async function settleVisit(record: UrlRecord, visited: Visited, run: CrawlRun): Promise<Visit> {
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
      const discovered = await readLinks(page);
      const kept: UrlRecord = { ...record, lastFetch, updatedAt: needs.now().toISOString() };
      const led = discovered.links.map(({ url }) => url);
      const fetched = needs.rhythm?.(kept, record, led) ?? kept;
      run.pages.add(record.url);
      if (record.discovery.by === 'start' || record.discovery.by === 'redirect')
        run.homes.learn(record.url, { moved: false });
      const sitemaps = record.discovery.by === 'start' ? await sitemapsOf(record.url, run) : [];
      const found = recordsOf(sitemaps, discovered.links, record, run);
      if (discovered.kind === 'html') {
        const early = await endOf(fetched, discovered, run);
        if (early) return { ...early, found: early.record.outcome === 'http-error' ? [] : found };
        const waiting: UrlRecord = {
          ...fetched,
          outcome: 'queued',
          waitsFor: 'ingest',
          reason:
            status === 304 ? 'HTTP 304: read again from the archive' : `HTTP ${status}: waits to be parsed`,
        };
        return { record: waiting, snapshot, found: [...found, ...twinRecords(fetched, discovered, run)] };
      }
      // A feed may have more entries than fit into one batch of the frontier.
      await frontier.add(found);
      const what =
        discovered.kind === 'other' ? (page.headers['content-type'] ?? 'no page') : discovered.kind;
      const hub =
        discovered.kind === 'feed' && discovered.hub
          ? `; its changes are announced by ${discovered.hub}`
          : '';
      const reason =
        discovered.kind === 'other' ? what : `a ${what} of ${discovered.links.length} addresses${hub}`;
      return ended(fetched, 'not-article', reason, run);
    }
  }
}

/** The records of what a page leads to, each address at its site's home. */
function recordsOf(
  sitemaps: readonly FoundLink[],
  links: readonly FoundLink[],
  record: UrlRecord,
  run: CrawlRun,
): UrlRecord[] {
  const { frontier, homes } = run;
  const records: UrlRecord[] = [];
  const add = ({ url: written, by, date }: FoundLink, position?: number) => {
    // Most links were met before, as they are written.
    if (frontier.knows(written)) return;
    const url = homes.atHome(written);
    if (url !== written && frontier.knows(url)) return;
    const place = position === undefined ? {} : { position };
    records.push(foundRecord(url, { by, from: record.url, date, ...place }, record, run));
  };
  for (const link of sitemaps) add(link);
  links.forEach((link, index) => {
    add(link, index + 1);
  });
  return records;
}

/** The outcome of a page that is not handed on to be parsed, by what it says of itself; null: it is handed on. */
async function endOf(fetched: UrlRecord, page: DiscoveredHtml, run: CrawlRun): Promise<Visit | null> {
  const { url } = fetched;
  if (page.noIndex) return ended(fetched, 'robots', 'the page asks not to be indexed (robots: noindex)', run);
  const isStart = fetched.discovery.by === 'start';
  if (page.notFound && !isStart) {
    const reason = `HTTP 200, yet the page says ${JSON.stringify(page.notFound)} (a soft 404)`;
    return ended(fetched, 'http-error', reason, run);
  }
  // What a page says before its scripts have run says nothing of it.
  const copy = page.isShell ? null : run.traps.learn(url, page.prints);
  if (isStart) return null;
  if (copy) {
    const reason = `says the same, word for word, as ${copy.others} other addresses, the first ${copy.sameAs}`;
    return ended(fetched, 'duplicate', reason, run);
  }
  const { canonical } = page;
  if (!canonical || !isTwinOf(url, canonical) || outOfScope(canonical, run.scope)) return null;
  const home = run.homes.atHome(canonical);
  if (home === url || !(await isKnownPage(home, run))) return null;
  return ended(
    fetched,
    'duplicate',
    `another address of ${home}, which it names as its own (rel=canonical)`,
    run,
  );
}

/** What a page says of its other addresses: they need not be fetched, or are pages of their own. */
function twinRecords(fetched: UrlRecord, { canonical, twins }: DiscoveredHtml, run: CrawlRun): UrlRecord[] {
  const { url } = fetched;
  const of = (target: string, why: string) => {
    run.twins.set(target, { of: url, why });
    return foundRecord(target, { by: 'canonical', from: url, date: null }, fetched, run);
  };
  const forms = twins
    .filter((twin) => twin !== url && twin !== canonical)
    .map((twin) => of(twin, `a form of ${url} for other devices`));
  if (!canonical || canonical === url || outOfScope(canonical, run.scope)) return forms;
  const home = run.homes.atHome(canonical);
  if (home === url || run.frontier.knows(home)) {
    if (home !== url && isTwinOf(url, home) && !run.pages.has(home))
      run.twins.set(home, { of: url, why: `its page was fetched as ${url}, which names it (rel=canonical)` });
    return forms;
  }
  if (isTwinOf(url, home))
    return [...forms, of(home, `its page was fetched as ${url}, which names it (rel=canonical)`)];
  return [...forms, foundRecord(home, { by: 'canonical', from: url, date: null }, fetched, run)];
}

/** True where the page at an address was fetched, in this run or in an earlier stretch of it. */
async function isKnownPage(url: string, { pages, needs, data }: CrawlRun): Promise<boolean> {
  if (pages.has(url)) return true;
  const known = await needs.store.url(url);
  return known?.runId === data.runId && known.lastFetch !== null && known.waitsFor !== 'fetch';
}

async function redirected(record: UrlRecord, target: string, status: number, run: CrawlRun): Promise<Visit> {
  const { needs, scope, redirects } = run;
  const way = [record.url];
  for (let from = redirects.get(record.url); from !== undefined && !way.includes(from); ) {
    way.push(from);
    from = redirects.get(from);
  }
  if (way.includes(target))
    return ended(record, 'http-error', `HTTP ${status} leads back to ${target}: a redirect loop`, run);
  if (way.length > mostRedirects)
    return ended(record, 'http-error', `more than ${mostRedirects} redirects`, run);
  redirects.set(target, record.url);
  const refusal = await needs.client.refusal(target);
  if (refusal) return ended(record, 'refused-address', `HTTP ${status} leads to ${target}: ${refusal}`, run);
  const away = outOfScope(target, scope);
  if (away && record.discovery.by === 'start' && !scope.hosts.has(hostOf(target))) {
    await needs.addCrawl(target);
    return ended(record, 'duplicate', `HTTP ${status} leads to ${target}, which is crawled instead`, run);
  }
  if (away) return ended(record, 'out-of-scope', `HTTP ${status} leads to ${target}: ${away}`, run);
  if (new URL(target).origin !== new URL(record.url).origin) run.homes.learn(target, { moved: true });
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
async function sitemapsOf(url: string, { needs }: CrawlRun) {
  const named = await needs.gate.sitemaps(url, needs.signal);
  const addresses = named.length > 0 ? named : ['/sitemap.xml'];
  return addresses.flatMap((address) => {
    const target = canonicalUrl(address, url);
    return target ? [{ url: target, by: 'sitemap' as const, date: null }] : [];
  });
}

function ended(record: UrlRecord, outcome: Outcome, reason: string, run: CrawlRun): Visit {
  const { record: settled, ...nothing } = passedOver(record, outcome, reason, run);
  return { ...nothing, record: run.needs.rhythm?.(settled, record, null) ?? settled };
}

/** The same without a visit. */
function passedOver(record: UrlRecord, outcome: Outcome, reason: string, { needs }: CrawlRun): Visit {
  const settled: UrlRecord = {
    ...record,
    outcome,
    waitsFor: null,
    reason,
    updatedAt: needs.now().toISOString(),
  };
  return { record: settled, snapshot: null, found: [] };
}
