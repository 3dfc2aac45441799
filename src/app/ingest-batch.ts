import { setTimeout as sleep } from 'node:timers/promises';
import { type IngestNeeds, ingest } from '../../workers/ingest.ts';
import type { IngestRequest } from '../../workers/jobs.ts';
import type { Page } from '../model/page.ts';
import type { ParsedArticle } from '../model/parsed-article.ts';

/** Among many workers a batch may be overtaken several times; each time another one got on. */
const triesMax = 30;
const longestPauseMs = 400;

/**
 * Ingests a batch, and decides on it again where another worker was first: at once, not as a failed attempt of the job,
 * and without parsing its pages again.
 */
export async function ingestBatch(data: IngestRequest, needs: IngestNeeds): Promise<void> {
  const parse = parsedOnce(needs.parse);
  for (let tries = 1; ; tries += 1) {
    try {
      await ingest(data, { ...needs, parse });
      return;
    } catch (error) {
      const stale = error instanceof Error && 'code' in error && error.code === 'stale-commit';
      if (!stale || tries >= triesMax) throw error;
      await sleep(Math.random() * Math.min(longestPauseMs, 20 * tries));
    }
  }
}

function parsedOnce(parse: IngestNeeds['parse']): IngestNeeds['parse'] {
  const known = new Map<string, Promise<ParsedArticle>>();
  return (page: Page) => {
    const key = `${page.url} ${page.fetchedAt} ${page.digest}`;
    const parsed = known.get(key) ?? parse(page);
    known.set(key, parsed);
    return parsed;
  };
}
