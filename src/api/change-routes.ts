import { Readable } from 'node:stream';
import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import { type ChangeFilter, changeFilter } from '../changes/change-filter.ts';
import { cursorOf } from '../changes/cursor.ts';
import { filtered, followPages } from '../changes/follow.ts';
import { placeAfter } from '../changes/place-after.ts';
import { changeLine, recentChanges } from '../changes/recent-changes.ts';
import type { ArticleStore } from '../store/article-store.ts';
import type { ChangeHistory } from '../store/change-history.ts';
import type { SearchStore } from '../store/search-store.ts';
import { type ApiServer, Bytes, problems, told } from './api-server.ts';
import { letGoWhenStuck } from './let-go-when-stuck.ts';
import { ApiError, notFound } from './problem.ts';
import { serverSentEvents } from './server-sent-events.ts';

const tags = ['changes'];
const MAX_WAIT_SECONDS = 60;
/** A wait is cut into pieces, so that an asker who has gone does not hold one open. */
const WAIT_PIECE_MS = 1_000;
/** Changes that one request looks through for those that fit; what it reached is in the answer's cursor. */
const MAX_LOOKED_AT = 5_000;
/** Changes read at once for a filter. */
const PAGE_EVENTS = 500;
const MAX_STREAMS = 1_000;
/** Changes held for one stream: a thousand followers that do not read must not fill the memory. */
const STREAM_EVENTS = 25;
/** A follower that takes nothing for so many heartbeats (up to twice as many) is let go; it may come back with its cursor. */
const STUCK_HEARTBEATS = 4;

const since = z
  .string()
  .max(100)
  .optional()
  .describe(
    'The cursor of the last change that you have; or a time (2025-04-16T00:00:00Z, 2025-04-16) to begin with its first ' +
      'change; or now; none: from the very first change',
  );
const chosen = {
  q: z
    .string()
    .max(20_000)
    .optional()
    .describe('Only changes of articles that fit this query (docs/query.md)'),
  search: z.string().max(60).optional().describe('The same by the name of a saved search'),
};
const gone410 = {
  404: told('There is no such saved search: code not-found'),
  410: told('The feed no longer has what lies after the cursor: codes cursor-expired, cursor-ahead'),
} as const;

export type ChangeNeeds = {
  store: Pick<ArticleStore, 'changes' | 'waitForChange' | 'lastSeq'>;
  history: Pick<ChangeHistory, 'firstSeq' | 'placeAt' | 'articleChangeBefore' | 'changeLines'>;
  searches: Pick<SearchStore, 'search'>;
  /** Fires when the server closes. */
  closing: AbortSignal;
  heartbeatMs: number;
};

/** Every change after a cursor, once, in order: in pages or as a stream. */
export function changeRoutes(app: ApiServer, needs: ChangeNeeds): void {
  const { store, history, searches, closing, heartbeatMs } = needs;
  const shared = { ...store, waitForChange: store.waitForChange, changes: recentChanges(store).changes };
  let streams = 0;

  async function filterOf(query: { q?: string; search?: string }): Promise<ChangeFilter | undefined> {
    if (query.q !== undefined && query.search !== undefined) {
      throw new ApiError(400, 'invalid-request', 'send q or search, not both');
    }
    if (query.q !== undefined) return changeFilter(query.q, history);
    if (query.search === undefined) return undefined;
    const saved = await searches.search(query.search);
    if (!saved) throw notFound('saved search', query.search);
    return changeFilter(saved.q, history);
  }

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
          ...chosen,
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
          ...gone410,
        },
      },
    },
    async ({ query }, reply) => {
      const filter = await filterOf(query);
      const seq = await placeAfter(query.since ?? query.cursor, store, history);
      const signal = gone(reply, closing);
      const page = filter
        ? await pageThatFits(shared, store, seq, query, filter, signal)
        : await wholePage(needs, seq, query, signal);
      if (closing.aborted)
        throw new ApiError(503, 'closing', 'the service closes; ask again with this cursor');
      return reply
        .header('content-type', 'application/x-ndjson')
        .header('cache-control', 'no-store')
        .header('wellspring-cursor', cursorOf(page.seq))
        .send(page.lines.map((line) => `${line}\n`).join(''));
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
        querystring: z.strictObject({ since, ...chosen }),
        headers: z.looseObject({ 'last-event-id': z.string().max(100).optional() }),
        response: {
          200: {
            description: 'id: the cursor; event: the type; data: a ChangeEvent',
            content: { 'text/event-stream': { schema: Bytes } },
          },
          ...problems,
          ...gone410,
          503: told(`${MAX_STREAMS} followers are connected already: code too-many-followers`),
        },
      },
    },
    async (request, reply) => {
      const filter = await filterOf(request.query);
      const from = await placeAfter(request.headers['last-event-id'] ?? request.query.since, store, history);
      if (streams >= MAX_STREAMS) {
        throw new ApiError(503, 'too-many-followers', `${MAX_STREAMS} followers are connected; try later`);
      }
      streams += 1;
      reply.raw.once('close', () => {
        streams -= 1;
      });
      const signal = gone(reply, closing);
      letGoWhenStuck(request, reply, STUCK_HEARTBEATS * heartbeatMs);
      const pages = followPages(shared, {
        since: from,
        stay: true,
        pageEvents: STREAM_EVENTS,
        signal,
        ...(filter ? { filter } : {}),
      });
      return reply
        .header('content-type', 'text/event-stream; charset=utf-8')
        .header('cache-control', 'no-store')
        .header('x-accel-buffering', 'no')
        .send(Readable.from(serverSentEvents(pages, from, heartbeatMs), { objectMode: false }));
    },
  );
}

function gone(reply: Pick<FastifyReply, 'raw'>, closing: AbortSignal): AbortSignal {
  const asker = new AbortController();
  reply.raw.once('close', () => asker.abort());
  return AbortSignal.any([asker.signal, closing]);
}

type Asked = { limit: number; wait: number };
type LinePage = { lines: string[]; seq: number };

/** One page of all changes, passed on as they lie in the store. */
async function wholePage(
  { store, history }: Pick<ChangeNeeds, 'store' | 'history'>,
  since: number,
  { limit, wait }: Asked,
  signal: AbortSignal,
): Promise<LinePage> {
  const until = performance.now() + wait * 1_000;
  for (;;) {
    // First, since who follows has mostly read all there is; it ends at once where there is more.
    const left = until - performance.now();
    if (left > 0 && !signal.aborted) await store.waitForChange(since, Math.min(WAIT_PIECE_MS, left));
    const read = await history.changeLines(since, limit);
    const last = read.at(-1);
    if (last) {
      const lines = read.map(({ seq, json }) => `{"cursor":"${cursorOf(seq)}",${json.slice(1)}`);
      return { lines, seq: last.seq };
    }
    if (signal.aborted || performance.now() >= until) return { lines: [], seq: since };
  }
}

/** One page of those that fit, from as many changes as it takes, up to a bound. */
async function pageThatFits(
  shared: Pick<ArticleStore, 'changes'>,
  store: ChangeNeeds['store'],
  since: number,
  { limit, wait }: Asked,
  filter: ChangeFilter,
  signal: AbortSignal,
): Promise<LinePage> {
  const until = performance.now() + wait * 1_000;
  let seq = since;
  while (!signal.aborted && seq - since < MAX_LOOKED_AT) {
    const read = await shared.changes(seq, PAGE_EVENTS);
    const events = await filtered(read, filter);
    seq = read.at(-1)?.seq ?? seq;
    if (events.length > 0) {
      const shown = events.slice(0, limit);
      const reached = events.length > limit ? (shown.at(-1)?.seq ?? seq) : seq;
      return { lines: shown.map(changeLine), seq: reached };
    }
    if (read.length > 0) continue;
    if (performance.now() >= until) break;
    await store.waitForChange(seq, Math.min(WAIT_PIECE_MS, until - performance.now()));
  }
  return { lines: [], seq };
}
