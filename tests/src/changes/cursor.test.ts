import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cursorOf, InvalidCursorError, seqOf } from '../../../src/changes/cursor.ts';

const place = fc.nat({ max: 2 ** 31 }).map((n) => n * 1_000 + (n % 7));
const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';

describe('a cursor', () => {
  it('stands for its place, and is safe in an address', () => {
    fc.assert(
      fc.property(place, (seq) => {
        expect(seqOf(cursorOf(seq))).toBe(seq);
        expect(encodeURIComponent(cursorOf(seq))).toBe(cursorOf(seq));
      }),
    );
  });

  it('is refused when it was cut, lengthened or forged in any letter', () => {
    fc.assert(
      fc.property(place, fc.nat(14), fc.constantFrom(...LETTERS), (seq, at, letter) => {
        const cursor = cursorOf(seq);
        const forged = `${cursor.slice(0, at)}${letter}${cursor.slice(at + 1)}`;
        expect(() => seqOf(cursor.slice(0, at))).toThrow(InvalidCursorError);
        expect(() => seqOf(`${cursor}${letter}`)).toThrow(InvalidCursorError);
        if (forged !== cursor) expect(() => seqOf(forged)).toThrow(InvalidCursorError);
      }),
    );
  });

  it('is refused when it is anything else', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        expect(() => seqOf(text)).toThrow(InvalidCursorError);
      }),
    );
  });
});
