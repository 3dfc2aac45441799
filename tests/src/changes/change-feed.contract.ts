import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { changeFilter } from '../../../src/changes/change-filter.ts';
import { filtered } from '../../../src/changes/follow.ts';
import { parseQuery } from '../../../src/query/parse-query.ts';
import type { ArticleStore } from '../../../src/store/article-store.ts';
import type { ChangeHistory } from '../../../src/store/change-history.ts';
import { stepTime, type WriterStep, writeStep } from './feed-writer.ts';
import { apply, content, copyOf, emptyReplica, type Replica, snapshotReplica } from './replica.ts';

/** One open store with its history; several may be open on one place. */
export type OpenFeed = { store: ArticleStore; history: ChangeHistory; close(): Promise<void> };
export type FeedPlace = { open(): Promise<OpenFeed>; clear(): Promise<void> };

const story = fc.nat(3);
const article = fc.nat(6);
const step: fc.Arbitrary<WriterStep> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      do: fc.constant('write'),
      article,
      story,
      text: fc.nat(3),
      views: fc.nat(5),
    }),
  },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('author'), article, author: fc.nat(2) }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('remove'), article }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('move'), article, story }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('merge'), from: story, into: story }) },
);

/** A follower: when it begins, how, what it wants, how much it reads at once, and at which of its pages it crashes. */
type Reader = {
  begin: number;
  from: 'beginning' | 'snapshot';
  query: string;
  limit: number;
  crashAt: readonly number[];
};
const reader: fc.Arbitrary<Reader> = fc.record({
  begin: fc.nat(12),
  from: fc.constantFrom('beginning', 'snapshot'),
  query: fc.constantFrom('*', '*', 'title:alpha', 'title:(alpha OR beta) NOT site:site1.example', 'author:1'),
  limit: fc.integer({ min: 1, max: 7 }),
  crashAt: fc.array(fc.nat(10), { maxLength: 3 }),
});

const turn = () => new Promise<void>((resolve) => setImmediate(resolve));

/**
 * The promise of the feed, on any store: writers and followers at once, and in the end each follower holds what the store
 * holds. `FEED_RUNS` says how many worlds are tried.
 */
export function changeFeedContract(
  adapter: string,
  make: () => Promise<FeedPlace>,
  { runs = 60 }: { runs?: number } = {},
): void {
  const numRuns = Number(process.env.FEED_RUNS ?? runs);

  describe(`the change feed (${adapter})`, () => {
    it(
      'makes a replica from any place equal to the store: nothing skipped, repeated or out of order',
      async () => {
        await fc.assert(
          fc.asyncProperty(
            fc.array(fc.array(step, { maxLength: 12 }), { minLength: 1, maxLength: 3 }),
            fc.array(reader, { minLength: 1, maxLength: 3 }),
            async (writers, readers) => {
              const place = await make();
              try {
                await oneWorld(place, writers, readers);
              } finally {
                await place.clear();
              }
            },
          ),
          { numRuns },
        );
      },
      Math.max(60_000, numRuns * 2_000),
    );
  });
}

async function oneWorld(
  place: FeedPlace,
  writers: readonly (readonly WriterStep[])[],
  readers: readonly Reader[],
): Promise<void> {
  const opened: OpenFeed[] = [];
  const open = async () => {
    const feed = await place.open();
    opened.push(feed);
    return feed;
  };
  try {
    const main = await open();
    let done = false;
    let clock = 0;
    const reading = readers.map(async (one) => follower(one, await open(), () => done));
    await Promise.all(
      writers.map(async (steps) => {
        const { store } = await open();
        for (const each of steps) {
          await writeStep(store, each, stepTime(clock++));
          await turn();
        }
      }),
    );
    done = true;
    const replicas = await Promise.all(reading);
    for (const [n, one] of readers.entries()) {
      const wanted = await snapshotReplica(main.history, parseQuery(one.query));
      expect(content(replicas[n] ?? emptyReplica())).toEqual(content(wanted));
      expect(replicas[n]?.seq).toBe(wanted.seq);
    }
  } finally {
    for (const { close } of opened) await close();
  }
}

async function follower(one: Reader, { store, history }: OpenFeed, done: () => boolean): Promise<Replica> {
  for (let n = 0; n < one.begin; n += 1) await turn();
  const query = parseQuery(one.query);
  let replica = one.from === 'beginning' ? emptyReplica() : await snapshotReplica(history, query);
  const filter = changeFilter(query, history);
  let saved = copyOf(replica);
  for (let page = 0; ; page += 1) {
    const finished = done();
    const events = await store.changes(replica.seq, one.limit);
    expect(events.map(({ seq }) => seq)).toEqual(events.map((_, i) => replica.seq + 1 + i));
    for (const event of await filtered(events, filter)) apply(replica, event);
    if (one.crashAt.includes(page)) {
      // It had applied the page, and was killed before it wrote down how far it had come.
      replica = { ...replica, seq: saved.seq };
    } else {
      replica.seq = events.at(-1)?.seq ?? replica.seq;
      saved = copyOf(replica);
    }
    if (finished && events.length === 0) return replica;
    await turn();
  }
}
