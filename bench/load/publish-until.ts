import { setTimeout as sleep } from 'node:timers/promises';
import type { NewsRiver } from '../../src/demo/news-river.ts';

/** Publishes `rate` articles a second until that time, in milliseconds since 1970; what came late is made up for. */
export async function publishUntil(
  endMs: number,
  river: Pick<NewsRiver, 'publish'>,
  rate: number,
): Promise<void> {
  for (let next = Date.now(); Date.now() < endMs; next += 1_000 / rate) {
    river.publish();
    await sleep(Math.max(0, next - Date.now()));
  }
}
