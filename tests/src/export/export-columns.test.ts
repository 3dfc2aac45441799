import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { exportColumns } from '../../../src/export/export-columns.ts';

describe('the columns of an export', () => {
  it('are those that the guide describes, in that order', async () => {
    const guide = await readFile(new URL('../../../docs/api.md', import.meta.url), 'utf8');
    const table = guide.slice(
      guide.search(/\| column +\| holds/),
      guide.indexOf('Columns are only ever added'),
    );
    const firstCells = table.split('\n').map((row) => row.split('|')[1] ?? '');
    const described = firstCells.flatMap((cell) => [...cell.matchAll(/`(\w+)`/g)].map(([, name]) => name));
    expect(described).toEqual(exportColumns.map(({ name }) => name));
  });
});
