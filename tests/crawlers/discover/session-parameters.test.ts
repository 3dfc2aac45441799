import { describe, expect, it } from 'vitest';
import { withoutSessions } from '../../../crawlers/discover/session-parameters.ts';

const url = (path: string) => ({ url: `https://a.example${path}` });

describe('withoutSessions', () => {
  it('takes out what all links of a page carry with one random value', () => {
    const session = 'visit=4f9c2b7d1e8a6035bb21';
    const links = [1, 2, 3, 4, 5].map((n) => url(`/story?id=${n}&${session}`));
    expect(withoutSessions([...links, url(`/list?${session}`), url('/plain')])).toEqual([
      ...[1, 2, 3, 4, 5].map((n) => url(`/story?id=${n}`)),
      url('/list'),
      url('/plain'),
    ]);
  });
  it('leaves words, what few links carry, and what each link has of its own', () => {
    const kept = [
      [1, 2, 3, 4, 5, 6].map((n) => url(`/list?topic=local-news-of-the-harbour&page=${n}`)),
      [1, 2, 3, 4, 5, 6].map((n) => url(`/story?key=4f9c2b7d1e8a6035bb2${n}`)),
      [url('/story?key=4f9c2b7d1e8a6035bb21'), url('/a?b=1'), url('/a?b=2')],
    ];
    for (const links of kept) expect(withoutSessions(links)).toEqual(links);
  });
});
