import { isDeepStrictEqual } from 'node:util';
import type { ParsedArticle } from '../model/parsed-article.ts';
import { expectedOf } from './expected-of.ts';
import type { ExpectedFields } from './site-example.ts';

export type FieldCheck = {
  field: keyof ExpectedFields;
  right: boolean;
  expected: unknown;
  found: unknown;
  /** How it was found ("site-file", "json-ld" …); null where the page gave nothing. */
  method: string | null;
};

/** One row a field that the example names, in its order. */
export function compareExample(expected: ExpectedFields, parsed: ParsedArticle): FieldCheck[] {
  const found = expectedOf(parsed);
  return Object.keys(expected)
    .filter((field): field is keyof ExpectedFields => field in found)
    .map((field) => ({
      field,
      right: isDeepStrictEqual(found[field], expected[field]),
      expected: expected[field],
      found: found[field],
      method: parsed.provenance.find((row) => row.field === field)?.method ?? null,
    }));
}
