import { describe, expect, it } from 'vitest';
import { pageLinks } from '../../crawlers/discover/page-links.ts';
import { traps } from '../../crawlers/traps.ts';

const prints = (text: string) => pageLinks(`<p>${text}</p>`, 'https://a.example/').prints;
const frame = '<p>The Harbour Gazette, news of the town since 1887</p>';
const story = (n: number) =>
  prints(
    `The council of town ${'abcdefghij'[n % 10]}${'klmnopqrst'[Math.floor(n / 10) % 10]} voted to rebuild the clock</p>${frame}`,
  );

describe('traps', () => {
  it('closes a pattern whose pages say nothing new, whatever their numbers', () => {
    const learned = traps();
    const day = (n: number) => `https://a.example/calendar/${2_000 + n}/${n}/`;
    for (let n = 0; n < 16; n++) {
      expect(learned.closed(day(n)), `${n}`).toBeNull();
      learned.learn(
        day(n),
        prints(`${frame}<p>No events on day ${n}: Thursday</p><p>You searched for ${n}</p>`),
      );
    }
    expect(learned.closed(day(99))).toBe('a trap: the last 15 pages like /calendar/#/# said nothing new');
    expect(learned.closed('https://a.example/news/1.html')).toBeNull();
  });

  it('has more patience with a pattern that gave much', () => {
    const learned = traps();
    const url = (n: number) => `https://a.example/news/${n}.html`;
    for (let n = 0; n < 80; n++) learned.learn(url(n), story(n));
    for (let n = 0; n < 34; n++) learned.learn(url(n), prints(`${frame} ${n}`));
    expect(learned.closed(url(1))).toBeNull();
    learned.learn(url(1), prints(frame));
    expect(learned.closed(url(1))).toMatch(/^a trap: the last 35 pages like \/news\/#\.html/);
    // A page that was under way says something after all.
    learned.learn(url(1), prints('The last clock of the harbour was found in a barn on Friday'));
    expect(learned.closed(url(1))).toBeNull();
  });

  it('takes a few hundred kilobytes for a few pages, and 4 MB at most for many', () => {
    const runs = Array.from({ length: 9_000 }, (_, n) => Math.imul(n + 1, 2_654_435_761) >>> 0);
    const page = (from: number, to: number) => {
      const own = runs.slice(from, to);
      return { runs: own, sizes: own.map(() => 40), whole: from };
    };
    const held = () => process.memoryUsage().arrayBuffers;
    const before = held();
    const learned = traps();
    for (let n = 0; n < 7; n++)
      learned.learn(`https://a.example/long/${n}/`, page(n * 1_000, (n + 1) * 1_000));
    expect(held() - before).toBeLessThan(1_000_000);
    learned.learn('https://a.example/long/7/', page(7_000, 9_000));
    expect(held() - before).toBeGreaterThan(4_000_000);
    expect(held() - before).toBeLessThan(5_000_000);
    // What was said on the few pages is known still: none of these says anything new.
    for (let n = 0; n < 17; n++) learned.learn(`https://a.example/long/${n}/`, page(n * 400, n * 400 + 400));
    expect(learned.closed('https://a.example/long/1/')).toMatch(/^a trap: the last 17 pages/);
  });

  it('closes filters of filters by their wider pattern, where each has a pattern of its own', () => {
    const learned = traps();
    const words = ['red', 'blue', 'green', 'old', 'new', 'big', 'small', 'round', 'flat', 'thin'];
    const urls = words.flatMap((a) => words.map((b) => `https://a.example/shop/${a}/${b}`));
    for (const url of urls) learned.learn(url, prints(frame));
    expect(learned.closed('https://a.example/shop/dark/light')).toMatch(
      /like \/shop\/… of 3 parts said nothing new/,
    );
  });

  it('tells the same text under many addresses, from the fourth on', () => {
    const learned = traps();
    const same = (n: number) =>
      learned.learn(
        `https://a.example/p${'abcdef'[n]}/${n}`,
        prints(`${frame}Copy of ${n === 9 ? n : 'all'}`),
      );
    expect([0, 1, 2].map(same)).toEqual([null, null, null]);
    expect(same(3)).toEqual({ sameAs: 'https://a.example/pa/0', others: 3 });
    expect(learned.learn('https://a.example/x', story(1))).toBeNull();
  });

  it('waits longer for pages without any text', () => {
    const learned = traps();
    const url = (n: number) => `https://a.example/photo/${n}`;
    for (let n = 0; n < 59; n++) learned.learn(url(n), prints(''));
    expect(learned.closed(url(1))).toBeNull();
    learned.learn(url(1), prints(''));
    expect(learned.closed(url(1))).not.toBeNull();
  });
});
