import type { Page } from '../../src/model/page.ts';
import type { ParsedArticle } from '../../src/model/parsed-article.ts';
import type { DateContext } from '../dates/read-date.ts';
import { type DecodedText, decodeText } from '../decode.ts';
import type { JsonObject } from '../json-ld.ts';
import type { PageDocument } from '../page-document.ts';
import { parse } from '../parse.ts';
import { readDocument } from '../read-document.ts';

/** One example page, read in every way that a proposal looks at. */
export type ReadPage = {
  page: Page;
  document: PageDocument;
  decoded: DecodedText;
  /** By the generic parsers. */
  parsed: ParsedArticle;
  article: JsonObject | null;
  context: DateContext;
};

export function readExample(page: Page): ReadPage {
  const decoded = decodeText(page.body, page.headers['content-type'] ?? null);
  const fetchedAt = new Date(page.fetchedAt);
  const document = readDocument(decoded.text, { url: page.finalUrl, fetchedAt });
  const monthFirst = /^en-us/i.test(document.survey.htmlLang ?? '');
  const context = { fetchedAt, monthFirst };
  return { page, document, decoded, parsed: parse(page), article: document.article, context };
}
