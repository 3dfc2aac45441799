import { parentPort, workerData } from 'node:worker_threads';
import { parse } from '../parsers/parse.ts';
import type { Page } from '../src/model/page.ts';
import type { SiteDefinition } from '../src/model/site-definition.ts';
import type { ParseAnswer, ParseThreadData } from './parse-pool.ts';

// One thread of the pool: a page in, a ParsedArticle or a refusal out. It holds nothing between two pages.
const { sites } = workerData as ParseThreadData;
const siteOf = new Map<string, SiteDefinition>(
  sites.flatMap((site) => site.hosts.map((host) => [host, site])),
);

parentPort?.on('message', ({ id, page }: { id: number; page: Page }) => {
  parentPort?.postMessage(answer(id, page));
});
parentPort?.postMessage({ ready: true } satisfies ParseAnswer);

function answer(id: number, page: Page): ParseAnswer {
  try {
    return { id, parsed: parse(page, siteOf.get(new URL(page.finalUrl).host)) };
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'parse-failed';
    return { id, error: { code, message: error instanceof Error ? error.message : String(error) } };
  }
}
