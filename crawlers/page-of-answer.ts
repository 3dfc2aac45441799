import type { Page } from '../src/model/page.ts';
import { pageDigest } from '../src/model/page-digest.ts';
import type { Answer } from './fetch/guarded-client.ts';

/** An answer as a Page: what the archive keeps and the parsers read. */
export function pageOfAnswer(
  url: string,
  finalUrl: string,
  { status, headers, body }: Answer,
  at: Date,
): Page {
  return {
    url,
    finalUrl,
    fetchedAt: at.toISOString(),
    status,
    headers,
    body,
    via: 'http',
    digest: pageDigest(body),
  };
}
