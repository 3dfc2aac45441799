import { parse } from '../parsers/parse.ts';
import type { Page } from '../src/model/page.ts';
import type { Labelled, Row } from './extract-scorer.ts';

/** A page of the kit as the crawler would hand it over. */
export function pageOf(row: Row, body: Uint8Array<ArrayBuffer>): Page {
  return {
    url: row.url,
    finalUrl: row.url,
    // The kit's pages were fetched at different times; without a day of its own a page was read after all of them.
    fetchedAt: new Date(row.crawledAt ?? '2026-10-01T00:00:00Z').toISOString(),
    status: 200,
    headers: { 'content-type': 'text/html' },
    body,
    via: 'archive',
    digest: `sha256:${'0'.repeat(64)}`,
  };
}

/** What the scorer reads of the parsed page; a refusal is an answer without fields. */
export function answerOf(row: Row, page: Page): Labelled {
  try {
    const { title, authors, claimedDate, body, language } = parse(page);
    return { id: row.id, title, authors, claimedDate, body, language };
  } catch (error) {
    return { id: row.id, error: error instanceof Error ? error.message : String(error) };
  }
}
