import type { Article } from '../../../src/model/article.ts';
import { articleId } from '../../../src/model/article-id.ts';
import type { Story } from '../../../src/model/story.ts';
import type { UrlRecord } from '../../../src/model/url-record.ts';
import type { ArticleWrite, Commit } from '../../../src/store/article-store.ts';
import { inventedArticle } from '../../invented-article.ts';

export const at = '2026-01-02T03:04:05.000Z';

/** An article of portal.example; its story is its own where `change` names none. */
export function article(path: string, change: Partial<Article> = {}): Article {
  const url = `https://portal.example/${path}`;
  const body = change.body ?? `The council of ${path} met on Monday.`;
  return inventedArticle({
    url,
    canonicalUrl: url,
    title: `News of ${path}`,
    authors: ['Ann Smith'],
    claimedDate: { raw: '2025-04-16', iso: '2025-04-16', precision: 'day', zone: null },
    paragraphs: [body],
    body,
    reactions: [{ label: 'veryGood!', count: 15, atLeast: false }],
    firstSeenAt: at,
    lastSeenAt: at,
    storyId: `s${articleId(url)}`,
    ...change,
  });
}

/** A story as it is judged over these members; the first is the earliest. */
export function storyOf(first: Article, ...others: Article[]): Story {
  const members = [first, ...others];
  const sites = [...new Set(members.map(({ site }) => site))].sort();
  return {
    id: first.storyId,
    title: first.title,
    members: members.map(({ id }) => id),
    sites,
    earliest: {
      articleId: first.id,
      iso: null,
      kind: 'first-seen',
      reason: 'first seen then',
      confidence: 0.5,
    },
    spread: {
      firstSeenAt: first.firstSeenAt,
      lastSeenAt: first.lastSeenAt,
      copies: others.length,
      sites: sites.length,
      medianLagDays: null,
    },
  };
}

export function write(one: Article, change: Partial<ArticleWrite> = {}): ArticleWrite {
  return {
    article: one,
    sketch: { bands: [1, 2], sketch: new Uint8Array([1]) },
    expectedRevision: one.revision - 1,
    revision: null,
    changed: true,
    ...change,
  };
}

export function emptyCommit(change: Partial<Commit> = {}): Commit {
  return { at, articles: [], rejudged: [], stories: [], observations: [], urls: [], ...change };
}

/** New articles, each with a story of its own. */
export function batch(...articles: Article[]): Commit {
  return emptyCommit({
    articles: articles.map((one) => write(one)),
    stories: articles.map((one) => ({ story: storyOf(one), absorbed: [] })),
  });
}

export function urlRecord(url: string, change: Partial<UrlRecord> = {}): UrlRecord {
  return {
    url,
    host: 'portal.example',
    outcome: 'queued',
    waitsFor: 'fetch',
    reason: 'found',
    discovery: { by: 'start', from: null, date: null },
    depth: 0,
    priority: 0,
    runId: 'r1',
    firstSeenAt: at,
    updatedAt: at,
    lastFetch: null,
    articleId: null,
    ...change,
  };
}
