import { Redis } from 'ioredis';

/**
 * Redis memory for known URLs: none, since frontier and visited set lie in the store. What grows there with a crawl are
 * the ids of jobs done (seven days), one for each batch of 16 pages.
 */
export async function measureUrlMemory(options: {
  redisUrl: string;
  urls: number;
  print: (line: string) => void;
}): Promise<void> {
  const { redisUrl, urls, print } = options;
  const redis = new Redis(redisUrl);
  const used = async () => Number(/used_memory:(\d+)/.exec(await redis.info('memory'))?.[1]);
  const before = await used();
  const ids = Math.ceil(urls / 16);
  for (let n = 0; n < ids; n += 1_000) {
    const members = Array.from({ length: Math.min(1_000, ids - n) }, (_, k) => [
      Date.now(),
      Buffer.from(`job ${n + k} of the benchmark`)
        .toString('base64url')
        .slice(0, 24),
    ]);
    await redis.zadd('bench-done', ...members.flat());
  }
  const bytes = (await used()) - before;
  await redis.del('bench-done');
  await redis.quit();
  print(`\nRedis keeps ${(bytes / 1e6).toFixed(1)} MB for ${urls} URLs fetched in 7 days (${ids} job ids)`);
}
