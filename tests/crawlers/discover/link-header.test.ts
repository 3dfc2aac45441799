import { describe, expect, it } from 'vitest';
import { readLinkHeader } from '../../../crawlers/discover/link-header.ts';

describe('readLinkHeader', () => {
  it('reads targets with their relations, types and media', () => {
    const field =
      '<https://a.example/feed>; rel="alternate hub"; type="application/rss+xml", </1?a,b>;rel=canonical';
    expect(readLinkHeader(field)).toEqual([
      { target: 'https://a.example/feed', rel: 'alternate hub', type: 'application/rss+xml', media: '' },
      { target: '/1?a,b', rel: 'canonical', type: '', media: '' },
    ]);
  });
  it('bears what is no link, in time that grows with the field', () => {
    expect(readLinkHeader('nonsense, <x')).toEqual([]);
    expect(readLinkHeader(`<a>${'; a=b'.repeat(10_000)}`)).toHaveLength(1);
    expect(readLinkHeader('<a>; rel="'.repeat(5_000)).length).toBeLessThanOrEqual(50);
  });
});
