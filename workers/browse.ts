import type { BrowserPages } from '../crawlers/browser/browser-pages.ts';
import type { Archive } from '../src/archive/archive.ts';
import type { Outcome } from '../src/model/outcome.ts';
import type { UrlRecord } from '../src/model/url-record.ts';
import type { JobQueue } from '../src/queue/job-queue.ts';
import type { ArticleStore } from '../src/store/article-store.ts';
import type { BrowserTemplates } from './browser-templates.ts';
import { type BrowseData, ingestJob } from './jobs.ts';

export type BrowseNeeds = {
  store: Pick<ArticleStore, 'url' | 'settle' | 'outcomes'>;
  archive: Pick<Archive, 'append'>;
  queue: Pick<JobQueue, 'add'>;
  pages: Pick<BrowserPages, 'render'>;
  /** Which templates are worth a browser. */
  templates: Pick<BrowserTemplates, 'refusal' | 'rendered' | 'started'>;
  /** The part of a run's pages that may be rendered, 0 … 1; a few are always allowed. */
  share: number;
  now: () => Date;
  signal: AbortSignal;
};

/** So many pages of a run may be rendered whatever their share. */
const alwaysAllowed = 20;

/** Pages that are empty without scripts: rendered, archived, and handed on to be parsed like all others. */
export async function browse(data: BrowseData, needs: BrowseNeeds): Promise<void> {
  const { store, archive, queue, pages, templates, now, signal } = needs;
  for (const url of data.urls) {
    const record = await store.url(url);
    // Settled in another way since: no longer this job's business.
    if (record?.outcome !== 'quarantined') continue;
    if (await isSpent(data, needs)) {
      await store.settle([
        settled(record, 'quarantined', 'needs a browser, and its share of this run is spent', now),
      ]);
      continue;
    }
    const refusal = templates.refusal(url);
    if (refusal) {
      await store.settle([settled(record, 'quarantined', refusal, now)]);
      continue;
    }
    templates.started(data.runId, url);
    const rendered = await pages.render(url, signal);
    if ('outcome' in rendered) {
      await store.settle([settled(record, rendered.outcome, rendered.reason, now)]);
      continue;
    }
    const { page } = rendered;
    const snapshot = await archive.append(page, { method: 'GET', url, headers: {} });
    await store.settle([
      {
        ...settled(record, 'queued', 'rendered by the browser: waits to be parsed', now),
        waitsFor: 'ingest',
        // Without validators: the next visit asks for the page anew.
        lastFetch: {
          at: page.fetchedAt,
          status: page.status,
          finalUrl: page.finalUrl,
          etag: null,
          lastModified: null,
          digest: page.digest,
          snapshot,
        },
      },
    ]);
    await queue.add([ingestJob({ runId: data.runId, pages: [{ url, snapshot }] })]);
  }
}

async function isSpent({ runId }: BrowseData, { store, templates, share }: BrowseNeeds): Promise<boolean> {
  const { stored = 0, unchanged = 0, quarantined = 0, ...others } = await store.outcomes(runId);
  const pages = stored + unchanged + quarantined + (others['not-article'] ?? 0) + (others.duplicate ?? 0);
  return templates.rendered(runId) >= Math.max(alwaysAllowed, pages * share);
}

function settled(record: UrlRecord, outcome: Outcome, reason: string, now: () => Date): UrlRecord {
  return { ...record, outcome, reason, waitsFor: null, updatedAt: now().toISOString() };
}
