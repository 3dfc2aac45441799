import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ArticleStore, Commit } from '../../src/store/article-store.ts';
import { openMongoStores } from '../../src/store/mongo/open-mongo-stores.ts';
import { openSqliteStore } from '../../src/store/sqlite/open-sqlite-store.ts';
import { newDatabase } from '../../tests/src/store/mongo/new-database.ts';
import { article, at, batch } from '../../tests/src/store/store-values.ts';

const batchArticles = 16;
const words = [
  'harbour',
  'council',
  'storm',
  'bridge',
  'school',
  'market',
  'river',
  'lamp',
  'keeper',
  'train',
];

/** Documents a second that each store commits, in batches as the workers make them, with search terms and sketches. */
export async function measureIngest(options: {
  mongoUri: string;
  articles: number;
  print: (line: string) => void;
}): Promise<void> {
  const { articles, print } = options;
  print('\n| store | writers | articles | seconds | articles / s |\n| --- | ---: | ---: | ---: | ---: |');
  const folder = mkdtempSync(join(tmpdir(), 'wellspring-bench-'));
  const sqlite = await openSqliteStore({ file: join(folder, 'wellspring.sqlite') });
  await row('SQLite', [sqlite], articles, print);
  await sqlite.close();
  rmSync(folder, { recursive: true, force: true });
  for (const writers of [1, 4]) {
    const database = newDatabase(options.mongoUri);
    const stores: ArticleStore[] = [];
    for (let n = 0; n < writers; n += 1) stores.push((await openMongoStores(database)).store);
    await row('MongoDB', stores, articles, print);
    for (const store of stores) await store.close();
    await database.drop();
  }
}

async function row(
  name: string,
  stores: readonly ArticleStore[],
  articles: number,
  print: (line: string) => void,
) {
  const batches = Math.ceil(articles / batchArticles);
  let next = 0;
  const begun = performance.now();
  await Promise.all(
    stores.map(async (store) => {
      while (next < batches) {
        next += 1;
        await store.commit(inventedBatch(next));
      }
    }),
  );
  const seconds = (performance.now() - begun) / 1_000;
  const written = batches * batchArticles;
  print(
    `| ${name} | ${stores.length} | ${written} | ${seconds.toFixed(1)} | ${(written / seconds).toFixed(0)} |`,
  );
}

/** About 300 words an article, and 20 bands, of which some are shared. */
function inventedBatch(n: number): Commit {
  const made = Array.from({ length: batchArticles }, (_, k) => {
    const seed = n * batchArticles + k;
    const text = Array.from(
      { length: 300 },
      (_, w) => `${words[(seed * 7 + w * 3) % words.length]}${(seed + w) % 97}`,
    );
    const body = text.join(' ');
    // Twenty a second, as a crawl finds them.
    const seenAt = new Date(Date.parse(at) + seed * 50).toISOString();
    return article(`bench-${seed}`, { body, paragraphs: [body], firstSeenAt: seenAt, lastSeenAt: seenAt });
  });
  const commit = batch(...made);
  return {
    ...commit,
    articles: commit.articles.map((write, k) => ({
      ...write,
      sketch: {
        bands: Array.from({ length: 20 }, (_, b) => (n * batchArticles + k) * 20 + b),
        sketch: new Uint8Array(1_024),
      },
    })),
  };
}
