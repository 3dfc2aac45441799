import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { FeedPlace, OpenFeed } from '../changes/change-feed.contract.ts';
import { stepTime, writeStep } from '../changes/feed-writer.ts';
import { snapshotReplica } from '../changes/replica.ts';

const everything = { type: 'everything' } as const;

/** The promises of the port, on any adapter. */
export function changeHistoryContract(adapter: string, make: () => Promise<FeedPlace>): void {
  describe(`the history of changes (${adapter})`, () => {
    let place: FeedPlace;
    let feed: OpenFeed;
    beforeEach(async () => {
      place = await make();
      feed = await place.open();
      // Two changes each: the article and its story.
      for (let n = 0; n < 5; n += 1) {
        await writeStep(feed.store, { do: 'write', article: n, story: n, text: n, views: 0 }, stepTime(n));
      }
    });
    afterEach(async () => {
      await feed.close();
      await place.clear();
    });

    it('finds the place before the first change of a time', async () => {
      const { history } = feed;
      expect(await history.placeAt('2020-01-01T00:00:00.000Z')).toBe(0);
      expect(await history.placeAt(stepTime(0))).toBe(0);
      expect(await history.placeAt(stepTime(2))).toBe(4);
      expect(await history.placeAt('2026-01-02T00:00:02.500Z')).toBe(6);
      expect(await history.placeAt('2099-01-01T00:00:00.000Z')).toBe(10);
    });

    it('gives one state of the store with its place, whatever is written while it is read', async () => {
      const snapshot = await feed.history.snapshot();
      const titles: (string | null)[] = [];
      for await (const { title } of snapshot.articles(everything)) {
        titles.push(title);
        await writeStep(
          feed.store,
          { do: 'write', article: 9, story: 9, text: titles.length, views: 0 },
          stepTime(9),
        );
      }
      await snapshot.close();
      expect(snapshot.seq).toBe(10);
      expect(titles).toHaveLength(5);
      expect((await snapshotReplica(feed.history, everything)).articles.size).toBe(6);
    });

    it('knows what an article was before a change', async () => {
      const { store, history } = feed;
      await writeStep(store, { do: 'write', article: 1, story: 1, text: 3, views: 0 }, stepTime(20));
      const [updated] = await store.changes(10, 1);
      const id = updated?.id ?? '';
      expect(await history.articleChangeBefore(id, 11)).toMatchObject({ seq: 3, type: 'article.created' });
      expect(await history.articleChangeBefore(id, Number.MAX_SAFE_INTEGER)).toMatchObject({ seq: 11 });
      expect(await history.articleChangeBefore(id, 3)).toBeNull();
    });

    it('gives the last tombstones, newest first', async () => {
      for (const article of [2, 0])
        await writeStep(feed.store, { do: 'remove', article }, stepTime(20 + article));
      const removals = await feed.history.removals(10);
      expect(removals.map(({ at }) => at)).toEqual([stepTime(20), stepTime(22)]);
      expect(await feed.history.removals(1)).toHaveLength(1);
    });

    it('takes what was told of a removed article out of the feed, place by place', async () => {
      const { store, history } = feed;
      await writeStep(store, { do: 'write', article: 1, story: 1, text: 3, views: 0 }, stepTime(20));
      const before = await store.changes(0, 100);
      const own = before.filter(({ type, id }) => type !== 'story.changed' && id === before[2]?.id);
      const id = own[0]?.id ?? '';
      expect(own.map(({ type }) => type)).toEqual(['article.created', 'article.updated']);
      expect(await history.redact(id), 'the article stands').toBe(0);
      await writeStep(store, { do: 'remove', article: 1 }, stepTime(21));
      expect(await history.redact(id)).toBe(2);
      expect(await history.redact(id), 'once is enough').toBe(0);
      const after = await store.changes(0, 100);
      expect(after.map(({ seq, at, revision }) => [seq, at, revision]).slice(0, before.length)).toEqual(
        before.map(({ seq, at, revision }) => [seq, at, revision]),
      );
      const tombstones = after.filter((event) => event.id === id);
      expect(new Set(tombstones.map(({ type }) => type))).toEqual(new Set(['article.removed']));
      expect(new Set(tombstones.map(({ data }) => JSON.stringify(data))).size).toBe(1);
      expect(await history.removals(10), 'one an article').toMatchObject([{ id, at: stepTime(21) }]);
      // Seen again: what is told from then on stays.
      await writeStep(store, { do: 'write', article: 1, story: 1, text: 4, views: 0 }, stepTime(22));
      expect(await history.redact(id)).toBe(0);
      expect(await history.articleChangeBefore(id, Number.MAX_SAFE_INTEGER)).toMatchObject({
        type: 'article.created',
      });
    });

    it('is shortened at its beginning only, and never gives a place twice', async () => {
      const { store, history } = feed;
      expect(await history.firstSeq()).toBe(1);
      expect(await history.forget(stepTime(2))).toBe(4);
      expect(await history.firstSeq()).toBe(5);
      expect((await store.changes(0, 100)).map(({ seq }) => seq)).toEqual([5, 6, 7, 8, 9, 10]);
      expect(await history.forget('2099-01-01T00:00:00.000Z')).toBe(6);
      expect(await history.firstSeq()).toBe(11);
      // Whoever asks while the next ones are committed is not told that they are gone.
      let written = false;
      const asking = Promise.all(
        Array.from({ length: 4 }, async () => {
          while (!written) expect(await history.firstSeq()).toBe(11);
        }),
      );
      await writeStep(store, { do: 'write', article: 1, story: 1, text: 3, views: 0 }, stepTime(30));
      written = true;
      await asking;
      expect((await store.changes(0, 100)).map(({ seq }) => seq)).toEqual([11, 12]);
    });
  });
}
