import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import type { Archive } from '../archive/archive.ts';
import type { Article } from '../model/article.ts';
import type { Page } from '../model/page.ts';
import type { Snapshot } from '../model/snapshot.ts';
import { type ApiServer, Bytes, IdParams, problemsWithId } from './api-server.ts';
import { inertPage } from './inert-page.ts';
import { ApiError } from './problem.ts';

const MissingSnapshot = z.object({ code: z.string().startsWith('snapshot') });
const CHARSET = /;\s*charset\s*=\s*"?([\w.:-]{2,40})"?/i;

/** What foreign HTML may do in our frame: be looked at. */
const FRAMED =
  "sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src data:; form-action 'none'; base-uri 'none'; " +
  "frame-ancestors 'self'";

type Needs = { existing(id: string): Promise<Article>; archive: Pick<Archive, 'read'> };

/** The archived bytes of an article's page, for the eye only. */
export function snapshotRoute(app: ApiServer, { existing, archive }: Needs): void {
  app.get(
    '/v1/articles/:id/snapshot',
    {
      schema: {
        tags: ['articles'],
        summary: 'The page as it came over the wire, as plain text',
        description:
          'The bytes are those of the page; the type is always text/plain, since foreign HTML must never run on ' +
          'this origin. `Memento-Datetime` and `Link: rel="original"` (RFC 7089) name when and where.',
        params: IdParams,
        response: {
          200: { description: 'The bytes', content: { 'text/plain': { schema: Bytes } } },
          ...problemsWithId,
        },
      },
    },
    async ({ params: { id } }, reply) => {
      const { snapshot } = await existing(id);
      if (!snapshot) throw new ApiError(404, 'no-snapshot', `article ${id} has no archived page`);
      return sendSnapshot(reply, await archivedPage(snapshot, archive), id);
    },
  );

  app.get(
    '/v1/articles/:id/snapshot.html',
    {
      schema: {
        tags: ['articles'],
        summary: 'The page as it came over the wire, to be looked at in a frame of the dashboard',
        description:
          'A sandbox without scripts, forms or an origin, and nothing is fetched for it: no picture, style file or ' +
          'font of the portal. Only pages of this origin may frame it.',
        params: IdParams,
        response: {
          200: { description: 'The page', content: { 'text/html': { schema: Bytes } } },
          ...problemsWithId,
        },
      },
    },
    async ({ params: { id } }, reply) => {
      const { snapshot } = await existing(id);
      if (!snapshot) throw new ApiError(404, 'no-snapshot', `article ${id} has no archived page`);
      const page = await archivedPage(snapshot, archive);
      const charset = CHARSET.exec(page.headers['content-type'] ?? '')?.[1];
      return reply
        .header('content-type', charset ? `text/html; charset=${charset}` : 'text/html')
        .header('content-security-policy', FRAMED)
        .header('memento-datetime', new Date(page.fetchedAt).toUTCString())
        .send(inertPage(Buffer.from(page.body)));
    },
  );
}

/** @throws {ApiError} it is no longer there */
export async function archivedPage(snapshot: Snapshot, archive: Pick<Archive, 'read'>): Promise<Page> {
  try {
    return await archive.read(snapshot);
  } catch (error) {
    if (!MissingSnapshot.safeParse(error).success) throw error;
    throw new ApiError(404, 'no-snapshot', 'the archived page is no longer there');
  }
}

/** Foreign bytes as an answer: to be looked at, never run. */
export function sendSnapshot(reply: FastifyReply, page: Page, name: string): FastifyReply {
  const charset = CHARSET.exec(page.headers['content-type'] ?? '')?.[1];
  return reply
    .header('content-type', charset ? `text/plain; charset=${charset}` : 'text/plain')
    .header('content-security-policy', "sandbox; default-src 'none'; frame-ancestors 'none'")
    .header('content-disposition', `inline; filename="${name}.txt"`)
    .header('memento-datetime', new Date(page.fetchedAt).toUTCString())
    .header('link', `<${encodeURI(decodeURI(page.finalUrl))}>; rel="original"`)
    .send(Buffer.from(page.body));
}
