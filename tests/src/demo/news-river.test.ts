import { describe, expect, it } from 'vitest';
import { newsRiver } from '../../../src/demo/news-river.ts';

describe('a river of news', () => {
  it('lists what it has published, newest first, and says when it was asked', async () => {
    const river = await newsRiver({ seed: 1, portals: 2, listed: 2 });
    try {
      const published = Array.from({ length: 6 }, () => river.publish());
      const [start = ''] = river.starts;
      const front = await (await fetch(start)).text();
      const links = [...front.matchAll(/href="([^"]+)"/g)].map(([, url]) => url);
      expect(links).toEqual([published[4]?.url, published[2]?.url]);
      expect(river.askedAt.has(start)).toBe(true);
      expect(river.askedAt.has(published[4]?.url ?? '')).toBe(false);
    } finally {
      await river.close();
    }
  });

  it('gives every third article the text of the one before, which stands on another portal', async () => {
    const river = await newsRiver({ seed: 1 });
    try {
      const [, original, copy] = [river.publish(), river.publish(), river.publish()];
      expect(copy.storyKey).toBe(original.storyKey);
      expect(new URL(copy.url).host).not.toBe(new URL(original.url).host);
    } finally {
      await river.close();
    }
  });

  it('asks for a pace where it is told to', async () => {
    const river = await newsRiver({ seed: 1, crawlDelayMs: 50 });
    try {
      const rules = await fetch(new URL('/robots.txt', river.starts[0]));
      expect(await rules.text()).toContain('Crawl-delay: 0.05');
    } finally {
      await river.close();
    }
  });
});
