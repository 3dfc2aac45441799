import { z } from 'zod';
import type { ArticleStore } from '../store/article-store.ts';
import { difference } from '../stories/difference.ts';
import { MemberDifference } from './answers.ts';
import { type ApiServer, IdParams, problemsWithId } from './api-server.ts';
import { notFound } from './problem.ts';

/** How an article's text changed from one revision to the next. */
export function revisionDifferenceRoute(
  app: ApiServer,
  { store }: { store: Pick<ArticleStore, 'article' | 'revisions'> },
): void {
  app.get(
    '/v1/articles/:id/revisions/:revision/differences',
    {
      schema: {
        tags: ['articles'],
        summary: 'The text that followed an older one, against it, word by word',
        description:
          '`dropped` stood in the older text only; `added` and `injected` stand in the newer one only.',
        params: IdParams.extend({ revision: z.coerce.number().int().positive() }),
        response: { 200: MemberDifference, ...problemsWithId },
      },
    },
    async ({ params: { id, revision } }) => {
      const article = await store.article(id);
      if (!article) throw notFound('article', id);
      const revisions = await store.revisions(id);
      const place = revisions.findIndex((one) => one.revision === revision);
      const older = revisions[place];
      if (!older) throw notFound('older text', `${id} revision ${revision}`);
      const newer = revisions[place + 1] ?? article;
      return { articleId: id, ...difference(textOf(newer), textOf(older)) };
    },
  );
}

const textOf = ({ title, body }: { title: string | null; body: string }) =>
  title === null ? body : `${title}\n\n${body}`;
