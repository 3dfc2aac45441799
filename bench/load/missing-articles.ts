import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import type { NewsRiver } from '../../src/demo/news-river.ts';
import type { FeedReader } from '../../tests/chaos/feed-reader.ts';

const longestWaitMs = 30_000;
const lookMs = 500;
const Urls = z.object({ urls: z.array(z.object({ outcome: z.string(), reason: z.string().nullable() })) });

/**
 * What was published and no event of the feed has told of, though all work is done: a line each, with what the portal and
 * the service know of it. The reader may be some pages behind on a busy machine, and is waited for.
 *
 * @param address where the service listens
 */
export async function missingArticles(
  river: Pick<NewsRiver, 'published' | 'askedAt'>,
  reader: FeedReader,
  address: string | null,
): Promise<string[]> {
  for (const end = Date.now() + longestWaitMs; untold(river, reader).length > 0 && Date.now() < end; )
    await sleep(lookMs);
  return Promise.all(
    untold(river, reader).map(async ({ url, at }) => {
      const askedAt = river.askedAt.get(url);
      const asked = askedAt === undefined ? 'never asked for' : `asked for after ${askedAt - at} ms`;
      const answer = await fetch(`${address}/v1/urls?${new URLSearchParams({ url })}`);
      const [record] = Urls.parse(await answer.json()).urls;
      return `${url}: ${asked}; ${record ? `${record.outcome}: ${record.reason}` : 'not known'}`;
    }),
  );
}

function untold({ published }: Pick<NewsRiver, 'published'>, { read }: FeedReader) {
  const told = new Set(read.flatMap((event) => (event.type === 'article.created' ? [event.data.url] : [])));
  return published.filter(({ url }) => !told.has(url));
}
