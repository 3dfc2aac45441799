import { describe, expect, it } from 'vitest';
import { readCount } from '../../../parsers/text/read-count.ts';

describe('readCount', () => {
  const cases: [string, number, boolean][] = [
    ['15', 15, false],
    ['0', 0, false],
    ['1,204', 1_204, false],
    ['1.2K', 1_200, false],
    ['3万', 30_000, false],
    ['10万+', 100_000, true],
    ['1.5亿', 150_000_000, false],
    ['2,5 тыс.', 2_500, false],
    ['3만', 30_000, false],
    ['5,9 mil', 5_900, false],
    ['1 mil', 1_000, false],
    ['1,2 mi', 1_200_000, false],
    ['38\u202f826', 38_826, false],
    ['38\u00a0826', 38_826, false],
    ['1.204', 1_204, false],
    ['2 minutes', 2, false],
  ];
  for (const [text, count, atLeast] of cases)
    it(`reads ${text}`, () => expect(readCount(text)).toMatchObject({ count, atLeast }));
  it('takes a share for no count', () => expect(readCount('83.33%')).toBeNull());
  it('finds none where there is none', () => expect(readCount('View')).toBeNull());
});
