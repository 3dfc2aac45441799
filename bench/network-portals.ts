import { parse } from '../parsers/parse.ts';
import { demoPortal } from '../src/demo/demo-portal.ts';
import { type PortalPlan, planPortals } from '../src/demo/plan-portals.ts';
import { portalPages } from '../src/demo/portal-pages.ts';
import { brandBar } from '../src/demo/templates/brand-bar.ts';
import { empireEnglish } from '../src/demo/templates/empire-english.ts';
import type { Page } from '../src/model/page.ts';
import { clusterArticles } from '../src/stories/cluster-articles.ts';
import { type NetworkArticle, siteNetwork } from '../src/stories/site-network.ts';

/** Templates take turns. */
const templateCount = 6;

export type PairCounts = {
  /** Pairs of sites under one hand, pairs that are in one group, and those that are both. */
  wanted: number;
  grouped: number;
  right: number;
};

/** A network of demo portals, of which it is known who runs which. */
export type KnownNetwork = {
  articles: NetworkArticle[];
  /**
   * Of each site: portals that copy in one template are run by one hand, and so are those whose addresses add up to 99,999;
   * an honest one has a hand of its own.
   */
  operators: Map<string, string>;
};

/** Pages as a crawl would bring them, read by the parsers; no socket is opened. The lag is the true one. */
export function knownNetwork(options: {
  seed: number;
  portals: number;
  articlesPerPortal: number;
}): KnownNetwork {
  const operators = new Map<string, string>();
  const read = planPortals(options).flatMap((plan) => {
    const site = `${options.seed}-${plan.index}.portal${plan.index}.example`;
    operators.set(site, operatorOf(plan, site));
    const portal = demoPortal(plan, `https://${site}`);
    const answer = portalPages(portal);
    return Array.from({ length: portal.articles }, (_, i) => {
      const { paths, postedAt, firstPublishedAt } = portal.article(i);
      const { body, contentType } = answer(paths[0]);
      const lagDays = (postedAt.getTime() - firstPublishedAt.getTime()) / 86_400_000;
      return { ...parse(pageOf(`https://${site}${paths[0]}`, body, contentType)), lagDays };
    });
  });
  const stories = clusterArticles(read.map(({ url, site, title, body }) => ({ id: url, site, title, body })));
  const articles = read.flatMap((article, i): NetworkArticle[] => {
    const story = stories[i];
    return story ? [{ ...article, storyId: story.storyId, relation: story.relation }] : [];
  });
  return { articles, operators };
}

function operatorOf({ template, index }: PortalPlan, site: string): string {
  if (template.honest) return site;
  return template === empireEnglish || template === brandBar ? '99999' : `template ${index % templateCount}`;
}

function pageOf(url: string, body: Uint8Array, contentType: string): Page {
  return {
    ...{ url, finalUrl: url, fetchedAt: '2026-01-01T00:00:00.000Z', status: 200 },
    ...{ headers: { 'content-type': contentType }, body: new Uint8Array(body), via: 'http', digest: '' },
  };
}

/** How the groups of the network stand to who really runs which site. */
export function pairCounts({ articles, operators }: KnownNetwork): PairCounts {
  const { sites } = siteNetwork(articles);
  const counts: PairCounts = { wanted: 0, grouped: 0, right: 0 };
  sites.forEach((a, i) => {
    for (const b of sites.slice(i + 1)) {
      const isOne = operators.get(a.site) === operators.get(b.site);
      const isGrouped = a.group === b.group;
      counts.wanted += Number(isOne);
      counts.grouped += Number(isGrouped);
      counts.right += Number(isOne && isGrouped);
    }
  });
  return counts;
}
