import type { CheerioAPI } from 'cheerio';

/** A page read into a tree once; every field parser reads this and nothing else. Treat `$` as read-only. */
export type PageDocument = {
  $: CheerioAPI;
  /** Where the page was served from (after redirects). */
  url: string;
  /** What relative links resolve against: `<base href>` or `url`. */
  baseUrl: string;
  /** For relative dates ("3小时前"); a parser has no other clock. */
  fetchedAt: Date;
  /** JSON-LD objects in page order, `@graph` flattened; broken blocks are left out. */
  jsonLd: readonly Readonly<Record<string, unknown>>[];
};
