import { expect, it } from 'vitest';
import { table } from '../../../src/cli/table.ts';

it('puts columns under each other, a Chinese sign as wide as two Latin ones', () => {
  expect(
    table([
      ['ab', 'x'],
      ['中', 'y'],
      ['a', 'z'],
    ]),
  ).toBe('ab  x\n中  y\na   z');
});

it('shows control characters of untrusted text instead of obeying them', () => {
  expect(table([['\u001b[2Jgone', 'x']])).toBe('\\u001b[2Jgone  x');
});
