import { IngestData, jobs } from '../../workers/jobs.ts';
import type { UrlRecord } from '../model/url-record.ts';
import {
  type DeadLetterDesk,
  type DeadLetterFilter,
  letterId,
  type ToldLetter,
} from '../queue/dead-letter-desk.ts';
import type { DeadLetter, JobQueue } from '../queue/job-queue.ts';
import type { ArticleStore } from '../store/article-store.ts';

export type DeadLetterNeeds = {
  queue: Pick<JobQueue, 'deadLetters' | 'replay'>;
  store: Pick<ArticleStore, 'url' | 'settle'>;
  now: () => Date;
};

/** Jobs that failed for good: seen, and put back to work, one or many. */
export function openDeadLetterDesk({ queue, store, now }: DeadLetterNeeds): DeadLetterDesk {
  async function* letters(filter: DeadLetterFilter): AsyncGenerator<ToldLetter> {
    for await (const letter of queue.deadLetters()) {
      const told = toldLetter(letter);
      if (fits(told, filter)) yield told;
    }
  }
  return {
    async list({ limit, after, ...filter }) {
      const found: ToldLetter[] = [];
      let total = 0;
      let isBehind = after === null;
      for await (const letter of letters(filter)) {
        total += 1;
        if (isBehind && found.length <= limit) found.push(letter);
        if (letter.id === after) isBehind = true;
      }
      const shown = found.slice(0, limit);
      return { letters: shown, total, next: found.length > limit ? (shown.at(-1)?.id ?? null) : null };
    },
    async letter(id) {
      for await (const letter of letters({})) if (letter.id === id) return letter;
      return null;
    },
    async replay(filter) {
      const chosen: ToldLetter[] = [];
      for await (const letter of letters(filter)) chosen.push(letter);
      let replayed = 0;
      for (const { name, key, pages } of chosen) {
        // Its pages wait again before the job does: it minds only pages that wait.
        await requeue(pages);
        if (await queue.replay(name, key)) replayed += 1;
      }
      return replayed;
    },
    async buried(letter) {
      const { pages, error, failure } = toldLetter(letter);
      const reason = `${failure}: ${error.code}: ${error.message}`.slice(0, 500);
      await settle(pages, ({ waitsFor }) => waitsFor === 'ingest', {
        outcome: 'dead-letter',
        waitsFor: null,
        reason,
      });
    },
  };

  function requeue(pages: ToldLetter['pages']): Promise<void> {
    const reason = 'replayed: waits to be parsed';
    return settle(pages, ({ outcome }) => outcome === 'dead-letter', {
      outcome: 'queued',
      waitsFor: 'ingest',
      reason,
    });
  }

  async function settle(
    pages: ToldLetter['pages'],
    which: (record: UrlRecord) => boolean,
    change: Pick<UrlRecord, 'outcome' | 'waitsFor' | 'reason'>,
  ): Promise<void> {
    const records: UrlRecord[] = [];
    for (const { url } of pages) {
      const record = await store.url(url);
      if (record && which(record)) records.push({ ...record, ...change, updatedAt: now().toISOString() });
    }
    if (records.length > 0) await store.settle(records);
  }
}

function toldLetter(letter: DeadLetter): ToldLetter {
  return {
    ...letter,
    id: letterId(letter),
    runId: runOf(letter),
    site: siteOf(letter),
    pages: pagesOf(letter),
  };
}

function pagesOf({ name, data }: DeadLetter): ToldLetter['pages'] {
  if (name === 'ingest') {
    const read = IngestData.safeParse(data);
    return read.success ? read.data.pages : [];
  }
  const crawl = jobs.crawl.data.safeParse(data);
  if (name === 'crawl' && crawl.success) return crawl.data.starts.map(({ url }) => ({ url, snapshot: null }));
  const browse = jobs.browse.data.safeParse(data);
  return browse.success ? browse.data.urls.map((url) => ({ url, snapshot: null })) : [];
}

function runOf({ data }: DeadLetter): string | null {
  const runId = data !== null && typeof data === 'object' ? Reflect.get(data, 'runId') : null;
  return typeof runId === 'string' ? runId : null;
}

function siteOf({ data }: DeadLetter): string | null {
  const site = data !== null && typeof data === 'object' ? Reflect.get(data, 'site') : null;
  return typeof site === 'string' ? site : null;
}

function fits(letter: ToldLetter, filter: DeadLetterFilter): boolean {
  const { ids, job, failure, code, host, text, since } = filter;
  return (
    (ids === undefined || ids.includes(letter.id)) &&
    (job === undefined || letter.name === job) &&
    (failure === undefined || letter.failure === failure) &&
    (code === undefined || letter.error.code === code) &&
    (since === undefined || letter.failedAt >= since) &&
    (host === undefined || letter.pages.some(({ url }) => URL.canParse(url) && new URL(url).host === host)) &&
    (text === undefined || JSON.stringify(letter).toLowerCase().includes(text.toLowerCase()))
  );
}
