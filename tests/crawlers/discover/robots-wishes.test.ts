import { describe, expect, it } from 'vitest';
import { readRobotsTag, readWishes } from '../../../crawlers/discover/robots-wishes.ts';

describe('readWishes', () => {
  it('reads noindex and nofollow, and none as both', () => {
    expect(readWishes('NOINDEX, nofollow')).toEqual({ noIndex: true, noFollow: true });
    expect(readWishes('none')).toEqual({ noIndex: true, noFollow: true });
    expect(readWishes('index,follow,max-snippet:-1')).toEqual({ noIndex: false, noFollow: false });
  });
});

describe('readRobotsTag', () => {
  const cases: [name: string, field: string, noIndex: boolean, noFollow: boolean][] = [
    ['nothing', '', false, false],
    ['for everyone', 'noindex', true, false],
    ['for another crawler', 'otherbot: noindex, nofollow', false, false],
    ['for us', 'otherbot: noindex, wellspring: nofollow', false, true],
    [
      'a directive with a colon is no name',
      'unavailable_after: 25 Jun 2030 15:00:00 PST, noindex',
      true,
      false,
    ],
  ];
  for (const [name, field, noIndex, noFollow] of cases) {
    it(name, () => expect(readRobotsTag(field, 'Wellspring')).toEqual({ noIndex, noFollow }));
  }
});
