import { parse } from '../parsers/parse.ts';
import { demoPortal } from '../src/demo/demo-portal.ts';
import { type PortalPlan, planPortals } from '../src/demo/plan-portals.ts';
import { type PortalAnswer, portalPages } from '../src/demo/portal-pages.ts';
import { brandBar } from '../src/demo/templates/brand-bar.ts';
import { empireEnglish } from '../src/demo/templates/empire-english.ts';
import type { Article } from '../src/model/article.ts';
import { articleId } from '../src/model/article-id.ts';
import type { Page } from '../src/model/page.ts';
import type { Story } from '../src/model/story.ts';
import type { UrlRecord } from '../src/model/url-record.ts';
import { clusterArticles } from '../src/stories/cluster-articles.ts';
import { dateEvidence } from '../src/stories/date-evidence.ts';
import { judgeStory } from '../src/stories/judge-story.ts';
import { siteNetwork } from '../src/stories/site-network.ts';

/** Templates take turns. */
const templateCount = 6;

export type PairCounts = {
  /** Pairs of sites under one hand, pairs that are in one group, and those that are both. */
  wanted: number;
  grouped: number;
  right: number;
};

/** Demo portals, read and judged, beside what is known of them. */
export type KnownPortals = {
  articles: Article[];
  stories: Story[];
  /**
   * Of each site: portals that copy in one template are run by one hand, and so are those whose addresses add up to 99,999;
   * an honest one has a hand of its own.
   */
  operators: Map<string, string>;
  /** Of each article, when its text really appeared first, and when the portal says that it did; in milliseconds. */
  dates: Map<string, { firstMs: number; claimedMs: number }>;
};

const seenAt = '2026-01-01T00:00:00.000Z';

/** Pages as a crawl would bring them, through the parsers and the judge of stories; no socket is opened. */
export function knownPortals(options: {
  seed: number;
  portals: number;
  articlesPerPortal: number;
}): KnownPortals {
  const known: KnownPortals = { articles: [], stories: [], operators: new Map(), dates: new Map() };
  const read = planPortals(options).flatMap((plan) => {
    const site = `${options.seed}-${plan.index}.portal${plan.index}.example`;
    known.operators.set(site, operatorOf(plan, site));
    const portal = demoPortal(plan, `https://${site}`);
    const answer = portalPages(portal);
    return Array.from({ length: portal.articles }, (_, i) => {
      const { paths, postedAt, firstPublishedAt } = portal.article(i);
      const article = articleOf(pageOf(`https://${site}${paths[0]}`, answer(paths[0])));
      known.dates.set(article.id, { firstMs: firstPublishedAt.getTime(), claimedMs: postedAt.getTime() });
      return article;
    });
  });
  const clusters = clusterArticles(read);
  const byStory = Map.groupBy(read, (_, i) => clusters[i]?.storyId ?? '');
  for (const [storyId, group] of byStory) {
    const { story, members } = judgeStory(storyId, group);
    known.stories.push(story);
    members.forEach((opinion) => {
      const article = group.find(({ id }) => id === opinion.articleId);
      if (article) known.articles.push({ ...article, ...opinion });
    });
  }
  return known;
}

function articleOf(page: Page): Article {
  const parsed = parse(page);
  return {
    ...parsed,
    ...{ id: articleId(parsed.canonicalUrl), revision: 1, firstSeenAt: seenAt, lastSeenAt: seenAt },
    ...{ storyId: '', relation: 'unique', dateEvidence: dateEvidence(parsed, page, recordOf(page)) },
    ...{ dateVerdict: 'unknown', dateReasons: [], lagDays: null, snapshot: null, outcome: 'stored' },
  };
}

function recordOf({ url }: Page): UrlRecord {
  return {
    ...{ url, host: new URL(url).host, outcome: 'queued', waitsFor: 'ingest', reason: '', depth: 0 },
    ...{ discovery: { by: 'start', from: null, date: null }, priority: 0, runId: 'r', articleId: null },
    ...{ firstSeenAt: seenAt, updatedAt: seenAt, lastFetch: null },
  };
}

function operatorOf({ template, index }: PortalPlan, site: string): string {
  if (template.honest) return site;
  return template === empireEnglish || template === brandBar ? '99999' : `template ${index % templateCount}`;
}

function pageOf(url: string, { body, contentType, lastModified }: PortalAnswer): Page {
  return {
    ...{
      url,
      finalUrl: url,
      fetchedAt: seenAt,
      status: 200,
      body: new Uint8Array(body),
      via: 'http',
      digest: '',
    },
    headers: {
      'content-type': contentType,
      ...(lastModified ? { 'last-modified': lastModified.toUTCString() } : {}),
    },
  };
}

/** How the groups of the network stand to who really runs which site. */
export function pairCounts({ articles, operators }: KnownPortals): PairCounts {
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

export type DateCounts = {
  /** Stories with a date that is borne out, and those of them where it is the true one, within a day and a half. */
  borneOut: number;
  right: number;
  /** Stories whose date rests on less, and those of them where it is right. */
  weak: number;
  weakRight: number;
  /** Articles that are dated more than two days too late, those that are judged so, and those that are both. */
  late: number;
  judgedLate: number;
  rightlyLate: number;
};

const borneOutFrom = 0.5;
const dayMs = 86_400_000;

/** How the judged dates stand to the true ones. */
export function dateCounts({ articles, stories, dates }: KnownPortals): DateCounts {
  const counts = { borneOut: 0, right: 0, weak: 0, weakRight: 0, late: 0, judgedLate: 0, rightlyLate: 0 };
  for (const { earliest } of stories) {
    const trueMs = dates.get(earliest.articleId)?.firstMs ?? 0;
    const isRight = earliest.iso !== null && Math.abs(Date.parse(earliest.iso) - trueMs) <= 1.5 * dayMs;
    const isBorneOut = earliest.confidence >= borneOutFrom;
    counts[isBorneOut ? 'borneOut' : 'weak'] += 1;
    if (isRight) counts[isBorneOut ? 'right' : 'weakRight'] += 1;
  }
  for (const { id, dateVerdict } of articles) {
    const { firstMs = 0, claimedMs = 0 } = dates.get(id) ?? {};
    const isLate = claimedMs - firstMs > 2 * dayMs;
    counts.late += Number(isLate);
    counts.judgedLate += Number(dateVerdict === 'late');
    counts.rightlyLate += Number(isLate && dateVerdict === 'late');
  }
  return counts;
}
