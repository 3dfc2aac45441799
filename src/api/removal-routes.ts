import { z } from 'zod';
import { bareHost } from '../model/bare-host.ts';
import { Removal, type RemovalTarget } from '../model/removal.ts';
import type { RemovalLog } from '../store/removal-log.ts';
import { type ApiServer, IdParams, pageQuery, problems, problemsWithId, told } from './api-server.ts';
import { notFound } from './problem.ts';
import { whoAsks } from './who-asks.ts';
import { RemovalPage } from './work-answers.ts';

/** Content is taken out on request: asked for here, done by a worker. */
export type RemovalDesk = Pick<RemovalLog, 'removal' | 'removals'> & {
  /** Null: nothing is known of it. */
  ask(target: RemovalTarget, by: { reason: string; who: string }): Promise<Removal | null>;
  /** As it is once it has ended, or after that time. */
  watched(id: string, options: { withinMs: number }): Promise<Removal | null>;
};

const tags = ['operation'];
/** So long an answer waits for the end of what was asked for, which most often comes at once. */
const answerWithinMs = 2_000;
/** Answers to asking for a removal. */
export const removalAnswers = {
  200: Removal.describe('It has ended already'),
  202: Removal.describe('A worker is about it: look at it by its id'),
};

/** The answer to asking for a removal: how far it is within a moment. */
export async function reached(asked: Removal, desk: Pick<RemovalDesk, 'watched'>) {
  const now = (await desk.watched(asked.id, { withinMs: answerWithinMs })) ?? asked;
  const code: 200 | 202 = now.state === 'done' ? 200 : 202;
  return { code, headers: { location: `/v1/removals/${asked.id}` }, now };
}

export function removalRoutes(app: ApiServer, { removal: desk }: { removal: RemovalDesk }): void {
  app.post(
    '/v1/removals',
    {
      schema: {
        tags,
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
        response: {
          ...removalAnswers,
          ...problems,
          404: told('Nothing is known of it: code not-found'),
        },
      },
    },
    async (request, reply) => {
      const { url, host = '', reason } = request.body;
      const bare = bareHost(host);
      const target = url === undefined ? { hosts: [bare, `www.${bare}`] } : { url };
      const removal = await desk.ask(target, { reason, who: whoAsks(request) });
      if (!removal) throw notFound(url ? 'URL' : 'host', url ?? bare);
      const { code, headers, now } = await reached(removal, desk);
      return reply.code(code).headers(headers).send(now);
    },
  );

  app.get(
    '/v1/removals',
    {
      schema: {
        tags,
        summary: 'What was asked to be taken out, and how far it is',
        querystring: z.strictObject(pageQuery),
        response: { 200: RemovalPage, ...problems },
      },
    },
    ({ query: { limit, cursor = null } }) => desk.removals({ limit, cursor }),
  );

  app.get(
    '/v1/removals/:id',
    {
      schema: {
        tags,
        summary: 'One removal',
        params: IdParams,
        response: { 200: Removal, ...problemsWithId },
      },
    },
    async ({ params: { id } }) => {
      const removal = await desk.removal(id);
      if (!removal) throw notFound('removal', id);
      return removal;
    },
  );
}
