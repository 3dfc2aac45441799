import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { inventedText } from '../../../bench/stories-texts.ts';
import { sketchFromBytes, sketchToBytes } from '../../../src/stories/sketch-bytes.ts';
import { sketchText } from '../../../src/stories/sketch-text.ts';
import { textSketch } from '../../../src/stories/text-sketch.ts';

describe('sketchText', () => {
  it('gives the same bands and bytes for the same text', () => {
    expect(sketchText(inventedText(1))).toEqual(sketchText(inventedText(1)));
  });

  it('gives at most 20 bands, each an unsigned 32-bit number', () => {
    const { bands } = sketchText(inventedText(2));
    expect(bands).toHaveLength(20);
    expect(bands.every((band) => Number.isInteger(band) && band >= 0 && band < 2 ** 32)).toBe(true);
  });

  it('gives a band for the title, by which a few sentences out of a very long text are found', () => {
    const long = Array.from({ length: 60 }, (_, i) => inventedText(i).body).join('\n\n');
    const few = inventedText(41).body.slice(0, 900);
    const common = (title: string, other: string) => {
      const wanted = new Set(sketchText({ title, body: long }).bands);
      return sketchText({ title: other, body: few }).bands.filter((band) => wanted.has(band)).length;
    };
    const title = 'Harbour of Lindholm to be closed for a year';
    expect(common(title, 'Seven ferries are to run from Eastport')).toBe(0);
    expect(common(title, `${title} -AssetLink`)).toBe(1);
    expect(common('Weather', 'Weather')).toBe(0);
  });

  it('takes less than 1.6 kB, however long the text', () => {
    const body = Array.from({ length: 200 }, (_, i) => inventedText(i).body).join('\n\n');
    expect(sketchText({ title: 'A title of some length', body }).sketch.length).toBeLessThan(1600);
  });

  it('gives no bands for a text without a letter or digit', () => {
    for (const body of ['', '…', '\n\n \n', '🙂 🙂'])
      expect(sketchText({ title: null, body }).bands).toEqual([]);
  });

  it('reads a text of one repeated word as few shingles', () => {
    const sketch = textSketch({ title: null, body: 'spam '.repeat(200_000) });
    expect(sketch.shingles.length).toBe(4);
    expect(sketch.complete).toBe(true);
  });

  it('comes back from its bytes as it was, wherever they lie', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'grapheme' }),
        fc.string({ unit: 'grapheme' }),
        fc.nat(7),
        (title, body, offset) => {
          const sketch = textSketch({ title, body });
          const bytes = sketchToBytes(sketch);
          const moved = new Uint8Array(bytes.length + offset);
          moved.set(bytes, offset);
          expect(sketchFromBytes(moved.subarray(offset))).toEqual(sketch);
        },
      ),
    );
  });

  it('refuses the bytes of another version by name', () => {
    const { sketch } = sketchText(inventedText(3));
    sketch[0] = 250;
    expect(() => sketchFromBytes(sketch)).toThrow(expect.objectContaining({ code: 'sketch-version' }));
  });
});
