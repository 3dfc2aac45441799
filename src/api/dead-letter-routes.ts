import { z } from 'zod';
import type { Archive } from '../archive/archive.ts';
import { type DeadLetterDesk, type DeadLetterFilter, ToldLetter } from '../queue/dead-letter-desk.ts';
import { FailureClass } from '../queue/failure-class.ts';
import { type ApiServer, Bytes, IdParams, pageQuery, problems, problemsWithId } from './api-server.ts';
import { ApiError, notFound } from './problem.ts';
import { archivedPage, sendSnapshot } from './snapshot-route.ts';
import { DeadLetterPage } from './work-answers.ts';

const tags = ['operation'];
const filter = {
  job: z.enum(['crawl', 'ingest', 'browse', 'remove']).optional(),
  failure: FailureClass.optional().describe('What it failed of: our surroundings, the host, the page, or us'),
  code: z.string().max(100).optional().describe('With this error code'),
  host: z.string().max(300).optional().describe('About a page of this host'),
  text: z.string().max(200).optional().describe('With this text anywhere in it'),
  since: z.iso.datetime().optional().describe('Failed since then'),
};

type Needs = { deadLetters: DeadLetterDesk; archive: Pick<Archive, 'read'> };

/** Jobs that failed for good: why, of which page, and back to work. */
export function deadLetterRoutes(app: ApiServer, { deadLetters, archive }: Needs): void {
  app.get(
    '/v1/dead-letters',
    {
      schema: {
        tags,
        summary: 'Jobs that failed for good, with error and pages',
        querystring: z.strictObject({ ...pageQuery, ...filter }),
        response: { 200: DeadLetterPage, ...problems },
      },
    },
    ({ query: { limit, cursor = null, ...given } }) =>
      deadLetters.list({ ...chosen(given), limit, after: cursor }),
  );

  app.get(
    '/v1/dead-letters/:id',
    {
      schema: {
        tags,
        summary: 'One of them',
        params: IdParams,
        response: { 200: ToldLetter, ...problemsWithId },
      },
    },
    async ({ params: { id } }) => existing(id),
  );

  app.get(
    '/v1/dead-letters/:id/page',
    {
      schema: {
        tags,
        summary: 'The page that it failed of, as it came over the wire, as plain text',
        params: IdParams,
        response: {
          200: { description: 'The bytes', content: { 'text/plain': { schema: Bytes } } },
          ...problemsWithId,
        },
      },
    },
    async ({ params: { id } }, reply) => {
      const snapshot = (await existing(id)).pages.find((page) => page.snapshot !== null)?.snapshot;
      if (!snapshot) throw new ApiError(404, 'no-snapshot', `dead letter ${id} failed before a page came`);
      return sendSnapshot(reply, await archivedPage(snapshot, archive), id);
    },
  );

  app.post(
    '/v1/dead-letters/replay',
    {
      schema: {
        tags,
        summary: 'Put those that fit back to work',
        body: z
          .strictObject({
            ...filter,
            ids: z.array(z.string().max(200)).min(1).max(10_000).optional().describe('These only'),
            all: z.literal(true).optional().describe('Every one'),
          })
          .refine((body) => Object.keys(body).length > 0, 'name ids, a filter, or "all": true'),
        response: { 200: z.object({ replayed: z.int() }), ...problems },
      },
    },
    async ({ body: { all: _, ...given } }) => ({ replayed: await deadLetters.replay(chosen(given)) }),
  );

  async function existing(id: string): Promise<ToldLetter> {
    const letter = await deadLetters.letter(id);
    if (!letter) throw notFound('dead letter', id);
    return letter;
  }
}

type Given = { [key in keyof typeof filter]?: string | undefined } & { ids?: readonly string[] | undefined };

function chosen(given: Given): DeadLetterFilter {
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));
}
