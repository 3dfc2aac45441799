import { randomBytes } from 'node:crypto';
import { Redis } from 'ioredis';

/** The server that `npm test` has found; without one, the tests that need it are skipped. */
export const redisUrl = process.env.TEST_REDIS_URL;

/** A prefix that no other test uses, and how to take away all keys that have it. */
export function newPrefix(url: string): { prefix: string; clear(): Promise<void> } {
  const prefix = `test-${randomBytes(6).toString('hex')}`;
  return {
    prefix,
    async clear() {
      const redis = new Redis(url);
      const keys = await redis.keys(`*${prefix}*`);
      if (keys.length > 0) await redis.del(...keys);
      await redis.quit();
    },
  };
}
