import { openObjects } from '../objects/open-objects.ts';
import { parseQuery } from '../query/parse-query.ts';
import type { Settings } from '../settings.ts';
import { fileSink } from '../sinks/file-sink.ts';
import { redisStreamSink } from '../sinks/redis-stream-sink.ts';
import type { Sink } from '../sinks/sink.ts';

/**
 * The sinks that the settings name.
 * @throws {ObjectStoreError} a place cannot be meant
 * @throws {QueryError} a query cannot be read
 */
export function openSinks({ sinks, s3 }: Pick<Settings, 'sinks' | 's3'>): Sink[] {
  for (const { q } of sinks) if (q !== undefined) parseQuery(q);
  return sinks.map((one) =>
    one.kind === 'files' ? fileSink({ ...one, objects: openObjects(one.to, s3) }) : redisStreamSink(one),
  );
}
