import { z } from 'zod';
import { cursorOf } from '../changes/cursor.ts';
import { placeAfter } from '../changes/place-after.ts';
import type { ArticleStore } from '../store/article-store.ts';
import type { ChangeHistory } from '../store/change-history.ts';
import type { SinkStore } from '../store/sink-store.ts';
import { type ApiServer, problems, problemsWithId, told } from './api-server.ts';
import { ApiError, notFound } from './problem.ts';

const tags = ['sinks'];

/** What is shown of a sink's settings. */
export type ShownSink = { name: string; kind: 'files' | 'redis-stream'; q?: string | undefined };

const Sink = z.object({
  name: z.string(),
  kind: z.enum(['files', 'redis-stream']),
  q: z.string().nullable(),
  state: z
    .enum(['waiting', 'writing', 'lost', 'new'])
    .describe('lost: the feed no longer has what comes next; new: it never ran'),
  cursor: z.string().nullable().describe('Every change up to it is in the sink, or not for it'),
  behind: z.int().nullable().describe('Changes after it'),
});

type Needs = {
  sinks: readonly ShownSink[];
  places: SinkStore;
  store: Pick<ArticleStore, 'lastSeq'>;
  history: Pick<ChangeHistory, 'firstSeq' | 'placeAt'>;
};

/** Where the sinks of the settings stand, and how one is made to go on elsewhere. */
export function sinkRoutes(app: ApiServer, { sinks, places, store, history }: Needs): void {
  async function shown({ name, kind, q = undefined }: ShownSink): Promise<z.infer<typeof Sink>> {
    const place = await places.sinkPlace(name);
    const [first, last] = [await history.firstSeq(), await store.lastSeq()];
    const lost = place && place.seq < first - 1;
    const state = !place ? 'new' : lost ? 'lost' : place.planned === null ? 'waiting' : 'writing';
    return {
      ...{ name, kind, state, q: q ?? null },
      cursor: place && cursorOf(place.seq),
      behind: place && Math.max(0, last - place.seq),
    };
  }

  app.get(
    '/v1/sinks',
    {
      schema: {
        tags,
        summary: 'The sinks of the settings, and how far each has come',
        response: { 200: z.object({ sinks: z.array(Sink) }), ...problems },
      },
    },
    async () => ({ sinks: await Promise.all(sinks.map(shown)) }),
  );

  app.post(
    '/v1/sinks/:name/seek',
    {
      schema: {
        tags,
        summary: 'Makes a sink go on elsewhere; what it has stays as it is',
        description:
          'Going back writes changes anew that it has: files of other ranges beside those that are there.',
        params: z.strictObject({ name: z.string().min(1).max(60) }),
        body: z.strictObject({
          since: z
            .string()
            .max(100)
            .optional()
            .describe('A cursor, a time or now; none: from the first change'),
        }),
        response: {
          200: Sink,
          ...problemsWithId,
          409: told('A range is just being written: code sink-busy'),
          410: told('The feed no longer has that place: codes cursor-expired, cursor-ahead'),
        },
      },
    },
    async ({ params: { name }, body: { since } }) => {
      const sink = sinks.find((one) => one.name === name);
      if (!sink) throw notFound('sink', name);
      const seq = await placeAfter(since, store, history);
      const place = await places.sinkPlace(name);
      if (!(await places.moveSink(name, place, { seq, planned: null }))) {
        throw new ApiError(409, 'sink-busy', 'it was moved just now by another process; ask again');
      }
      return shown(sink);
    },
  );
}
