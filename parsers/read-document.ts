import { load } from 'cheerio/slim';
import { Parser } from 'htmlparser2';
import type { PageDocument } from './page-document.ts';
import { LimitedHandler, type PageLimits, pageLimits } from './preflight.ts';

export function readDocument(
  text: string,
  place: { url: string; fetchedAt: Date },
  limits: PageLimits = pageLimits,
): PageDocument {
  const handler = new LimitedHandler(limits);
  const parser = new Parser(handler, { decodeEntities: true });
  parser.end(text);
  const $ = load(handler.root, { xml: { xmlMode: false } });
  return { $, url: place.url, baseUrl: place.url, fetchedAt: place.fetchedAt, jsonLd: [] };
}
