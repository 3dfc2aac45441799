import { describe, expect, it } from 'vitest';
import { codeUnits } from '../../../crawlers/discover/code-units.ts';

describe('codeUnits', () => {
  it('has each unit of a text at its own place, whatever the script and the length', () => {
    const texts = ['', 'a', 'Grüße, 世界 🌍', 'x'.repeat(512 * 1_024), `${'長'.repeat(600_000)}!`];
    for (const text of texts) {
      const units = codeUnits(text);
      expect(units.length).toBeGreaterThanOrEqual(text.length);
      const said = Buffer.from(units.buffer, units.byteOffset, text.length * 2).toString('utf16le');
      expect(said === text).toBe(true);
    }
  });

  it('tells nothing of the text before it', () => {
    codeUnits('a much longer text');
    expect(String.fromCharCode(...codeUnits('short').subarray(0, 5))).toBe('short');
  });
});
