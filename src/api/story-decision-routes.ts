import { z } from 'zod';
import { Story } from '../model/story.ts';
import type { StoryDesk } from '../store/story-desk.ts';
import { type ApiServer, IdParams, problemsWithId, told } from './api-server.ts';
import { notFound } from './problem.ts';

const tags = ['stories'];
const id = z.string().min(1).max(200);
const answers = {
  ...problemsWithId,
  409: told('It cannot be decided so, or too many decisions are kept: codes story-decision, too-many'),
} as const;

/** A person joins and parts stories; matching keeps to it. */
export function storyDecisionRoutes(app: ApiServer, { storyDesk }: { storyDesk: StoryDesk }): void {
  app.post(
    '/v1/stories/:id/join',
    {
      schema: {
        tags,
        summary: 'Make this story and another one story, whatever their texts say',
        params: IdParams,
        body: z.strictObject({ other: id.describe('Id of the other story, or of an article of it') }),
        response: { 200: Story, ...answers },
      },
    },
    async ({ params, body: { other } }) => {
      const joined = await storyDesk.join(params.id, other);
      if (!joined) throw notFound('story', `${params.id} or ${other}`);
      return joined;
    },
  );

  app.post(
    '/v1/stories/:id/part',
    {
      schema: {
        tags,
        summary: 'Take an article out of this story, whatever its text says',
        params: IdParams,
        body: z.strictObject({ article: id.describe('Id of one of its members') }),
        response: { 200: z.object({ rest: Story, parted: Story }), ...answers },
      },
    },
    async ({ params, body: { article } }) => {
      const stories = await storyDesk.part(article, params.id);
      if (!stories) throw notFound('article', `${article} in story ${params.id}`);
      return stories;
    },
  );
}
