import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { joinPages } from '../../parsers/join-pages.ts';
import { parse } from '../../parsers/parse.ts';
import type { Archive } from '../../src/archive/archive.ts';
import { openWarcArchive } from '../../src/archive/warc/open-warc-archive.ts';
import { articleId } from '../../src/model/article-id.ts';
import type { Page } from '../../src/model/page.ts';
import type { ParsedArticle } from '../../src/model/parsed-article.ts';
import type { UrlRecord } from '../../src/model/url-record.ts';
import type { ArticleStore } from '../../src/store/article-store.ts';
import { openSqliteStore } from '../../src/store/sqlite/open-sqlite-store.ts';
import { storyTools } from '../../src/stories/story-tools.ts';
import { ingest } from '../../workers/ingest.ts';

export type Parse = (page: Page) => ParsedArticle;

export const harbourText = [
  'The harbour board of Ellery Point voted on Thursday to rebuild the old tide clock, which stopped nine years ago after a storm.',
  'Volunteers found the drawings in a chest beneath the pilot house and spent fourteen months making the missing wheels by hand.',
  'Nobody could say what one of the gears was for until the clock was put together again and refused to strike without it.',
];

export const harbourPage = (paragraphs: readonly string[] = harbourText, more = '') =>
  `<html lang="en"><head><title>Tide clock strikes again</title></head><body><h1>Tide clock strikes again</h1>
  <div class="meta">Date:2025-04-16 12:47:42</div><div class="content">${paragraphs.map((each) => `<p>${each}</p>`).join('')}</div>
  <div class="diggit">veryGood! (15)</div>${more}</body></html>`;

/** A parser as it was before somebody mended it. */
export const olderParser =
  (change: (parsed: ParsedArticle) => Partial<ParsedArticle>): Parse =>
  (page) => {
    const parsed = parse(page);
    return { ...parsed, ...change(parsed), parserVersion: '0' };
  };

/** A store and its archive in one folder, with what reading needs. */
export async function openArchivedVisits(folder: string, now: () => number) {
  const store = await openSqliteStore({ file: join(folder, 'store.sqlite') });
  const archive = await openWarcArchive({ folder: join(folder, 'archive') });
  const needs = (read: Parse = (page) => parse(page)) => ({
    ...{ archive, store, joinPages, stories: storyTools, now: () => new Date(now()) },
    parse: async (page: Page) => read(page),
  });
  return {
    store,
    archive,
    needs,
    /** Fetches a page, reads it and stores what a parser of the day makes of it; gives the id of its article. */
    async visit(url: string, body: string, read?: Parse): Promise<string> {
      const at = new Date(now()).toISOString();
      const page = await archivedPage(url, body, at, { archive, store });
      await ingest({ runId: 'run-1', pages: [page] }, needs(read));
      return articleId(url);
    },
    async close() {
      await archive.close();
      await store.close();
    },
  };
}

async function archivedPage(
  url: string,
  body: string,
  at: string,
  { archive, store }: { archive: Archive; store: ArticleStore },
) {
  const bytes = new Uint8Array(Buffer.from(body));
  const digest = `sha256:${createHash('sha256').update(bytes).digest('hex')}`;
  const headers = { 'content-type': 'text/html; charset=utf-8' };
  const place = { url, finalUrl: url, fetchedAt: at, status: 200 };
  const page: Page = { ...place, headers, body: bytes, via: 'http', digest };
  const snapshot = await archive.append(page, { method: 'GET', url, headers: {} });
  const lastFetch = { at, status: 200, finalUrl: url, etag: null, lastModified: null, digest, snapshot };
  const record: UrlRecord = {
    ...{ url, host: new URL(url).host, outcome: 'queued', waitsFor: 'ingest', reason: 'HTTP 200' },
    ...{ discovery: { by: 'start', from: null, date: null }, depth: 0, priority: 0, runId: 'run-1' },
    ...{ firstSeenAt: at, updatedAt: at, lastFetch, articleId: null },
  };
  await store.settle([record]);
  return { url, snapshot };
}
