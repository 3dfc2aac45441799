import type { Snapshot } from '../src/model/snapshot.ts';
import type { UrlRecord } from '../src/model/url-record.ts';
import type { ArticleStore } from '../src/store/article-store.ts';

/** An archived page that is to be parsed and stored. */
export type PageToIngest = {
  url: string;
  snapshot: Snapshot;
  /** It was an article before: it can wait until what is new has been stored. */
  isKnown: boolean;
};

export type FrontierNeeds = {
  store: Pick<ArticleStore, 'enqueue' | 'queued' | 'settle'>;
  /** Hands pages on; durable when kept. */
  addIngest(pages: readonly PageToIngest[]): Promise<void>;
};

/** What became of one URL, and what it led to. */
export type Visit = {
  record: UrlRecord;
  /** Lies in the archive and is to be parsed; null where there is nothing to parse. */
  snapshot: Snapshot | null;
  found: readonly UrlRecord[];
};

/** The URLs of one crawl that wait for a fetch: durable in the store, a few of them here. */
export type Frontier = {
  /** True where `take` has something to give. */
  ready(): Promise<boolean>;
  take(): UrlRecord | null;
  done(visit: Visit): Promise<void>;
  /** Back to the store unfetched: the crawl was told to stop. */
  putBack(record: UrlRecord): void;
  add(records: readonly UrlRecord[]): Promise<number>;
  /** True where the URL was added lately: there is no need to make a record of it once more. */
  knows(url: string): boolean;
  underWay(): number;
  /** Known URLs that were added and are not due yet. */
  notDue(): number;
  /** True while the URL is being visited. */
  isUnderWay(url: string): boolean;
  /** Everything known here is durable. */
  flush(): Promise<void>;
};

export function pageToIngest({ url, articleId }: UrlRecord, snapshot: Snapshot): PageToIngest {
  return { url, snapshot, isKnown: articleId !== null };
}

const refillUrls = 768;
/** Visits are written in batches, since a commit costs about the same for one as for many … */
const batchVisits = 768;
/** … or before, where they lead to so many addresses: these are held in memory until then … */
const batchFound = 10_000;
/** … but none waits longer than this: a slow host must not hold up what is done. */
const longestUnwrittenMs = 300;
/**
 * While pages are being fetched the store is asked for more at once where something was found, else this often: what
 * another crawl found for these hosts.
 */
const askAgainMs = 250;
/** URLs that were added lately need not be looked up again; a portal links to the same ones from every page. */
const rememberedUrls = 200_000;

export function openFrontier(
  runId: string,
  hosts: readonly string[],
  { store, addIngest }: FrontierNeeds,
  { dueAt }: { dueAt?: string } = {},
): Frontier {
  const underWay = new Set<string>();
  const waiting: UrlRecord[] = [];
  let visits: Visit[] = [];
  /** Addresses that they lead to. */
  let foundByVisits = 0;
  let added = new Set<string>();
  let writing: Promise<void> = Promise.resolve();
  let refilling: Promise<void> | null = null;
  let notDue = 0;
  let fetching = 0;
  let askedAt = Number.NEGATIVE_INFINITY;
  /** The store may have more than when it was asked. */
  let mayHaveMore = true;
  let timer: NodeJS.Timeout | null = null;

  async function write(batch: readonly Visit[]): Promise<void> {
    await add(batch.flatMap(({ found }) => found));
    // The URLs are settled before the job is added, since the job minds only settled ones. A kill between the two
    // leaves pages that wait without a job: the crawl looks for those when it starts again.
    await store.settle(batch.map(({ record }) => record));
    const pages = batch.flatMap(({ record, snapshot }) => (snapshot ? [pageToIngest(record, snapshot)] : []));
    if (pages.length > 0) await addIngest(pages);
    for (const { record } of batch) underWay.delete(record.url);
  }

  function flush(): Promise<void> {
    if (timer) clearTimeout(timer);
    timer = null;
    const batch = visits;
    visits = [];
    foundByVisits = 0;
    if (batch.length > 0) writing = writing.then(() => write(batch));
    return writing;
  }

  async function add(records: readonly UrlRecord[]): Promise<number> {
    const fresh = records.filter(({ url, outcome }) => {
      if (added.has(url)) return false;
      // What lay too deep may yet be found nearer.
      if (outcome !== 'budget') added.add(url);
      return true;
    });
    if (added.size > rememberedUrls) added = new Set();
    const queued = fresh.filter(({ outcome }) => outcome === 'queued');
    const passedOver = fresh.filter(({ outcome }) => outcome !== 'queued');
    // A start, and where it leads to, is visited whenever its run is.
    const asked = dueAt === undefined ? queued : queued.filter(({ depth }) => depth === 0);
    const met = dueAt === undefined ? [] : queued.filter(({ depth }) => depth > 0);
    let count = asked.length > 0 ? await store.enqueue(asked, { force: true }) : 0;
    if (dueAt !== undefined && met.length > 0) {
      const added = await store.enqueue(met, { force: true, dueAt });
      notDue += met.length - added;
      count += added;
    }
    // What another crawl knows better stays as it is.
    if (passedOver.length > 0) await store.enqueue(passedOver, { force: false });
    if (count > 0) mayHaveMore = true;
    return count;
  }

  async function refill(): Promise<void> {
    await flush();
    mayHaveMore = false;
    waiting.push(...(await store.queued(runId, { hosts, limit: refillUrls, notUrls: underWay })));
    askedAt = performance.now();
  }

  /** Leads to something that has not been added yet, or is to be fetched once more itself. */
  const isNews = ({ record, found }: Visit) =>
    record.waitsFor === 'fetch' || found.some(({ url, outcome }) => outcome === 'queued' && !added.has(url));

  return {
    async ready() {
      if (waiting.length > 0) return true;
      if (fetching > 0 && !mayHaveMore && performance.now() - askedAt < askAgainMs) return false;
      refilling ??= refill().finally(() => {
        refilling = null;
      });
      await refilling;
      return waiting.length > 0;
    },
    take() {
      const record = waiting.shift() ?? null;
      if (!record) return null;
      underWay.add(record.url);
      fetching += 1;
      return record;
    },
    async done(visit) {
      fetching -= 1;
      if (isNews(visit)) mayHaveMore = true;
      visits.push(visit);
      foundByVisits += visit.found.length;
      if (visits.length >= batchVisits || foundByVisits >= batchFound) await flush();
      // What fails is told by the next flush, which goes on from this one.
      else timer ??= setTimeout(() => void flush().catch(() => undefined), longestUnwrittenMs);
    },
    putBack(record) {
      fetching -= 1;
      mayHaveMore = true;
      underWay.delete(record.url);
    },
    add,
    knows: (url) => added.has(url),
    underWay: () => underWay.size,
    notDue: () => notDue,
    isUnderWay: (url) => underWay.has(url),
    flush,
  };
}
