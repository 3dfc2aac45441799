import { Redis } from 'ioredis';
import { cursorOf } from '../changes/cursor.ts';
import { type Sink, SinkError } from './sink.ts';

/** Entries that go up together. */
const RANGE_EVENTS = 500;

/**
 * KEYS[1] the stream. ARGV[1] about how many entries to keep (0: all), ARGV[2] the last seq of the range, then for each
 * change its seq, type, id, cursor and JSON. Adds those that are not there, each under the entry id `<seq>-0`; answers with the
 * last seq that the stream had before.
 */
const APPEND = `
local last = 0
if redis.call('EXISTS', KEYS[1]) == 1 then
  local info = redis.call('XINFO', 'STREAM', KEYS[1])
  for i = 1, #info, 2 do
    if info[i] == 'last-generated-id' then last = tonumber(string.match(info[i + 1], '^(%d+)')) end
  end
end
if last > tonumber(ARGV[2]) then return last end
for i = 3, #ARGV, 5 do
  if tonumber(ARGV[i]) > last then
    local entry = {'type', ARGV[i + 1], 'id', ARGV[i + 2], 'cursor', ARGV[i + 3], 'event', ARGV[i + 4]}
    if ARGV[1] == '0' then
      redis.call('XADD', KEYS[1], ARGV[i] .. '-0', unpack(entry))
    else
      redis.call('XADD', KEYS[1], 'MAXLEN', '~', ARGV[1], ARGV[i] .. '-0', unpack(entry))
    end
  end
end
return last
`;

export type RedisStreamSinkOptions = {
  name: string;
  q?: string | undefined;
  since: string;
  url: string;
  stream: string;
  maxLength?: number | undefined;
};

/**
 * A Redis stream with an entry for each change; its entry id is the change's `seq` ("420-0"), so that consumers find any
 * place, and no change can be in it twice.
 */
export function redisStreamSink({ name, q, since, url, stream, maxLength }: RedisStreamSinkOptions): Sink {
  const redis = new Redis(url, {
    lazyConnect: true,
    // A range that failed is written again later, from the feed: nothing is kept for it here.
    maxRetriesPerRequest: 1,
    connectTimeout: 5_000,
    retryStrategy: (times) => Math.min(100 * 2 ** times, 5_000),
  });
  // Each failing command is told where it is awaited.
  redis.on('error', () => undefined);

  return {
    ...{ name, q, since },
    async nextEnd(after, { lastSeq }) {
      const last = await lastSeq();
      return last > after ? Math.min(last, after + RANGE_EVENTS) : null;
    },
    async write({ to }, events) {
      const words: string[] = [];
      for await (const event of events) {
        const cursor = cursorOf(event.seq);
        words.push(String(event.seq), event.type, event.id, cursor, JSON.stringify({ cursor, ...event }));
      }
      if (words.length === 0) return;
      const last = Number(await redis.eval(APPEND, 1, stream, String(maxLength ?? 0), String(to), ...words));
      if (last > to) {
        throw new SinkError(
          `sink ${name}: the stream ${stream} has an entry ${last}-0, and the changes to write end with ${to}: something ` +
            'else writes into it, or the store was replaced by an older one; name another stream',
        );
      }
    },
    async close() {
      redis.disconnect();
    },
  };
}
