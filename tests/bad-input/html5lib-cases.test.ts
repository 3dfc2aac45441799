import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { parse } from '../../parsers/parse.ts';
import { ParseRefusedError } from '../../parsers/preflight.ts';
import { ParsedArticle } from '../../src/model/parsed-article.ts';
import { pageOf } from '../parsers/sample-page.ts';

/** The tokenizer cases of html5lib-tests (MIT, html5lib/LICENSE), as far as we need them: what goes in. */
const Case = z.object({
  name: z.string(),
  states: z.array(z.string()),
  lastStartTag: z.string().nullable(),
  input: z.string(),
});
const cases = z
  .array(Case)
  .parse(
    JSON.parse(
      gunzipSync(readFileSync(new URL('./html5lib/tokenizer-cases.json.gz', import.meta.url))).toString(),
    ),
  );

/** The 4,000 named entities differ in a name alone: every tenth is read by itself, all of them in the last test. */
const apart = cases.filter(({ name }, index) => !name.startsWith('namedEntities') || index % 10 === 0);

const sentence = 'The harbor office said on Thursday that the old clock will be repaired before winter. ';
const text = `<p>${sentence.repeat(3)}</p>`;
const after =
  '<p>It stood still for nine long years, and nobody has found out who stopped it in the first place.</p>';

/** A case that begins inside of an element (a title, a script) is put into one. */
function pageWith({ input, lastStartTag }: z.infer<typeof Case>): string {
  const opened = lastStartTag ? `<${lastStartTag}>${input}` : input;
  return `<title>Clock to be repaired</title><h1>Clock to be repaired</h1>${text}${opened}${after}`;
}

describe('the tokenizer cases of html5lib', () => {
  it('are more than 6,000', () => expect(cases.length).toBeGreaterThan(6_000));

  it('are read to a value of the schema, the headline and the text before them intact', () => {
    for (const one of apart) {
      const parsed = parse(pageOf(pageWith(one)));
      expect(ParsedArticle.safeParse(parsed).success, one.name).toBe(true);
      expect(parsed.title, one.name).toBe('Clock to be repaired');
      expect(parsed.body, one.name).toContain(sentence.repeat(3).trim());
    }
  });

  it('are read or refused alone, as the first bytes of a page', () => {
    for (const one of apart) {
      try {
        const parsed = parse(pageOf(one.input));
        expect(parsed.claimedDate, one.name).toBeNull();
        expect(parsed.authors, one.name).toEqual([]);
      } catch (error) {
        expect(error, one.name).toBeInstanceOf(ParseRefusedError);
      }
    }
  });

  it('take no longer together, one after the other on one page', () => {
    const page = cases
      .filter(({ lastStartTag }) => lastStartTag === null)
      .map(({ input }) => `<p>${input}</p>`)
      .join('\n');
    expect(ParsedArticle.safeParse(parse(pageOf(`<title>All</title><h1>All</h1>${page}`))).success).toBe(
      true,
    );
  });
});
