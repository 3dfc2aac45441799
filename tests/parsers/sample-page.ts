import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { Page } from '../../src/model/page.ts';

const folder = new URL('../../samples/pages/', import.meta.url);

export type Sample = { file: string; expected: string; url: string; contentType: string };

export function samples(): Sample[] {
  return JSON.parse(readFileSync(new URL('manifest.json', folder), 'utf8'));
}

export function sampleFile(name: string): Buffer {
  return readFileSync(new URL(name, folder));
}

/** A page as the crawlers hand it over. */
export function pageOf(
  body: string | Uint8Array,
  place: { url?: string; contentType?: string; fetchedAt?: string } = {},
): Page {
  const bytes = typeof body === 'string' ? new TextEncoder().encode(body) : body;
  const url = place.url ?? 'https://portal.example/news/1.html';
  return {
    url,
    finalUrl: url,
    fetchedAt: place.fetchedAt ?? '2025-04-17T00:00:00.000Z',
    status: 200,
    headers: { 'content-type': place.contentType ?? 'text/html; charset=utf-8' },
    body: Uint8Array.from(bytes),
    via: 'http',
    digest: `sha256:${createHash('sha256').update(bytes).digest('hex')}`,
  };
}
