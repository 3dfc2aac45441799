import type { Archive } from '../archive/archive.ts';
import type { Snapshot } from '../model/snapshot.ts';
import { parseQuery } from '../query/parse-query.ts';
import type { ArticleStore } from '../store/article-store.ts';

const ends = 200;
const days = 30;
const aDay = 5;

export type ArchiveSample = { files: number; lost: string[] };

/**
 * Reads one page of every archive file that a sample of articles names: the newest, the oldest, and some of days in
 * between. `lost`: files that are not there or whose page cannot be read.
 */
export async function archiveSample(
  store: Pick<ArticleStore, 'search' | 'facets'>,
  archive: Pick<Archive, 'read'>,
): Promise<ArchiveSample> {
  const byFile = new Map<string, Snapshot>();
  const look = async (q: string, sort: 'newest' | 'oldest', limit: number) => {
    const { hits } = await store.search({
      ...{ query: parseQuery(q), limit, cursor: null, sort, collapse: false },
    });
    for (const { article } of hits) if (article.snapshot) byFile.set(article.snapshot.file, article.snapshot);
  };
  await look('*', 'newest', ends);
  await look('*', 'oldest', ends);
  for (const day of spread((await store.facets(parseQuery('*'))).day.map(({ value }) => value)))
    await look(`seen:${day}`, 'newest', aDay);
  const lost: string[] = [];
  for (const [file, snapshot] of byFile) {
    const there = await archive.read(snapshot).catch(() => null);
    if (!there) lost.push(file);
  }
  return { files: byFile.size, lost: lost.sort() };
}

function spread(all: readonly string[]): string[] {
  const sorted = [...all].sort();
  const step = Math.max(1, sorted.length / days);
  return Array.from({ length: Math.min(days, sorted.length) }, (_, n) => sorted[Math.floor(n * step)] ?? '');
}
