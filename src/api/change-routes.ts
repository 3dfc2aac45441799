import { Readable } from 'node:stream';
import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import { cursorOf, seqOf } from '../changes/cursor.ts';
import { follow } from '../changes/follow.ts';
import type { ArticleStore } from '../store/article-store.ts';
import { type ApiServer, Bytes, problems } from './api-server.ts';
import { ApiError } from './problem.ts';
import { serverSentEvents } from './server-sent-events.ts';

const tags = ['changes'];
const MAX_WAIT_SECONDS = 60;
/** A wait is cut into pieces, so that an asker who has gone does not hold one open. */
const WAIT_PIECE_MS = 1_000;

const since = z
  .string()
  .max(100)
  .optional()
  .describe('The cursor of the last change that you have; none: from the start');

type Needs = {
  store: Pick<ArticleStore, 'changes' | 'waitForChange' | 'lastSeq'>;
  /** Fires when the server closes. */
  closing: AbortSignal;
  heartbeatMs: number;
};

/** Every change after a cursor, once, in order: in pages or as a stream. */
export function changeRoutes(app: ApiServer, { store, closing, heartbeatMs }: Needs): void {
  const placeAfter = async (cursor: string | undefined): Promise<number> => {
    const seq = cursor === undefined ? 0 : seqOf(cursor);
    const last = await store.lastSeq();
    if (seq <= last) return seq;
    throw new ApiError(
      410,
      'cursor-ahead',
      `the cursor stands after change ${seq}, and the feed ends with ${last}: the store was replaced; ` +
        'read again from the start',
    );
  };

  app.get(
    '/v1/changes',
    {
      exposeHeadRoute: false,
      schema: {
        tags,
        summary: 'Changes after a cursor, one JSON object a line',
        description:
          'Each line is a ChangeEvent with its `cursor`. The header Wellspring-Cursor is where to go on, also when ' +
          'there was nothing.',
        querystring: z.strictObject({
          since,
          cursor: since.describe('The same as since'),
          limit: z.coerce.number().int().min(1).max(1_000).default(100),
          wait: z.coerce
            .number()
            .min(0)
            .max(MAX_WAIT_SECONDS)
            .default(0)
            .describe('Seconds to wait for a change where there is none yet'),
        }),
        response: {
          200: {
            description: 'Lines of ChangeEvent with cursor',
            content: { 'application/x-ndjson': { schema: Bytes } },
          },
          ...problems,
        },
      },
    },
    async (request, reply) => {
      const { query } = request;
      const seq = await placeAfter(query.since ?? query.cursor);
      await waitFor(store, seq, query.wait * 1_000, gone(reply, closing));
      if (closing.aborted)
        throw new ApiError(503, 'closing', 'the service closes; ask again with this cursor');
      const events = await store.changes(seq, query.limit);
      const lines = events.map((event) => `${JSON.stringify({ cursor: cursorOf(event.seq), ...event })}\n`);
      return reply
        .header('content-type', 'application/x-ndjson')
        .header('cache-control', 'no-store')
        .header('wellspring-cursor', cursorOf(events.at(-1)?.seq ?? seq))
        .send(lines.join(''));
    },
  );

  app.get(
    '/v1/changes/stream',
    {
      exposeHeadRoute: false,
      schema: {
        tags,
        summary: 'Changes as they come, as server-sent events',
        description:
          'Goes on after the header Last-Event-ID (which a browser sends by itself) or after `since`.',
        querystring: z.strictObject({ since }),
        headers: z.looseObject({ 'last-event-id': z.string().max(100).optional() }),
        response: {
          200: {
            description: 'id: the cursor; event: the type; data: a ChangeEvent',
            content: { 'text/event-stream': { schema: Bytes } },
          },
          ...problems,
        },
      },
    },
    async (request, reply) => {
      const from = await placeAfter(request.headers['last-event-id'] ?? request.query.since);
      const events = follow(store, { since: from, stay: true, signal: gone(reply, closing) });
      return reply
        .header('content-type', 'text/event-stream; charset=utf-8')
        .header('cache-control', 'no-store')
        .header('x-accel-buffering', 'no')
        .send(Readable.from(serverSentEvents(events, heartbeatMs), { objectMode: false }));
    },
  );
}

function gone(reply: Pick<FastifyReply, 'raw'>, closing: AbortSignal): AbortSignal {
  const asker = new AbortController();
  reply.raw.once('close', () => asker.abort());
  return AbortSignal.any([asker.signal, closing]);
}

async function waitFor(
  store: Needs['store'],
  seq: number,
  waitMs: number,
  signal: AbortSignal,
): Promise<void> {
  const until = performance.now() + waitMs;
  while (!signal.aborted && performance.now() < until && (await store.lastSeq()) <= seq) {
    await store.waitForChange(seq, Math.min(WAIT_PIECE_MS, until - performance.now()));
  }
}
