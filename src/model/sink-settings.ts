import { z } from 'zod';

const common = {
  /** Its place in the feed is kept under this name: another name begins anew. */
  name: z.string().regex(/^[a-z0-9][a-z0-9-]{0,59}$/, 'write small letters, digits and -, such as data-lake'),
  /** Only changes of articles that fit (docs/query.md); all changes, stories too, where there is none. */
  q: z.string().max(20_000).optional(),
  /** Where it begins the first time: a cursor, a time, "now", or "beginning". */
  since: z.string().max(100).default('beginning'),
};

/** A place that every change is written to. */
export const SinkSettings = z.discriminatedUnion('kind', [
  z.strictObject({
    ...common,
    kind: z.literal('files'),
    /** A folder, or s3://bucket/prefix. */
    to: z.string().min(1).max(1_000),
    format: z.enum(['ndjson', 'parquet']).default('ndjson'),
  }),
  z.strictObject({
    ...common,
    kind: z.literal('redis-stream'),
    url: z.string().regex(/^rediss?:\/\//, 'write an address that begins with redis://'),
    /** The key of the stream. */
    stream: z.string().min(1).max(500).default('wellspring:changes'),
    /** About so many of the last entries are kept; none: all. */
    maxLength: z.int().positive().optional(),
  }),
]);
export type SinkSettings = z.infer<typeof SinkSettings>;
