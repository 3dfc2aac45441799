// What story matching costs a text while the store grows: the job that takes pages in, on SQLite.
//
//   node bench/stories-store.ts [--texts 1000000] [--every 10000] [--folder DIR] [--pages]
//
// Of processor time user and system apart: reading and writing pages of the file is system time. At the end what the texts
// take in the file, the part that the matching reads, and whether the stories are right; with --pages which pages of the
// file the last 50 texts change (reads all of the file).
// Invented texts (60 % alone, 30 % changed copies, 10 % from templates), 50 a batch. Archive and parsers are passed by;
// everything else is as in a crawl: sketch, candidates, match, judgement, commit with events and the search index.
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { parseArgs } from 'node:util';
import { z } from 'zod';
import { articleId } from '../src/model/article-id.ts';
import type { ParsedArticle } from '../src/model/parsed-article.ts';
import type { UrlRecord } from '../src/model/url-record.ts';
import { openSqliteStore } from '../src/store/sqlite/open-sqlite-store.ts';
import { storyTools } from '../src/stories/story-tools.ts';
import { ingest } from '../workers/ingest.ts';
import { emptyLog, logPages } from './log-pages.ts';
import { invented } from './stories-corpus.ts';
import { type Answer, type Label, storiesScore } from './stories-score.ts';

const { values: options } = parseArgs({
  options: {
    texts: { type: 'string', default: '1000000' },
    every: { type: 'string', default: '10000' },
    folder: { type: 'string', default: tmpdir() },
    pages: { type: 'boolean', default: false },
  },
});
const texts = Number(options.texts);
const every = Number(options.every);
const folder = mkdtempSync(join(options.folder, 'wellspring-stories-'));
const file = join(folder, 'wellspring.sqlite');
const store = await openSqliteStore({ file });

const megabytes = (bytes: number) => Math.round(bytes / 2 ** 20);
const perText = (us: number, count: number) => (us / count).toFixed(0);

function parsed(i: number): ParsedArticle {
  // The labels are made once more at the end: what the matching needs in memory is measured without them.
  const { id, site, title, body } = invented(i, new Map());
  const url = `https://${site}/${id}.html`;
  return {
    ...{ kind: 'article', url, canonicalUrl: url, site, siteName: null, title, titleWithSuffix: title },
    ...{ authors: [], category: null, breadcrumb: [], claimedDate: null, modifiedDate: null, body },
    ...{ paragraphs: body.split('\n\n'), language: 'en', dateline: null, wireCredit: null, source: null },
    ...{ reactions: [], views: null, links: [], items: [], paging: null, needsBrowser: false },
    ...{ template: 't', provenance: [], parserVersion: 'bench' },
  };
}

function waiting(url: string, at: string): UrlRecord {
  return {
    ...{ url, host: new URL(url).host, outcome: 'queued', waitsFor: 'ingest', reason: 'HTTP 200', depth: 0 },
    ...{ discovery: { by: 'start', from: null, date: null }, priority: 0, runId: 'r', articleId: null },
    ...{ firstSeenAt: at, updatedAt: at, lastFetch: null },
  };
}

let atMs = Date.parse('2026-01-01T00:00:00Z');
let spentMs = 0;
let spentCpu = { user: 0, system: 0 };
let peak = 0;
for (let from = 0; from < texts; from += 50) {
  const batch = Array.from({ length: Math.min(50, texts - from) }, (_, n) => parsed(from + n));
  const byUrl = new Map(batch.map((article) => [article.url, article]));
  atMs += 1_000;
  const at = new Date(atMs).toISOString();
  await store.settle(batch.map(({ url }) => waiting(url, at)));
  if (options.pages && from + 50 >= texts) emptyLog(file);
  const [start, startCpu] = [performance.now(), process.cpuUsage()];
  await ingest(
    {
      runId: 'r',
      pages: batch.map(({ url }) => ({
        url,
        snapshot: { file: url, offsetBytes: 0, lengthBytes: 0, digest: '' },
      })),
    },
    {
      archive: {
        read: async ({ file: url }) => ({
          ...{ url, finalUrl: url, fetchedAt: at, status: 200, headers: {}, via: 'http', digest: '' },
          body: new Uint8Array(),
        }),
      },
      parse: async ({ url }) => byUrl.get(url) ?? parsed(from),
      joinPages: ([first]) => first ?? parsed(from),
      stories: storyTools,
      store,
      now: () => new Date(atMs),
    },
  );
  spentMs += performance.now() - start;
  const { user, system } = process.cpuUsage(startCpu);
  spentCpu = { user: spentCpu.user + user, system: spentCpu.system + system };
  const { rss } = process.memoryUsage();
  peak = Math.max(peak, rss);
  const done = from + batch.length;
  if (done % every > 0 && done < texts) continue;
  const count = done % every || every;
  console.log(
    `${done} texts: ${perText(spentMs * 1_000, count)} µs a text (of processor ${perText(spentCpu.user, count)} user, ` +
      `${perText(spentCpu.system, count)} system), ` +
      `RSS ${megabytes(rss)} MB, highest ${megabytes(peak)} MB, file ${megabytes(statSync(file).size)} MB`,
  );
  spentMs = 0;
  spentCpu = { user: 0, system: 0 };
}

if (options.pages) {
  const trees = logPages(file);
  console.log(`the last 50 texts change ${trees.reduce((sum, [, pages]) => sum + pages, 0)} pages:`);
  for (const [tree, pages] of trees) console.log(`  ${pages} ${tree}`);
}

const Size = z.object({ size: z.number() });
const db = new DatabaseSync(file, { readOnly: true });
const sizeOf = (tree: string) =>
  Size.parse(db.prepare('SELECT pgsize AS size FROM dbstat WHERE name = ? AND aggregate = TRUE').get(tree))
    .size;
const matching = ['sketch', 'band', 'band_article'];
console.log(`matching index: ${matching.map((tree) => `${tree} ${megabytes(sizeOf(tree))} MB`).join(', ')}`);
db.close();

const answers: Answer[] = [];
const labels = new Map<string, Label>();
for (let i = 0; i < texts; i++) {
  const { id, site } = invented(i, labels);
  const article = await store.article(articleId(`https://${site}/${id}.html`));
  if (article) answers.push({ id, storyId: article.storyId, relation: article.relation });
}
const { precision, recall, f1, templatesMerged } = storiesScore(answers, labels);
console.log(
  `P ${precision.toFixed(4)} R ${recall.toFixed(4)} F1 ${f1.toFixed(4)}, templates merged ${templatesMerged.toFixed(4)}`,
);
await store.close();
rmSync(folder, { recursive: true });
