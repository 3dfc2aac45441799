import { z } from 'zod';
import { type ApiServer, problems, told } from './api-server.ts';
import { notFound } from './problem.ts';
import { Removed } from './work-answers.ts';

/** Content is taken out on request. */
export type RemovalDesk = {
  url(url: string, reason: string): Promise<Removed>;
  hosts(hosts: readonly string[], reason: string): Promise<Removed>;
};

export function removalRoutes(app: ApiServer, { removal }: { removal: RemovalDesk }): void {
  app.post(
    '/v1/removals',
    {
      schema: {
        tags: ['operation'],
        summary: 'Take a URL or a host out for good: articles (with tombstones), index, pages in the archive',
        body: z
          .strictObject({
            url: z.url().optional(),
            host: z.string().min(1).max(300).optional().describe('With all its URLs; www. goes with it'),
            reason: z
              .string()
              .min(1)
              .max(500)
              .default('removed on request')
              .describe('Told to followers of the change feed'),
          })
          .refine(({ url, host }) => (url === undefined) !== (host === undefined), 'name one of url, host'),
        response: { 200: Removed, ...problems, 404: told('Nothing is known of it: code not-found') },
      },
    },
    async ({ body: { url, host, reason } }) => {
      const bare = host?.toLowerCase().replace(/^www\./, '') ?? '';
      const removed = url
        ? await removal.url(url, reason)
        : await removal.hosts([bare, `www.${bare}`], reason);
      if (removed.urls === 0) throw notFound(url ? 'URL' : 'host', url ?? bare);
      return removed;
    },
  );
}
