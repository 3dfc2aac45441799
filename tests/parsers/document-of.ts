import type { PageDocument } from '../../parsers/page-document.ts';
import { readDocument } from '../../parsers/read-document.ts';

export function documentOf(html: string, url = 'https://portal.example/news/1.html'): PageDocument {
  return readDocument(html, { url, fetchedAt: new Date('2025-04-17T00:00:00Z') });
}
