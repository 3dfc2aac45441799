import type { Article } from '../../../src/model/article.ts';
import type { Story } from '../../../src/model/story.ts';
import type { ArticleStore, Commit, StoryWrite } from '../../../src/store/article-store.ts';
import { inventedArticle } from '../../invented-article.ts';

/** What one writer does; articles and stories are named by small numbers, so that writers meet. */
export type WriterStep =
  | { do: 'write'; article: number; story: number; text: number; views: number }
  | { do: 'author'; article: number; author: number }
  | { do: 'remove'; article: number }
  | { do: 'move'; article: number; story: number }
  | { do: 'merge'; from: number; into: number };

const WORDS = ['alpha', 'beta', 'gamma', 'delta'];
const idOf = (n: number) => newArticle(n).id;

function newArticle(n: number): Article {
  return inventedArticle({ canonicalUrl: `https://site${n % 3}.example/${n}.html` });
}

const empty = { rejudged: [], stories: [], observations: [], urls: [], articles: [] };

/**
 * One step as a worker does it: read, decide, commit; anew when another writer was first.
 *
 * @returns the last `seq` that was promised; null: there was nothing to do
 */
export async function writeStep(store: ArticleStore, step: WriterStep, at: string): Promise<number | null> {
  for (let tries = 0; tries < 50; tries += 1) {
    const commit = await commitOf(store, step, at);
    if (commit === 'remove') {
      const { article } = step as Extract<WriterStep, { do: 'remove' }>;
      return (await store.remove(idOf(article), 'asked for', at)) ? store.lastSeq() : null;
    }
    if (!commit) return null;
    try {
      return (await store.commit(commit)).lastSeq;
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === 'stale-commit')) throw error;
    }
  }
  throw new Error(`no turn after 50 tries: ${JSON.stringify(step)}`);
}

async function commitOf(
  store: ArticleStore,
  step: WriterStep,
  at: string,
): Promise<Commit | 'remove' | null> {
  switch (step.do) {
    case 'remove':
      return 'remove';
    case 'write': {
      const storyId = await standing(store, step.story);
      const before = await store.article(idOf(step.article));
      const title = `${WORDS[step.text % 4]} news of ${step.article}`;
      const changed = before?.title !== title;
      const article: Article = {
        ...(before ?? newArticle(step.article)),
        title,
        titleWithSuffix: title,
        storyId,
        lastSeenAt: at,
        views: step.views,
        firstSeenAt: before?.firstSeenAt ?? at,
        revision: before ? before.revision + (changed ? 1 : 0) : 1,
      };
      return {
        ...empty,
        at,
        articles: [
          {
            article,
            sketch: { bands: [step.article], sketch: new Uint8Array([1]) },
            expectedRevision: before?.revision ?? 0,
            revision: null,
            changed,
          },
        ],
        stories: [await judged(store, storyId, [article])],
      };
    }
    case 'author': {
      const before = await store.article(idOf(step.article));
      if (!before) return null;
      const article = { ...before, authors: [`Author ${step.author}`], lastSeenAt: at };
      return {
        ...empty,
        at,
        articles: [
          {
            article,
            sketch: { bands: [step.article], sketch: new Uint8Array([1]) },
            expectedRevision: before.revision,
            revision: null,
            changed: false,
          },
        ],
      };
    }
    case 'move': {
      const before = await store.article(idOf(step.article));
      if (!before) return null;
      const storyId = await standing(store, step.story);
      const { relation, dateVerdict, dateReasons, lagDays } = before;
      return {
        ...empty,
        at,
        rejudged: [{ articleId: before.id, storyId, relation, dateVerdict, dateReasons, lagDays }],
        stories: [await judged(store, storyId, [{ ...before, storyId }])],
      };
    }
    case 'merge': {
      const from = await standing(store, step.from);
      const into = await standing(store, step.into);
      const members = await store.members(from);
      if (from === into || members.length === 0) return null;
      const { story } = await judged(store, into, members);
      return { ...empty, at, stories: [{ story, absorbed: [from] }] };
    }
  }
}

async function standing(store: ArticleStore, n: number): Promise<string> {
  return (await store.currentStoryId(`story-${n}`)) ?? `story-${n}`;
}

async function judged(store: ArticleStore, id: string, more: readonly Article[]): Promise<StoryWrite> {
  const members = new Map((await store.members(id)).map((article) => [article.id, article]));
  for (const article of more) members.set(article.id, article);
  const all = [...members.values()].sort((a, b) => (a.firstSeenAt < b.firstSeenAt ? -1 : 1));
  const [first] = all;
  const sites = [...new Set(all.map(({ site }) => site))].sort();
  const story: Story = {
    id,
    title: first?.title ?? null,
    members: all.map((article) => article.id),
    sites,
    earliest: {
      articleId: first?.id ?? '',
      iso: null,
      kind: 'first-seen',
      reason: 'first seen',
      confidence: 0.5,
    },
    spread: {
      firstSeenAt: first?.firstSeenAt ?? '',
      lastSeenAt: all.at(-1)?.firstSeenAt ?? '',
      copies: all.length - 1,
      sites: sites.length,
      medianLagDays: null,
    },
  };
  return { story, absorbed: [] };
}

/** A time of its own for each step; later steps are later. */
export function stepTime(n: number): string {
  return new Date(Date.UTC(2026, 0, 2) + n * 1_000).toISOString();
}
