import type { Article } from '../../../src/model/article.ts';
import type { ChangeEvent } from '../../../src/model/change-event.ts';
import type { Story } from '../../../src/model/story.ts';
import type { Query } from '../../../src/query/query.ts';
import type { ChangeHistory } from '../../../src/store/change-history.ts';
import { lastingPart } from '../../../src/store/same-to-followers.ts';

type Held = ReturnType<typeof lastingPart>;

/** What a follower holds. */
export type Replica = { articles: Map<string, Held>; stories: Map<string, Story>; seq: number };

export const emptyReplica = (): Replica => ({ articles: new Map(), stories: new Map(), seq: 0 });

export function copyOf({ articles, stories, seq }: Replica): Replica {
  return { articles: new Map(articles), stories: new Map(stories), seq };
}

/** What a follower does with a change; a change that it has already does no harm. */
export function apply(replica: Replica, event: ChangeEvent): void {
  switch (event.type) {
    case 'article.created':
    case 'article.updated':
      replica.articles.set(event.id, lastingPart(event.data));
      break;
    case 'article.removed':
      replica.articles.delete(event.id);
      break;
    case 'story.changed':
      replica.stories.set(event.id, event.data);
      break;
    case 'story.merged':
      replica.stories.delete(event.id);
      break;
  }
}

/** A snapshot of the store as a replica: where a follower begins, and what it has to end with. */
export async function snapshotReplica(history: ChangeHistory, query: Query): Promise<Replica> {
  const snapshot = await history.snapshot();
  try {
    const replica: Replica = { ...emptyReplica(), seq: snapshot.seq };
    for await (const article of snapshot.articles(query)) replica.articles.set(article.id, held(article));
    if (query.type === 'everything') {
      for await (const { story } of snapshot.stories()) replica.stories.set(story.id, story);
    }
    return replica;
  } finally {
    await snapshot.close();
  }
}

function held({ provenance: _, ...article }: Article): Held {
  return lastingPart(article);
}

/** Content without the order in which it came. */
export function content({ articles, stories }: Replica) {
  return {
    articles: Object.fromEntries([...articles].toSorted(([a], [b]) => (a < b ? -1 : 1))),
    stories: Object.fromEntries([...stories].toSorted(([a], [b]) => (a < b ? -1 : 1))),
  };
}
