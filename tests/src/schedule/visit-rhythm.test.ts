import { describe, expect, it } from 'vitest';
import type { UrlRecord } from '../../../src/model/url-record.ts';
import { withRhythm } from '../../../src/schedule/visit-rhythm.ts';
import { urlRecord } from '../store/store-values.ts';

const hourMs = 3_600_000;
const start = Date.parse('2026-03-01T00:00:00Z');
const iso = (ms: number) => new Date(ms).toISOString();

const fresh = urlRecord('https://portal.example/page', {
  discovery: { by: 'list', from: 'https://portal.example/', date: null },
});

/** A page visited at these hours, each time with these links: how long it is left alone after the last visit. */
function gapAfter(visits: readonly { hour: number; links: readonly string[] }[]): number {
  let record: UrlRecord = fresh;
  for (const { hour, links } of visits) {
    const at = iso(start + hour * hourMs);
    const lastFetch = {
      ...{ at, status: 200, finalUrl: record.url, etag: null, lastModified: null, digest: null },
      snapshot: null,
    };
    const waiting: UrlRecord = { ...record, outcome: 'queued', waitsFor: 'fetch' };
    const fetched = withRhythm({ ...waiting, waitsFor: 'ingest', lastFetch, updatedAt: at }, waiting, links);
    record = withRhythm({ ...fetched, outcome: 'not-article', waitsFor: null, updatedAt: at }, fetched);
  }
  const { nextAt } = record.rhythm ?? { nextAt: null };
  return (Date.parse(nextAt ?? '') - Date.parse(record.updatedAt)) / hourMs;
}

/** Visits each so many hours, of a page that has another link each time or always the same ones. */
const visits = (count: number, everyHours: number, changing: boolean) =>
  Array.from({ length: count }, (_, n) => ({
    hour: n * everyHours,
    links: changing ? [`/${n}`] : ['/a', '/b'],
  }));

describe('the rhythm of a page that leads on', () => {
  it('is short where each visit finds new addresses, and long where none does, within bounds', () => {
    expect(gapAfter(visits(40, 1, true))).toBeLessThan(1);
    expect(gapAfter(visits(40, 1, true))).toBeGreaterThanOrEqual(0.5);
    expect(gapAfter(visits(8, 24, false))).toBeGreaterThan(48);
    expect(gapAfter(visits(400, 24, false))).toBe(7 * 24);
    expect(gapAfter(visits(400, 0.1, true))).toBe(0.5);
  });

  it('takes addresses in another order for no change', () => {
    const links = [
      { hour: 0, links: ['/a', '/b'] },
      { hour: 24, links: ['/b', '/a', '/a'] },
    ];
    expect(gapAfter(links)).toBeCloseTo(gapAfter(visits(2, 24, false)));
  });

  it('lets a page that fails be for longer each time, and begins anew when it answers', () => {
    let record: UrlRecord = fresh;
    const gaps: number[] = [];
    for (let n = 0; n < 5; n++) {
      const at = iso(start + n * 1_000 * hourMs);
      const waiting: UrlRecord = { ...record, outcome: 'queued', waitsFor: 'fetch' };
      record = withRhythm(
        { ...waiting, outcome: 'http-error', waitsFor: null, reason: 'HTTP 503', updatedAt: at },
        waiting,
      );
      gaps.push((Date.parse(record.rhythm?.nextAt ?? '') - Date.parse(at)) / hourMs);
    }
    expect(gaps).toEqual([1, 24, 7 * 24, 30 * 24, 30 * 24]);
  });

  it('leaves starts to their schedule', () => {
    const started = { ...fresh, discovery: { by: 'start', from: null, date: null } } as const;
    const fetched = withRhythm({ ...started, waitsFor: 'ingest' }, started, ['/a']);
    expect(withRhythm({ ...fetched, outcome: 'not-article', waitsFor: null }, fetched).rhythm?.nextAt).toBe(
      null,
    );
  });
});
