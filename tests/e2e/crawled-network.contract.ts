import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Article } from '../../src/model/article.ts';
import { openSqliteStore } from '../../src/store/sqlite/open-sqlite-store.ts';
import { cli } from './run-cli.ts';

/** What a network of portals with a known truth gives to this journey. */
export type KnownNetwork = {
  portals: readonly {
    origin: string;
    startUrl: string;
    articles: readonly {
      url: string;
      title: string;
      language: string;
      claimedDate: { iso: string | null } | null;
      paragraphs: readonly string[];
      authors: readonly string[];
      reactions: readonly { label: string; count: number | null }[];
      links: readonly { block: string; url: string }[];
    }[];
    forbidden: readonly string[];
  }[];
  readonly requests: ReadonlyMap<string, number>;
  close(): Promise<void>;
};

/** A network of portals, crawled as a stranger would: everything found, nothing twice, the fields right. */
export function crawledNetworkContract(
  name: string,
  start: (options: { articlesPerPortal: number }) => Promise<KnownNetwork>,
): void {
  let data: string;
  let portals: KnownNetwork;
  let articles: Article[];

  beforeAll(async () => {
    data = mkdtempSync(join(tmpdir(), 'wellspring-unseen-'));
    portals = await start({ articlesPerPortal: 14 });
    const allow = portals.portals.map(({ origin }) => new URL(origin).host).join(',');
    const starts = portals.portals.map(({ startUrl }) => startUrl);
    const { code, err } = await cli(['crawl', ...starts, '--allow', allow, '--json'], { data });
    // A slow machine gets lines of progress, but no error.
    expect(err).not.toContain('wellspring:');
    expect(code).toBe(0);
    const store = await openSqliteStore({ file: join(data, 'wellspring.sqlite') });
    articles = [];
    for await (const article of store.export({ type: 'everything' })) articles.push(article);
    await store.close();
  }, 120_000);
  afterAll(async () => {
    await portals.close();
    rmSync(data, { recursive: true, force: true });
  });

  const truth = () => portals.portals.flatMap((portal) => portal.articles);

  describe(name, () => {
    it('is crawled with all its articles found, and none twice', () => {
      expect(articles.map(({ canonicalUrl }) => canonicalUrl).sort()).toEqual(
        truth()
          .map(({ url }) => url)
          .sort(),
      );
    });

    it('is asked for no page twice and for nothing that robots.txt forbids', () => {
      const twice = [...portals.requests].filter(([url, count]) => count > 1 && !url.endsWith('/robots.txt'));
      expect(twice).toEqual([]);
      const forbidden = portals.portals.flatMap((portal) => portal.forbidden);
      expect(forbidden.filter((url) => portals.requests.has(url))).toEqual([]);
    });

    it('is read with at least 95 of 100 fields right', () => {
      const byUrl = new Map(articles.map((article) => [article.canonicalUrl, article]));
      const wrong = new Map<string, number>();
      let right = 0;
      let fields = 0;
      for (const expected of truth()) {
        const found = byUrl.get(expected.url);
        const check = (field: string, got: unknown, wanted: unknown) => {
          fields += 1;
          if (plain(got) === plain(wanted)) right += 1;
          else {
            const site = new URL(expected.url).host;
            wrong.set(`${site} ${field}`, (wrong.get(`${site} ${field}`) ?? 0) + 1);
            if (process.env.WELLSPRING_DEBUG)
              process.stderr.write(
                `${field} ${expected.url}\n  got  ${plain(got)}\n  want ${plain(wanted)}\n`,
              );
          }
        };
        check('title', found?.title, expected.title);
        check('claimedDate', found?.claimedDate?.iso, expected.claimedDate?.iso);
        check('paragraphs', found?.paragraphs, expected.paragraphs);
        check('authors', found?.authors, expected.authors);
        check('language', found?.language, expected.language);
        check('reactions', counts(found?.reactions), counts(expected.reactions));
        for (const block of ['related', 'ranking', 'recommendation'] as const) {
          check(block, urls(found?.links, block), urls(expected.links, block));
        }
      }
      if (process.env.WELLSPRING_DEBUG) process.stderr.write(`${right} of ${fields} fields right\n`);
      expect(fields).toBe(truth().length * 9);
      expect(right / fields, JSON.stringify([...wrong])).toBeGreaterThanOrEqual(0.95);
    });
  });
}

const counts = (reactions: readonly { label: string; count: number | null }[] | undefined) =>
  reactions?.map(({ label, count }) => [label, count]);

const urls = (links: readonly { block: string; url: string }[] | undefined, block: string) =>
  links?.filter((link) => link.block === block).map(({ url }) => url);

/** As text, with spaces and the zone UTC written in one way. */
const plain = (value: unknown) =>
  JSON.stringify(value ?? null)
    .replace(/\s+/g, ' ')
    .replace(/\+00:00"/g, 'Z"');
