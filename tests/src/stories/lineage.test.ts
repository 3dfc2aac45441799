import { describe, expect, it } from 'vitest';
import { changes, inventedText, random } from '../../../bench/stories-texts.ts';
import { lineage } from '../../../src/stories/lineage.ts';

const original = inventedText(12);
const apply = (name: string, text: typeof original, seed: number) =>
  changes[name]?.(text, random(seed)) ?? text;
const branded = apply('brand', original, 1);
const member = (id: string, { body }: { body: string }, at: string) => ({
  id,
  site: `${id}.example`,
  body,
  at,
});

const members = [
  member('grandchild', apply('spaces', branded, 3), '2024-03-01'),
  member('original', original, '2023-12-04'),
  member('sibling', apply('spaces', original, 2), '2024-02-01'),
  member('child', branded, '2024-01-01'),
  member('same', original, '2024-04-01'),
];

describe('lineage', () => {
  const found = lineage(members, 'original');
  const of = (id: string) => found.find((descent) => descent.id === id);

  it('traces a copy to the copy whose slips it has inherited', () => {
    expect(of('grandchild')).toMatchObject({ from: 'child' });
    expect(of('grandchild')?.reason).toMatch(/^it has \d+ of the \d+ changes of child\.example$/);
    expect(of('grandchild')?.confidence).toBeGreaterThanOrEqual(0.5);
  });

  it('traces a copy that shares no slips to the original, without confidence', () => {
    expect(of('child')).toEqual({
      id: 'child',
      from: 'original',
      reason: 'it shares no changes with an earlier copy',
      confidence: 0,
    });
    expect(of('sibling')?.from).toBe('original');
  });

  it('says so where a copy changed nothing', () => {
    expect(of('same')).toMatchObject({ from: 'original', reason: 'it has the text as the original has it' });
  });

  it('gives the original no parent, and nobody a later one', () => {
    const order = found.map(({ id }) => id);
    for (const { id, from } of found) {
      if (from === null) expect(id).toBe('original');
      else expect(order.indexOf(from)).toBeLessThan(order.indexOf(id));
    }
  });

  it('does not depend on the order of the members', () => {
    expect(lineage(members.toReversed(), 'original')).toEqual(found);
  });

  it('refuses an original that is no member', () => {
    expect(() => lineage(members, 'nobody')).toThrow(RangeError);
  });
});
