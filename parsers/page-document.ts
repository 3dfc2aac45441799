import type { JsonObject } from './json-ld.ts';
import type { PageElement, PageRoot } from './node.ts';
import type { PageSurvey } from './survey/page-survey.ts';

/** A page read into a tree and surveyed once; every field parser reads this and nothing else. */
export type PageDocument = {
  root: PageRoot;
  survey: PageSurvey;
  /** Where the page was served from (after redirects). */
  url: string;
  /** What relative links resolve against: `<base href>` or `url`. */
  baseUrl: string;
  /** For relative dates ("3小时前"); a parser has no other clock. */
  fetchedAt: Date;
  /** JSON-LD objects in page order, `@graph` flattened; broken blocks are left out. */
  jsonLd: readonly JsonObject[];
  /** The JSON-LD object that describes this page's article. */
  article: JsonObject | null;
  /** The first content of the first of these meta names that is not empty. */
  meta(...names: string[]): { name: string; content: string } | null;
  /** Elements that a site file's selector finds; none where the selector cannot be read. */
  select(selector: string): PageElement[];
};
