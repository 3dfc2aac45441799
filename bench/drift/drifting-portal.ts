import { hash } from 'node:crypto';
import iconv from 'iconv-lite';
import { parse } from '../../parsers/parse.ts';
import type { ExpectedArticle } from '../../src/demo/demo-article.ts';
import { demoPortal } from '../../src/demo/demo-portal.ts';
import { planPortals } from '../../src/demo/plan-portals.ts';
import { portalPages } from '../../src/demo/portal-pages.ts';
import { seededRandom } from '../../src/demo/seeded-random.ts';
import { pageSigns } from '../../src/health/page-signs.ts';
import type { Page } from '../../src/model/page.ts';
import { pageDigest } from '../../src/model/page-digest.ts';
import type { PageSigns } from '../../src/model/page-signs.ts';
import type { ParsedArticle } from '../../src/model/parsed-article.ts';
import type { LayoutChange } from './layout-changes.ts';

/** A demo portal as a source of pages that are read: as they were, or after a change. */
export type DriftingPortal = {
  name: string;
  host: string;
  /** In an order of chance. */
  articles: number;
  page(n: number, change?: LayoutChange): Page;
};

const names = ['Empire', 'WordPress', 'DedeCMS', 'brand bar', 'Empire, GBK', 'PHPCMS'];

/** Six templates, one portal each. */
export function driftingPortals(seed: number, articlesPerPortal: number): DriftingPortal[] {
  return planPortals({ seed, portals: 6, articlesPerPortal }).map((plan) => {
    const host = `p${plan.index}.example`;
    const portal = demoPortal(plan, `https://${host}`);
    const answer = portalPages(portal);
    const order = seededRandom('order', seed, plan.index).shuffled(
      Array.from({ length: portal.articles }, (_, index) => index),
    );
    return {
      name: names[plan.index % names.length] ?? plan.name,
      host,
      articles: order.length,
      page(n, change) {
        const expected = portal.expected(order[n % order.length] ?? 0);
        const served = answer(new URL(expected.url).pathname + new URL(expected.url).search);
        const html = iconv.decode(served.body, plan.template.charset);
        return pageOf(expected, change ? change.apply(html, expected, n) : html);
      },
    };
  });
}

function pageOf({ url }: ExpectedArticle, html: string): Page {
  const body = Buffer.from(html);
  return {
    ...{ url, finalUrl: url, fetchedAt: '2026-03-01T12:00:00.000Z', status: 200 },
    headers: { 'content-type': 'text/html; charset=utf-8' },
    ...{ body, via: 'http', digest: pageDigest(body) },
  };
}

export function signsOf(page: Page): { parsed: ParsedArticle; signs: PageSigns } {
  const parsed = parse(page);
  const signs = pageSigns(parsed, page.fetchedAt, (text) => hash('sha1', text, 'base64url').slice(0, 12));
  return { parsed, signs };
}
