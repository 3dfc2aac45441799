import type { Article } from '../model/article.ts';

type Cell = string | number | null;

/** One column of the flat formats. Columns are only ever added, and at the end: readers may count on their places. */
export type ExportColumn = {
  name: string;
  type: 'text' | 'instant' | 'integer' | 'number' | 'json';
  /** Null: not known. `instant` is ISO 8601 in UTC, `json` is JSON text. */
  value(article: Article): Cell;
};

/** The columns of CSV and Parquet in order, as `docs/api.md` describes them. */
export const exportColumns: readonly ExportColumn[] = [
  text('id', ({ id }) => id),
  integer('revision', ({ revision }) => revision),
  text('storyId', ({ storyId }) => storyId),
  text('relation', ({ relation }) => relation),
  text('site', ({ site }) => site),
  text('siteName', ({ siteName }) => siteName),
  text('url', ({ url }) => url),
  text('canonicalUrl', ({ canonicalUrl }) => canonicalUrl),
  text('title', ({ title }) => title),
  text('authors', ({ authors }) => (authors.length > 0 ? authors.join('; ') : null)),
  text('category', ({ category }) => category),
  text('language', ({ language }) => language),
  text('claimedDate', ({ claimedDate }) => claimedDate?.iso ?? null),
  text('claimedDatePrecision', ({ claimedDate }) => claimedDate?.precision ?? null),
  text('claimedDateZone', ({ claimedDate }) => claimedDate?.zone ?? null),
  text('claimedDateRaw', ({ claimedDate }) => claimedDate?.raw ?? null),
  text('dateVerdict', ({ dateVerdict }) => dateVerdict),
  json('dateReasons', ({ dateReasons }) => dateReasons),
  { name: 'lagDays', type: 'number', value: ({ lagDays }) => lagDays },
  instant('firstSeenAt', ({ firstSeenAt }) => firstSeenAt),
  instant('lastSeenAt', ({ lastSeenAt }) => lastSeenAt),
  integer('views', ({ views }) => views),
  integer('reactionCount', reactionCount),
  json('reactions', ({ reactions }) => reactions),
  text('dateline', ({ dateline }) => dateline),
  text('wireCredit', ({ wireCredit }) => wireCredit),
  text('source', ({ source }) => source),
  text('body', ({ body }) => body),
  json('links', ({ links }) => links),
  json('dateEvidence', ({ dateEvidence }) => dateEvidence),
  text('template', ({ template }) => template),
  text('parserVersion', ({ parserVersion }) => parserVersion),
];

/** Sum of the counts that are known; null where none is: missing is not zero. */
function reactionCount({ reactions }: Article): number | null {
  const counts = reactions.map(({ count }) => count).filter((count) => count !== null);
  return counts.length > 0 ? counts.reduce((sum, count) => sum + count, 0) : null;
}

function text(name: string, value: (article: Article) => string | null): ExportColumn {
  return { name, type: 'text', value };
}

function instant(name: string, value: (article: Article) => string): ExportColumn {
  return { name, type: 'instant', value };
}

function integer(name: string, value: (article: Article) => number | null): ExportColumn {
  return { name, type: 'integer', value };
}

function json(name: string, value: (article: Article) => unknown): ExportColumn {
  return { name, type: 'json', value: (article) => JSON.stringify(value(article)) };
}
