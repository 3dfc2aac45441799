import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { parquetReadObjects } from 'hyparquet';
import { Redis } from 'ioredis';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { seqOf } from '../../src/changes/cursor.ts';
import type { ChangeEvent } from '../../src/model/change-event.ts';
import type { ObjectStore } from '../../src/objects/object-store.ts';
import { openObjects } from '../../src/objects/open-objects.ts';
import { fileSink } from '../../src/sinks/file-sink.ts';
import { redisStreamSink } from '../../src/sinks/redis-stream-sink.ts';
import type { Sink } from '../../src/sinks/sink.ts';
import { openSqliteSubscriptions } from '../../src/store/sqlite/open-sqlite-subscriptions.ts';
import type { SubscriptionStore } from '../../src/store/subscription-store.ts';
import { fillSinks, step } from '../../workers/fill-sinks.ts';
import { s3Server } from '../s3-server.ts';
import type { OpenFeed } from '../src/changes/change-feed.contract.ts';
import { writeStep } from '../src/changes/feed-writer.ts';
import { openFile, sqliteFeed } from '../src/changes/sqlite-feed.ts';
import { until } from './webhook-receiver.ts';

const redisUrl = process.env.TEST_REDIS_URL;
const LONG_AFTER = new Date('2027-01-01T00:00:00Z');

let place: Awaited<ReturnType<typeof sqliteFeed>>;
let feed: OpenFeed;
let places: SubscriptionStore;
let folder: string;
let objects: ObjectStore;

beforeEach(async () => {
  place = await sqliteFeed();
  feed = await openFile(place.file);
  places = await openSqliteSubscriptions({ file: place.file });
  folder = mkdtempSync(join(tmpdir(), 'wellspring-sink-'));
  objects = openObjects(folder, undefined);
});
afterEach(async () => {
  await places.close();
  await feed.close();
  await place.clear();
  rmSync(folder, { recursive: true, force: true });
});

/** Changes, one every ten minutes. */
async function write(count: number, from = 0): Promise<void> {
  for (let n = from; n < from + count; n += 1) {
    const at = new Date(Date.UTC(2026, 0, 2) + n * 600_000).toISOString();
    await writeStep(feed.store, { do: 'write', article: n % 5, story: n % 3, text: n % 4, views: n }, at);
  }
}

const files = (options: Partial<Parameters<typeof fileSink>[0]> = {}) =>
  fileSink({ name: 'lake', since: 'beginning', format: 'ndjson', objects, ...options });

async function filled(sink: Sink, now = LONG_AFTER): Promise<void> {
  while (await step(sink, { ...feed, places, now: () => now }));
}

async function contents(from = objects): Promise<Map<string, ChangeEvent[]>> {
  const found = new Map<string, ChangeEvent[]>();
  for await (const { name } of from.list('')) {
    const text = Buffer.from((await from.get(name)) ?? []).toString();
    found.set(
      name,
      text
        .split('\n')
        .filter(Boolean)
        .map((line) => JSON.parse(line)),
    );
  }
  return found;
}
const seqs = async (from = objects) => [...(await contents(from)).values()].flat().map(({ seq }) => seq);
const upTo = (last: number) => Array.from({ length: last }, (_, i) => i + 1);

describe('a sink of files', () => {
  it('has each change once, in a file for each hour that tells its range and its hour', async () => {
    await write(20);
    await filled(files());
    const found = await contents();
    expect(await seqs()).toEqual(upTo(await feed.store.lastSeq()));
    for (const [name, events] of found) {
      const [, date, hour, first, last] =
        /^date=([\d-]+)\/hour=(\d\d)\/(\d{12})-(\d{12})\.ndjson$/.exec(name) ?? [];
      expect(events.map(({ at }) => at.slice(0, 13))).toEqual(events.map(() => `${date}T${hour}`));
      expect([events[0]?.seq, events.at(-1)?.seq]).toEqual([Number(first), Number(last)]);
    }
    expect(found.size).toBe(4);
  });

  it('has the lines of /v1/changes, with the cursor to go on from', async () => {
    await write(3);
    await filled(files());
    const lines = [...(await contents()).values()].flat();
    expect(lines).toEqual(
      (await feed.store.changes(0, 100)).map((event) => ({ cursor: expect.any(String), ...event })),
    );
    const { cursor } = lines.at(-1) as ChangeEvent & { cursor: string };
    expect(seqOf(cursor)).toBe(await feed.store.lastSeq());
  });

  it('waits with a file until its hour is over', async () => {
    await write(8);
    await filled(files(), new Date('2026-01-02T01:00:30Z'));
    expect(await seqs()).toEqual([]);
    await filled(files(), new Date('2026-01-02T01:01:00Z'));
    const hours = [...(await contents()).keys()].map((name) => name.slice(0, 23));
    expect(hours).toEqual(['date=2026-01-02/hour=00']);
    await filled(files());
    expect(await seqs()).toEqual(upTo(await feed.store.lastSeq()));
  });

  it('has only what fits its query, with tombstones for what no longer does', async () => {
    await write(40);
    await filled(files({ q: 'title:alpha' }));
    const events = [...(await contents()).values()].flat();
    expect(events.length).toBeGreaterThan(5);
    expect(new Set(events.map(({ type }) => type))).toEqual(
      new Set(['article.created', 'article.updated', 'article.removed']),
    );
    const kept = new Map<string, string | null>();
    for (const { type, id, data } of events) {
      if (type === 'article.removed') kept.delete(id);
      else if ('title' in data) kept.set(id, data.title);
    }
    const wanted = new Map<string, string | null>();
    const snapshot = await feed.history.snapshot();
    for await (const { id, title } of snapshot.articles({ type: 'everything' })) {
      if (title?.includes('alpha')) wanted.set(id, title);
    }
    await snapshot.close();
    expect(new Map([...kept].toSorted())).toEqual(new Map([...wanted].toSorted()));
  });

  it('writes Parquet with a row for each change', async () => {
    await write(12);
    await filled(files({ format: 'parquet' }));
    const rows: Record<string, unknown>[] = [];
    for await (const { name } of objects.list('')) {
      expect(name).toMatch(/\.parquet$/);
      const bytes = await objects.get(name);
      if (bytes) rows.push(...(await parquetReadObjects({ file: bytes.slice().buffer })));
    }
    const events = await feed.store.changes(0, 1_000);
    expect(rows.map(({ seq }) => Number(seq))).toEqual(events.map(({ seq }) => seq));
    expect(rows.map(({ data }) => data)).toEqual(events.map(({ data }) => data));
    expect(rows[0]).toMatchObject({ type: events[0]?.type, id: events[0]?.id });
    expect(rows[0]?.at).toEqual(new Date(events[0]?.at ?? ''));
  });

  it('lies on S3 as well', async () => {
    const server = await s3Server('lake');
    const bucket = openObjects('s3://lake/wellspring', server.access);
    await write(10);
    await filled(files({ objects: bucket }));
    expect(await seqs(bucket)).toEqual(upTo(await feed.store.lastSeq()));
    await server.close();
  });

  it('has each change exactly once, whatever fails when and however many fill it at once', async () => {
    await write(24);
    const last = await feed.store.lastSeq();
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.constantFrom('fine', 'before', 'after', 'unwritten'), { maxLength: 40 }),
        fc.integer({ min: 1, max: 3 }),
        async (script, fillers) => {
          const here = openObjects(mkdtempSync(join(tmpdir(), 'wellspring-sink-')), undefined);
          const name = `lake-${randomBytes(4).toString('hex')}`;
          const fate = () => script.shift() ?? 'fine';
          const faulty: ObjectStore = {
            ...here,
            async put(at, body) {
              const what = fate();
              if (what === 'before') throw new Error('lost before it was written');
              await here.put(at, body);
              if (what === 'after') throw new Error('lost after it was written');
            },
          };
          const forgetful = {
            sinkPlace: places.sinkPlace,
            moveSink: async (...move: Parameters<typeof places.moveSink>) => {
              if (fate() === 'unwritten') throw new Error('killed before it was written down');
              return places.moveSink(...move);
            },
          };
          const fill = async () => {
            for (let more = true; more; ) {
              more = await step(files({ name, objects: faulty }), {
                ...{ ...feed, places: forgetful, now: () => LONG_AFTER },
              }).catch(() => true);
            }
          };
          await Promise.all(Array.from({ length: fillers }, fill));
          expect(await seqs(here)).toEqual(upTo(last));
        },
      ),
      { numRuns: Number(process.env.SINK_RUNS ?? 12) },
    );
  }, 60_000);

  it('writes the range that was written down before, though more belongs to its hour by now', async () => {
    await write(4);
    // Another process wrote the range down and was killed; its file may be there already.
    await places.moveSink('lake', null, { seq: 0, planned: 3 });
    await filled(files());
    const [first] = (await contents()).keys();
    expect(first).toMatch(/000000000001-000000000003\.ndjson$/);
    expect(await seqs()).toEqual(upTo(await feed.store.lastSeq()));
  });

  it('says what is lost where the feed no longer has it, and goes on where it is told to', async () => {
    await write(5);
    await filled(files());
    await write(5, 5);
    await feed.history.forget('2026-06-01T00:00:00.000Z');
    await write(1, 1_000);
    await expect(step(files(), { ...feed, places, now: () => LONG_AFTER })).rejects.toMatchObject({
      code: 'sink',
      message: expect.stringMatching(/changes \d+ to \d+ are no longer held/),
    });
  });
});

describe('sinks that are filled side by side', () => {
  it('do not wait for one that fails, which has everything once it works again', async () => {
    await write(10);
    let broken = true;
    const faulty: ObjectStore = {
      ...objects,
      put: async (name, body) => {
        if (broken) throw new Error('disk full');
        await objects.put(name, body);
      },
    };
    const other = openObjects(join(folder, 'other'), undefined);
    const warnings: object[] = [];
    const filling = fillSinks({
      sinks: [files({ objects: faulty }), files({ name: 'other', objects: other })],
      ...{ ...feed, places, now: () => LONG_AFTER, maxWaitMs: 30 },
      log: { warn: (details) => void warnings.push(details) },
    });
    const last = await feed.store.lastSeq();
    await until(async () => (await seqs(other)).length === last);
    await until(() => warnings.length > 1);
    expect(warnings[0]).toMatchObject({ sink: 'lake' });
    broken = false;
    await until(async () => (await places.sinkPlace('lake'))?.seq === last);
    await write(3, 10);
    const more = await feed.store.lastSeq();
    await until(async () => (await places.sinkPlace('lake'))?.seq === more);
    await filling.close();
    const everything = await contents();
    const own = [...everything]
      .filter(([name]) => !name.startsWith('other/'))
      .flatMap(([, events]) => events);
    expect(own.map(({ seq }) => seq)).toEqual(upTo(more));
  });

  it('have each change once though the process that fills them is killed again and again', async () => {
    const stream = `wellspring-test-${randomBytes(4).toString('hex')}`;
    const script = fileURLToPath(new URL('killed-filler.ts', import.meta.url));
    let written = 0;
    for (let round = 0; round < 4; round += 1) {
      await write(20, written);
      written += 20;
      const words = [script, place.file, folder, redisUrl ?? '', stream];
      const child = spawn(process.execPath, words, { stdio: ['ignore', 'pipe', 'inherit'] });
      await once(child.stdout, 'data');
      await new Promise((resolve) => setTimeout(resolve, 5 + round * 25));
      child.kill('SIGKILL');
      await once(child, 'close');
    }
    await filled(files({ name: 'files' }));
    const last = await feed.store.lastSeq();
    expect(await seqs()).toEqual(upTo(last));
    if (!redisUrl) return;
    const sink = redisStreamSink({ name: 'stream', since: 'beginning', url: redisUrl, stream });
    await filled(sink);
    const redis = new Redis(redisUrl);
    const entries = await redis.xrange(stream, '-', '+');
    expect(entries.map(([id]) => id)).toEqual(upTo(last).map((seq) => `${seq}-0`));
    await redis.del(stream);
    await redis.quit();
    await sink.close();
  }, 60_000);
});

describe.skipIf(!redisUrl)('a sink of a Redis stream', () => {
  let redis: Redis;
  let stream: string;
  const sinks: Sink[] = [];
  const streamed = (options: Partial<Parameters<typeof redisStreamSink>[0]> = {}) => {
    const common = { name: 'stream', since: 'beginning', url: redisUrl ?? '', stream };
    const sink = redisStreamSink({ ...common, ...options });
    sinks.push(sink);
    return sink;
  };
  beforeEach(() => {
    redis = new Redis(redisUrl ?? '');
    stream = `wellspring-test-${randomBytes(4).toString('hex')}`;
  });
  afterEach(async () => {
    for (const sink of sinks.splice(0)) await sink.close();
    await redis.del(stream);
    await redis.quit();
  });

  it('has an entry for each change, under its seq', async () => {
    await write(7);
    await filled(streamed());
    const entries = await redis.xrange(stream, '-', '+');
    const events = await feed.store.changes(0, 100);
    expect(entries.map(([id]) => id)).toEqual(events.map(({ seq }) => `${seq}-0`));
    const [, fields = []] = entries[0] ?? [];
    const entry = Object.fromEntries(Array.from({ length: 4 }, (_, i) => fields.slice(2 * i, 2 * i + 2)));
    expect(entry).toMatchObject({ type: events[0]?.type, id: events[0]?.id });
    expect(JSON.parse(entry.event ?? '')).toEqual({ cursor: entry.cursor, ...events[0] });
  });

  it('takes a range that was written in part for what it is', async () => {
    await write(7);
    await filled(streamed());
    const last = await feed.store.lastSeq();
    // As if the process had been killed before it wrote down that the range was written.
    await places.moveSink('stream', { seq: last, planned: null }, { seq: 0, planned: last });
    await filled(streamed());
    expect(await redis.xlen(stream)).toBe(last);
  });

  it('keeps about as many entries as it is to', async () => {
    await write(150);
    await filled(streamed({ maxLength: 50 }));
    expect(await redis.xlen(stream)).toBeLessThan(149);
  });

  it('refuses a stream that something else writes into', async () => {
    await write(3);
    await redis.xadd(stream, '*', 'a', 'b');
    await expect(step(streamed(), { ...feed, places, now: () => LONG_AFTER })).rejects.toMatchObject({
      code: 'sink',
      message: expect.stringContaining('something else writes into it'),
    });
    expect(await redis.xlen(stream)).toBe(1);
  });

  it('fails with words where there is no server, and loses nothing', async () => {
    await write(3);
    const gone = streamed({ url: 'redis://127.0.0.1:1' });
    await expect(step(gone, { ...feed, places, now: () => LONG_AFTER })).rejects.toThrow(
      /retries|ECONNREFUSED/,
    );
    await filled(streamed());
    expect(await redis.xlen(stream)).toBe(await feed.store.lastSeq());
  });
});
