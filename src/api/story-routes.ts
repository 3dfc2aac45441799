import { z } from 'zod';
import type { Article } from '../model/article.ts';
import type { ArticleStore } from '../store/article-store.ts';
import { probableOrigin } from '../stories/probable-origin.ts';
import { comparable, memberDifference, storyConsensus } from '../stories/story-comparison.ts';
import { MemberDifference, StoryDetail, StoryPage } from './answers.ts';
import { type ApiServer, IdParams, pageQuery, problems, problemsWithId } from './api-server.ts';
import { comparedMembers } from './compared-members.ts';
import { notFound } from './problem.ts';
import { storyTimeline } from './story-timeline.ts';

const tags = ['stories'];
/** A story may have 100,000 copies; the first ones tell how it spread, the rest are asked for page by page. */
const SHOWN_MEMBERS = 500;

type Store = Pick<ArticleStore, 'stories' | 'story' | 'currentStoryId' | 'search'>;

export function storyRoutes(app: ApiServer, { store }: { store: Store }): void {
  app.get(
    '/v1/stories',
    {
      schema: {
        tags,
        summary: 'Stories, newest first by first sight',
        querystring: z.strictObject({
          ...pageQuery,
          minCopies: z.coerce.number().int().min(1).max(1_000_000).default(1).describe('Members at least'),
        }),
        response: {
          200: StoryPage,
          ...problems,
        },
      },
    },
    async ({ query: { limit, cursor = null, minCopies } }) => store.stories({ limit, cursor, minCopies }),
  );

  app.get(
    '/v1/stories/:id',
    {
      schema: {
        tags,
        summary: 'One story with its members',
        params: IdParams,
        response: {
          200: StoryDetail,
          308: z.undefined().describe('Merged into another story: Location names it'),
          ...problemsWithId,
        },
      },
    },
    async ({ params: { id } }, reply) => {
      const story = await store.story(id);
      if (!story) {
        const current = await store.currentStoryId(id);
        if (current === null || current === id) throw notFound('story', id);
        return reply
          .code(308)
          .header('location', `/v1/stories/${encodeURIComponent(current)}`)
          .send(undefined);
      }
      const articles = await firstMembers(id, store);
      return {
        ...story,
        origin: probableOrigin(articles, story.earliest),
        timeline: storyTimeline(articles),
        articles: await comparedMembers(articles),
      };
    },
  );

  app.get(
    '/v1/stories/:id/differences/:article',
    {
      schema: {
        tags,
        summary: 'One member against the text that the members have in common, word by word',
        params: IdParams.extend({ article: z.string().min(1).max(200) }),
        response: { 200: MemberDifference, ...problemsWithId },
      },
    },
    async ({ params: { id, article } }) => {
      const members = comparable(await firstMembers(id, store));
      const member = members.find((one) => one.id === article);
      if (!member) throw notFound('compared member', article);
      return { articleId: article, ...memberDifference(member, storyConsensus(members)) };
    },
  );
}

async function firstMembers(storyId: string, store: Store): Promise<Article[]> {
  const { hits } = await store.search({
    query: { type: 'value', field: 'story', value: storyId },
    limit: SHOWN_MEMBERS,
    cursor: null,
    sort: 'oldest',
    collapse: false,
  });
  return hits.map(({ article }) => article);
}
