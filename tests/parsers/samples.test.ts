import { describe, expect, it } from 'vitest';
import { joinPages } from '../../parsers/join-pages.ts';
import { parse } from '../../parsers/parse.ts';
import { ParsedArticle } from '../../src/model/parsed-article.ts';
import { pageOf, type Sample, sampleFile, samples } from './sample-page.ts';

type Expected = Record<string, unknown>;

const kinds = ['related', 'ranking', 'recommendation'] as const;
const pages = samples().filter(({ file }) => file.endsWith('.html'));

function read(sample: Sample, expected: Expected) {
  const fetchedAt =
    typeof expected.fetchedAt === 'string' ? new Date(expected.fetchedAt) : new Date('2025-06-01');
  return parse(pageOf(sampleFile(sample.file), { ...sample, fetchedAt: fetchedAt.toISOString() }));
}

/** The names of the expected files are older than those of the values; samples/README.md maps them. */
function checks(expected: Expected, parsed: ParsedArticle): [string, unknown, unknown][] {
  const rows: [string, unknown, unknown][] = [];
  const check = (key: string, actual: unknown, wanted: unknown) => {
    if (key in expected) rows.push([key, actual, wanted]);
  };
  for (const key of [
    'kind',
    'title',
    'titleWithSuffix',
    'siteName',
    'source',
    'dateline',
    'wireCredit',
    'category',
    'breadcrumb',
  ] as const) {
    check(key, parsed[key], expected[key]);
  }
  check('byline', parsed.authors, expected.byline === null ? [] : [expected.byline]);
  check('body', parsed.paragraphs, expected.body);
  const date = parsed.claimedDate;
  if (expected.publishedAtHasTz === true) {
    check('publishedAt', instant(date?.iso), instant(expected.publishedAt));
    check('publishedAtHasTz', date?.zone !== null, true);
  } else {
    check('publishedAt', date?.iso ?? null, expected.publishedAt);
    check('publishedAtHasTz', date?.zone ?? null, null);
  }
  check('publishedAtRaw', date?.raw ?? null, expected.publishedAtRaw);
  check('publishedAtPrecision', date?.precision, expected.publishedAtPrecision);
  check('modifiedAt', instant(parsed.modifiedDate?.iso), instant(expected.modifiedAt));
  const views = expected.views as { value: number | null } | null;
  check('views', parsed.views, views === null ? null : views?.value);
  const reactions = (expected.reactions ?? []) as { label: string; count: number | null }[];
  check(
    'reactions',
    parsed.reactions.map(({ label, count }) => ({ label, count })),
    reactions.map(({ label, count }) => ({ label, count })),
  );
  const links = (expected.links ?? {}) as Record<string, { text: string; fullTitle?: string; url: string }[]>;
  for (const kind of kinds) {
    if (!(kind in links)) continue;
    const wanted = (links[kind] ?? []).map(({ text, fullTitle, url }, i) => ({
      block: kind,
      position: i + 1,
      text: fullTitle ?? text,
      url,
    }));
    rows.push([`links.${kind}`, parsed.links.filter(({ block }) => block === kind), wanted]);
  }
  check('items', parsed.items, expected.items);
  if ('paging' in expected) {
    const { canonical, ...paging } = expected.paging as { canonical: string };
    rows.push(['paging', parsed.paging, paging], ['canonical', parsed.canonicalUrl, canonical]);
  }
  return rows;
}

function instant(iso: unknown): number | null {
  return typeof iso === 'string' ? Date.parse(iso) : null;
}

describe('the sample pages', () => {
  for (const sample of pages) {
    const expected: Expected = JSON.parse(sampleFile(sample.expected).toString('utf8'));
    describe(sample.file, () => {
      const parsed = read(sample, expected);
      it('gives a value of the schema, with the provenance of each field', () => {
        expect(ParsedArticle.parse(parsed)).toEqual(parsed);
        expect(parsed.provenance.length).toBeGreaterThan(1);
      });
      if (expected.needsBrowser) {
        it('is left to a browser, and its placeholder is no title', () => {
          expect(parsed).toMatchObject({ needsBrowser: true, kind: 'other', title: null, paragraphs: [] });
        });
        return;
      }
      it('needs no browser', () => expect(parsed.needsBrowser).toBe(false));
      for (const [name, actual, wanted] of checks(expected, parsed)) {
        it(`gives the expected ${name}`, () => expect(actual).toEqual(wanted));
      }
    });
  }

  it('joins the three parts of the paged article into one body', () => {
    const parts = pages.filter(({ file }) => file.includes('multipage')).map((sample) => read(sample, {}));
    const { mergedBody } = JSON.parse(sampleFile('sample-multipage-1.expected.json').toString('utf8'));
    expect(joinPages(parts).paragraphs).toEqual(mergedBody);
  });

  it('knows where the pages of the list stand', () => {
    const sample = pages.find(({ file }) => file === 'sample-list.html');
    if (!sample) throw new Error('samples/pages/sample-list.html is missing');
    expect(read(sample, {}).paging).toMatchObject({
      page: 2,
      pages: 25,
      next: 'https://assetlink.example/list/markets/index_3.html',
      prev: 'https://assetlink.example/list/markets/',
    });
  });
});
