import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { parseQuery } from '../../../src/query/parse-query.ts';
import { queryFields } from '../../../src/query/query-fields.ts';

const guide = await readFile(new URL('../../../docs/query.md', import.meta.url), 'utf8');

describe('the guide to the query language', () => {
  it('describes every field', () => {
    const table = guide.slice(guide.search(/\| field +\| takes/), guide.indexOf('### Times'));
    const firstCells = table.split('\n').map((row) => row.split('|')[1] ?? '');
    const described = firstCells.flatMap((cell) =>
      [...cell.matchAll(/`([\w-]+):`/g)].map(([, name]) => name),
    );
    expect(described).toEqual([...queryFields.keys()]);
  });

  it('gives examples that can be read', () => {
    const [, examples = ''] = guide.split('```');
    const queries = examples
      .trim()
      .split('\n')
      .map((line) => line.split(/ {3,}/)[0] ?? '');
    expect(queries.length).toBeGreaterThan(4);
    for (const query of queries) expect(() => parseQuery(query), query).not.toThrow();
    const times = [...guide.matchAll(/`(claimed:[^`]+)`/g)].map(([, text]) => text ?? '');
    expect(times.length).toBeGreaterThan(8);
    for (const query of times) expect(() => parseQuery(query), query).not.toThrow();
  });
});
