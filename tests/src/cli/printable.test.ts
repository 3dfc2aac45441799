import { expect, it } from 'vitest';
import { shortened } from '../../../src/cli/printable.ts';

it('makes one line of at most the given length', () => {
  expect(shortened('  one\n two  three', 8)).toBe('one two…');
  expect(shortened('short', 8)).toBe('short');
});

it('shows marks that turn the direction of writing', () => {
  expect(shortened('a\u202eb', 20)).toBe('a\\u202eb');
});
