import { newsArticle } from '../export/news-article.ts';
import { NinjsItem, ninjsItem } from '../export/ninjs-item.ts';
import type { PublicArticle } from '../model/change-event.ts';
import type { ArticleStore } from '../store/article-store.ts';
import { type ApiServer, IdParams, problemsWithId, WrittenJson } from './api-server.ts';
import { notFound } from './problem.ts';
import { publicArticle } from './public-article.ts';

const tags = ['articles'];
/** One article in the words of others. */
export function mappingRoutes(
  app: ApiServer,
  { store }: { store: Pick<ArticleStore, 'article' | 'revisions' | 'observations'> },
): void {
  const existing = async (id: string) => {
    const article = await store.article(id);
    if (!article) throw notFound('article', id);
    return publicArticle(article);
  };

  app.get(
    '/v1/articles/:id/news-article',
    {
      schema: {
        tags,
        summary: 'The article as NewsArticle of schema.org (JSON-LD)',
        params: IdParams,
        response: {
          200: {
            description: 'JSON-LD',
            content: {
              'application/ld+json': { schema: WrittenJson },
            },
          },
          ...problemsWithId,
        },
      },
    },
    async ({ params: { id } }, reply) => {
      const mapped = JSON.stringify(newsArticle(await existing(id)));
      return reply
        .header('content-type', 'application/ld+json')
        .serializer((text: unknown) => String(text))
        .send(mapped);
    },
  );

  app.get(
    '/v1/articles/:id/ninjs',
    {
      schema: {
        tags,
        summary: 'The article as an item of IPTC ninjs 3.0',
        params: IdParams,
        response: { 200: NinjsItem, ...problemsWithId },
      },
    },
    async ({ params: { id } }) => {
      const article = await existing(id);
      return ninjsItem(article, await textSince(article, store));
    },
  );
}

/** When the text as it stands was first seen: at the first visit after the last one that still saw the older text. */
async function textSince(
  { id, firstSeenAt, lastSeenAt }: PublicArticle,
  store: Pick<ArticleStore, 'revisions' | 'observations'>,
): Promise<string> {
  const older = (await store.revisions(id)).at(-1);
  if (!older) return firstSeenAt;
  return (await store.observations(id)).find(({ at }) => at > older.lastSeenAt)?.at ?? lastSeenAt;
}
