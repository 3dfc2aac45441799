import { describe, expect, it } from 'vitest';
import type { Page } from '../../../src/model/page.ts';
import type { ParsedArticle } from '../../../src/model/parsed-article.ts';
import type { UrlRecord } from '../../../src/model/url-record.ts';
import { dateEvidence } from '../../../src/stories/date-evidence.ts';
import { storedArticle } from './stored-article.ts';

const url = 'https://news.example/a.html';

function parsed(fields: Partial<ParsedArticle>): ParsedArticle {
  return { ...storedArticle({}), url, canonicalUrl: url, claimedDate: null, body: '', ...fields };
}

function page(headers: Record<string, string> = {}): Page {
  return {
    url,
    finalUrl: url,
    fetchedAt: '2025-04-20T08:00:00.000Z',
    status: 200,
    headers,
    body: new Uint8Array(),
    via: 'http',
    digest: `sha256:${'0'.repeat(64)}`,
  };
}

function record(discovery: Partial<UrlRecord['discovery']> = {}): UrlRecord {
  return {
    url,
    host: 'news.example',
    outcome: 'queued',
    waitsFor: 'ingest',
    reason: 'found in a list',
    discovery: { by: 'list', from: null, date: null, ...discovery },
    depth: 1,
    priority: 1,
    runId: null,
    firstSeenAt: '2025-04-19T07:00:00.000Z',
    updatedAt: '2025-04-19T07:00:00.000Z',
    lastFetch: null,
    articleId: null,
  };
}

const firstSeen = {
  kind: 'first-seen',
  raw: '2025-04-19T07:00:00.000Z',
  iso: '2025-04-19T07:00:00.000Z',
  zone: 'Z',
};

describe('dateEvidence', () => {
  it('always holds our own first sight, the same at every visit', () => {
    expect(dateEvidence(parsed({}), page(), record())).toEqual([firstSeen]);
  });

  it('holds the claimed date as printed, and assumes no zone for it', () => {
    const claimedDate = {
      raw: 'Date:2025-04-16 12:47:42',
      iso: '2025-04-16T12:47:42',
      precision: 'second',
      zone: null,
    } as const;
    expect(dateEvidence(parsed({ claimedDate }), page(), record())).toContainEqual({
      kind: 'claimed',
      raw: 'Date:2025-04-16 12:47:42',
      iso: '2025-04-16T12:47:42',
      zone: null,
    });
  });

  it('holds JSON-LD and meta dates, also where another reading won', () => {
    const provenance: ParsedArticle['provenance'] = [
      {
        field: 'claimedDate',
        method: 'label',
        path: '.info',
        raw: 'Date:2025-04-16',
        confidence: 0.8,
        rivals: [
          { method: 'json-ld', path: '$.datePublished', raw: '2023-12-04T10:15:00+08:00' },
          { method: 'meta', path: 'meta[property="article:published_time"]', raw: '2023-12-04' },
        ],
      },
      { field: 'title', method: 'meta', path: 'meta', raw: '2001-01-01', confidence: 1, rivals: [] },
    ];
    expect(dateEvidence(parsed({ provenance }), page(), record())).toEqual([
      { kind: 'json-ld', raw: '2023-12-04T10:15:00+08:00', iso: '2023-12-04T10:15:00+08:00', zone: '+08:00' },
      { kind: 'open-graph', raw: '2023-12-04', iso: '2023-12-04', zone: null },
      firstSeen,
    ]);
  });

  it('holds a printed date beside the machine-readable one that won', () => {
    const provenance: ParsedArticle['provenance'] = [
      {
        field: 'claimedDate',
        method: 'json-ld',
        path: 'datePublished',
        raw: '2023-12-04',
        confidence: 0.93,
        rivals: [
          { method: 'label', path: '.info', raw: 'April 16, 2025' },
          { method: 'address', path: 'url', raw: '2023-12-04' },
        ],
      },
    ];
    expect(dateEvidence(parsed({ provenance }), page(), record())).toEqual([
      { kind: 'json-ld', raw: '2023-12-04', iso: '2023-12-04', zone: null },
      { kind: 'claimed', raw: 'April 16, 2025', iso: '2025-04-16', zone: null },
      firstSeen,
    ]);
  });

  it.each([
    ['https://news.example/2023/12/04/a.html', '2023-12-04'],
    ['https://news.example/news/20231204/12.html', '2023-12-04'],
    ['https://news.example/2023-12/04/c_1.htm', '2023-12-04'],
    ['https://news.example/2023/1204/c1.html', '2023-12-04'],
    ['https://news.example/202312/t1.html', '2023-12'],
  ])('reads the date in the address %s', (canonicalUrl, iso) => {
    const evidence = dateEvidence(parsed({ canonicalUrl }), page(), record());
    expect(evidence.find(({ kind }) => kind === 'url')).toMatchObject({ iso, zone: null });
  });

  it.each([
    'https://news.example/news/281c64899070.html',
    'https://news.example/2023/99/99/a.html',
    'https://news.example/a.html?d=2023-12-04',
  ])('sees no date in the address %s', (canonicalUrl) => {
    expect(dateEvidence(parsed({ canonicalUrl }), page(), record())).toEqual([firstSeen]);
  });

  it('holds the date that a feed or sitemap printed beside the address, but not one of a list', () => {
    const date = 'Mon, 04 Dec 2023 10:15:00 GMT';
    for (const by of ['feed', 'sitemap'] as const) {
      expect(dateEvidence(parsed({}), page(), record({ by, date }))[0]).toEqual({
        kind: by,
        raw: date,
        iso: '2023-12-04T10:15:00Z',
        zone: 'Z',
      });
    }
    expect(dateEvidence(parsed({}), page(), record({ by: 'list', date }))).toEqual([firstSeen]);
  });

  it('keeps a date whose zone has only a name, without that zone', () => {
    const date = 'Mon, 04 Dec 2023 10:15:00 CST';
    expect(dateEvidence(parsed({}), page(), record({ by: 'feed', date }))[0]).toMatchObject({
      iso: '2023-12-04T10:15:00',
      zone: null,
    });
  });

  it('keeps a raw date that cannot be read', () => {
    expect(dateEvidence(parsed({}), page(), record({ by: 'feed', date: 'yesterday' }))[0]).toEqual({
      kind: 'feed',
      raw: 'yesterday',
      iso: null,
      zone: null,
    });
  });

  it('holds the Last-Modified header', () => {
    const headers = { 'last-modified': 'Tue, 05 Dec 2023 00:00:01 GMT' };
    expect(dateEvidence(parsed({}), page(headers), record())[0]).toMatchObject({
      kind: 'last-modified',
      iso: '2023-12-05T00:00:01Z',
    });
  });

  it('holds dates and weekdays of the text; only a whole date can be put in order', () => {
    const body = 'KATHMANDU, April 25 (Reuters) - It said on Tuesday what it had said on Feb. 24, 2022.';
    expect(dateEvidence(parsed({ body, language: 'en' }), page(), record()).slice(1)).toEqual([
      { kind: 'text', raw: 'April 25', iso: null, zone: null },
      { kind: 'text', raw: 'Tuesday', iso: null, zone: null },
      { kind: 'text', raw: 'Feb. 24, 2022', iso: '2022-02-24', zone: null },
    ]);
  });
});
