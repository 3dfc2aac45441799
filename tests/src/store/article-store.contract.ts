import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Article } from '../../../src/model/article.ts';
import { ChangeEvent } from '../../../src/model/change-event.ts';
import type { ArticleStore } from '../../../src/store/article-store.ts';
import { article, at, batch, emptyCommit, storyOf, urlRecord, write } from './store-values.ts';

/** Where a store lies: `open` twice gives two handles on the same articles, as two processes have them. */
export type StorePlace = { open(): Promise<ArticleStore>; clear(): Promise<void> };

/** What every ArticleStore promises of its commits, its history and the order of its changes. */
export function articleStoreContract(adapter: string, make: () => Promise<StorePlace>): void {
  describe(`ArticleStore (${adapter})`, () => {
    let place: StorePlace;
    let store: ArticleStore;
    const opened: ArticleStore[] = [];
    const open = async () => {
      const one = await place.open();
      opened.push(one);
      return one;
    };
    beforeEach(async () => {
      place = await make();
      store = await open();
    });
    afterEach(async () => {
      for (const one of opened.splice(0)) await one.close();
      await place.clear();
    });
    const events = (since = 0) => store.changes(since, 10_000);
    const types = async (since = 0) => (await events(since)).map(({ type }) => type);

    it('gives back an article as it was written, and its event in the feed', async () => {
      const one = article('a');
      expect(await store.commit(batch(one))).toEqual({ firstSeq: 1, lastSeq: 2 });
      expect(await store.article(one.id)).toEqual(one);
      expect((await events()).map(({ seq, type }) => [seq, type])).toEqual([
        [1, 'article.created'],
        [2, 'story.changed'],
      ]);
      for (const event of await events()) expect(ChangeEvent.parse(event)).toEqual(event);
      expect(await store.article('0'.repeat(32))).toBeNull();
    });

    it('puts a new sketch in the place of an older one without an event, and finds the article by its bands', async () => {
      const [one, other] = [article('a'), article('b')];
      await store.commit(batch(one));
      await store.commit(batch(other));
      const seq = await store.lastSeq();
      const older = await store.sketch(one.id);
      expect(older).not.toBeNull();
      const bands = [4_000_000_001, 4_000_000_002];
      const gone = '0'.repeat(32);
      const sketch = Uint8Array.of(9, 8, 7);
      await store.resketch([
        { articleId: one.id, bands, sketch },
        { articleId: gone, bands, sketch },
      ]);
      expect((await store.sketch(one.id))?.bands.toSorted()).toEqual(bands);
      expect([...((await store.sketch(one.id))?.sketch ?? [])]).toEqual([9, 8, 7]);
      expect(await store.sketch(gone)).toBeNull();
      expect((await store.candidates(bands, 5)).map(({ articleId }) => articleId)).toEqual([one.id]);
      const left = (await store.candidates(older?.bands ?? [], 5)).map(({ articleId }) => articleId);
      expect(left).not.toContain(one.id);
      expect(await store.lastSeq()).toBe(seq);
    });

    it('writes the same commit twice with the effect of once', async () => {
      const one = article('a');
      await store.commit(batch(one));
      await store.commit(batch(one));
      expect(await store.lastSeq()).toBe(2);
      expect(await types()).toHaveLength(2);
    });

    it('numbers the events of many writers at once without a gap, and in one order', async () => {
      const writers = [store, await open(), await open()];
      const commits = writers.flatMap((writer, w) =>
        Array.from({ length: 8 }, (_, n) => writer.commit(batch(article(`w${w}-${n}`)))),
      );
      const ranges = await Promise.all(commits);
      const seqs = (await events()).map(({ seq }) => seq);
      expect(seqs).toEqual(Array.from({ length: 48 }, (_, n) => n + 1));
      expect(new Set(ranges.map(({ firstSeq }) => firstSeq)).size).toBe(24);
      expect(await store.lastSeq()).toBe(48);
    });

    it('never shows an event before the one in front of it', async () => {
      const writer = await open();
      let done = false;
      const writing = (async () => {
        for (let n = 0; n < 15; n += 1)
          await Promise.all([store, writer].map((one, w) => one.commit(batch(article(`${w}-${n}`)))));
        done = true;
      })();
      let seen = 0;
      while (!done || seen < (await store.lastSeq())) {
        for (const { seq } of await store.changes(seen, 7)) {
          expect(seq).toBe(seen + 1);
          seen = seq;
        }
      }
      await writing;
      expect(seen).toBe(60);
    });

    it('refuses a commit that another writer has overtaken, and writes nothing of it', async () => {
      await store.commit(batch(article('a')));
      const stale = batch(article('b'), article('a', { revision: 3, body: 'Another text.' }));
      const withMore = {
        ...stale,
        urls: [urlRecord('https://portal.example/b')],
        observations: [{ articleId: article('b').id, at, reactions: [], views: 1, lists: [] }],
      };
      await expect(store.commit(withMore)).rejects.toMatchObject({ code: 'stale-commit' });
      expect(await store.article(article('b').id)).toBeNull();
      expect(await store.url('https://portal.example/b')).toBeNull();
      expect(await store.observations(article('b').id)).toEqual([]);
      expect(await store.story(article('b').storyId)).toBeNull();
      expect(await store.lastSeq()).toBe(2);
    });

    it('lets one of two writers through who build on one revision', async () => {
      const one = article('a');
      await store.commit(batch(one));
      const other = await open();
      const change = (body: string) =>
        emptyCommit({ articles: [write({ ...one, revision: 2, body, paragraphs: [body] })] });
      const ended = await Promise.allSettled([store.commit(change('One.')), other.commit(change('Other.'))]);
      expect(ended.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
      expect((await store.article(one.id))?.revision).toBe(2);
      expect(await types(2)).toEqual(['article.updated']);
    });

    it('refuses a story whose members are no longer those that were judged', async () => {
      const one = article('a');
      await store.commit(batch(one));
      const two = article('b', { storyId: one.storyId });
      await store.commit(
        emptyCommit({ articles: [write(two)], stories: [{ story: storyOf(one, two), absorbed: [] }] }),
      );
      const three = article('c', { storyId: one.storyId });
      const late = emptyCommit({
        articles: [write(three)],
        stories: [{ story: storyOf(one, three), absorbed: [] }],
      });
      await expect(store.commit(late)).rejects.toMatchObject({ code: 'stale-commit' });
      expect(await store.article(three.id)).toBeNull();
    });

    it('keeps the older text and the visits of an article', async () => {
      const one = article('a');
      await store.commit(batch(one));
      const two: Article = { ...one, revision: 2, body: 'A new text.', paragraphs: ['A new text.'] };
      const older = {
        articleId: one.id,
        revision: 1,
        title: one.title,
        body: one.body,
        firstSeenAt: at,
        lastSeenAt: at,
        snapshot: null,
      };
      const visit = (second: number) => ({
        articleId: one.id,
        at: `2026-01-02T03:04:0${second}.000Z`,
        reactions: [{ label: 'good', count: null, atLeast: false }],
        views: second,
        lists: [],
      });
      const commit = emptyCommit({
        articles: [write(two, { revision: older })],
        observations: [visit(7), visit(6)],
      });
      await store.commit(commit);
      await store.commit(commit);
      expect(await store.revisions(one.id)).toEqual([older]);
      expect(await store.observations(one.id)).toEqual([visit(6), visit(7)]);
      expect(await types(2)).toEqual(['article.updated']);
    });

    it('makes no event of a visit that changed nothing', async () => {
      const one = article('a');
      await store.commit(batch(one));
      const seen = { ...one, lastSeenAt: '2026-01-03T00:00:00.000Z' };
      await store.commit(emptyCommit({ articles: [write(seen, { expectedRevision: 1, changed: false })] }));
      expect(await store.article(one.id)).toEqual(seen);
      expect(await store.lastSeq()).toBe(2);
    });

    it('tells of members that were judged anew, each once', async () => {
      const one = article('a');
      await store.commit(batch(one));
      const opinion = {
        articleId: one.id,
        storyId: one.storyId,
        relation: 'copy' as const,
        dateVerdict: 'backdated' as const,
        dateReasons: ['another was first'],
        lagDays: -12.5,
      };
      await store.commit(emptyCommit({ rejudged: [opinion] }));
      await store.commit(emptyCommit({ rejudged: [opinion] }));
      const { articleId: _, ...fields } = opinion;
      expect(await store.article(one.id)).toEqual({ ...one, ...fields });
      expect(await types(2)).toEqual(['article.updated']);
    });

    it('merges stories, and leads from the ended one to the one that stands', async () => {
      const [one, two, three] = [article('a'), article('b'), article('c')];
      await store.commit(batch(one, two, three));
      const before = await store.lastSeq();
      const moved = { ...two, storyId: one.storyId };
      await store.commit(emptyCommit({ stories: [{ story: storyOf(one, moved), absorbed: [two.storyId] }] }));
      expect(await types(before)).toEqual(['article.updated', 'story.merged', 'story.changed']);
      expect((await store.members(one.storyId)).map(({ id }) => id).sort()).toEqual([one.id, two.id].sort());
      expect(await store.story(two.storyId)).toBeNull();
      expect(await store.currentStoryId(two.storyId)).toBe(one.storyId);
      await store.commit(
        emptyCommit({
          stories: [
            {
              story: storyOf(three, { ...one, storyId: three.storyId }, { ...two, storyId: three.storyId }),
              absorbed: [one.storyId],
            },
          ],
        }),
      );
      expect(await store.currentStoryId(two.storyId)).toBe(three.storyId);
      expect(await store.currentStoryId('s-unknown')).toBeNull();
      await expect(store.commit(batch(article('d', { storyId: one.storyId })))).rejects.toMatchObject({
        code: 'stale-commit',
      });
    });

    it('leaves a tombstone of a removed article, and a story without it', async () => {
      const one = article('a');
      const two = article('b', { storyId: one.storyId, site: 'other.example' });
      await store.commit(
        emptyCommit({
          articles: [write(one), write(two)],
          stories: [{ story: storyOf(one, two), absorbed: [] }],
          urls: [urlRecord(one.url, { outcome: 'stored', waitsFor: null, articleId: one.id })],
        }),
      );
      const before = await store.lastSeq();
      expect(await store.remove(one.id, 'asked for by its publisher', at)).toBe(true);
      expect(await store.article(one.id)).toBeNull();
      expect((await events(before))[0]).toMatchObject({
        type: 'article.removed',
        id: one.id,
        data: { url: one.url, reason: 'asked for by its publisher' },
      });
      expect(await store.story(one.storyId)).toMatchObject({ members: [two.id], sites: ['other.example'] });
      expect(await store.url(one.url)).toMatchObject({
        outcome: 'removed',
        reason: 'asked for by its publisher',
      });
      expect((await store.candidates([1], 10)).map(({ articleId }) => articleId)).toEqual([two.id]);
      expect(await store.remove(one.id, 'again', at)).toBe(false);
    });

    it('knows every address of an article, also after its removal', async () => {
      const one = article('a');
      const other = 'https://portal.example/a?print=1';
      const urls = [other, one.url, article('b').url].map((url) =>
        urlRecord(url, { waitsFor: null, articleId: url.endsWith('b') ? 'another' : one.id }),
      );
      await store.commit({ ...batch(one), urls });
      const known = async () => (await store.urlsOfArticle(one.id)).map(({ url }) => url);
      expect(await known()).toEqual([one.url, other].toSorted());
      await store.remove(one.id, 'asked for', at);
      expect((await known()).length).toBe(2);
      expect(await store.urlsOfArticle('unknown')).toEqual([]);
    });

    it('finds the earliest of each band also where very many share one', async () => {
      const copies = Array.from({ length: 9 }, (_, n) =>
        article(`copy-${n}`, { firstSeenAt: `2026-03-02T08:00:0${n}.000Z` }),
      );
      for (const [n, one] of copies.entries()) {
        const sketch = { bands: n === 8 ? [500, 501] : [500], sketch: new Uint8Array([n]) };
        await store.commit({ ...batch(one), articles: [write(one, { sketch })] });
      }
      const found = await store.candidates([501, 500], 2);
      const wanted = [0, 1, 8].map((n) => article(`copy-${n}`).id);
      expect(found.map(({ articleId }) => articleId).toSorted()).toEqual(wanted.toSorted());
    });

    it('finds candidates by any common band, the earliest first and few of each', async () => {
      const sketch = (bands: number[], byte: number) => ({ bands, sketch: new Uint8Array([byte, 0, 255]) });
      for (const [n, bands] of [
        [1, 2],
        [2, 3],
        [3, 4_294_967_295],
        [2, 9],
      ].entries()) {
        const one = article(`p${n}`);
        await store.commit({ ...batch(one), articles: [write(one, { sketch: sketch(bands, n) })] });
      }
      const ids = async (bands: number[], most: number) =>
        (await store.candidates(bands, most)).map(({ articleId }) => articleId);
      const id = (n: number) => article(`p${n}`).id;
      expect(await ids([2], 10)).toEqual([id(0), id(1), id(3)]);
      expect(await ids([2], 2)).toEqual([id(0), id(1)]);
      expect(await ids([4_294_967_295, 9], 10)).toEqual([id(2), id(3)]);
      expect(await ids([77], 10)).toEqual([]);
      const [found] = await store.candidates([1], 1);
      expect(found).toEqual({
        articleId: id(0),
        storyId: article('p0').storyId,
        site: 'portal.example',
        sketch: new Uint8Array([0, 0, 255]),
      });
    });

    it('pages through the stories that stand, newest first', async () => {
      const older = article('a', { firstSeenAt: '2026-01-01T00:00:00.000Z' });
      const newer = [article('b'), article('c')];
      await store.commit(batch(older, ...newer));
      const copy = article('d', { storyId: older.storyId });
      await store.commit(
        emptyCommit({ articles: [write(copy)], stories: [{ story: storyOf(older, copy), absorbed: [] }] }),
      );
      const first = await store.stories({ limit: 2, cursor: null, minCopies: 1 });
      expect(first.stories.map(({ id }) => id)).toEqual(
        newer
          .map(({ storyId }) => storyId)
          .sort()
          .reverse(),
      );
      const rest = await store.stories({ limit: 2, cursor: first.next, minCopies: 1 });
      expect(rest.stories.map(({ id }) => id)).toEqual([older.storyId]);
      expect(rest.next).toBeNull();
      const many = await store.stories({ limit: 9, cursor: null, minCopies: 2 });
      expect(many.stories.map(({ id }) => id)).toEqual([older.storyId]);
    });

    it('wakes a follower when something came, whoever wrote it, and lets it go when its time is over', async () => {
      const other = await open();
      let woken = false;
      const waiting = store.waitForChange(0, 20_000).then(() => {
        woken = true;
      });
      await store.waitForChange(0, 30);
      expect(woken).toBe(false);
      await other.commit(batch(article('a')));
      await waiting;
      expect(await store.lastSeq()).toBe(2);
      await store.waitForChange(0, 60_000);
    });

    it('exports by id while others write: what was there all the time is there once', async () => {
      const all = Array.from({ length: 450 }, (_, n) => article(`p${n}`));
      for (let n = 0; n < all.length; n += 50) await store.commit(batch(...all.slice(n, n + 50)));
      const ids: string[] = [];
      const writer = await open();
      for await (const one of store.export({ type: 'everything' })) {
        ids.push(one.id);
        if (ids.length % 100 === 0) await writer.commit(batch(article(`late${ids.length}`)));
      }
      const there = new Set(all.map(({ id }) => id));
      expect(ids.filter((id) => there.has(id))).toEqual([...there].sort());
      expect(ids).toEqual(ids.toSorted());
      expect(new Set(ids).size).toBe(ids.length);
      const after = ids[430] ?? '';
      const rest: string[] = [];
      for await (const one of store.export({ type: 'everything' }, { after })) rest.push(one.id);
      expect(rest.filter((id) => there.has(id))).toEqual([...there].sort().filter((id) => id > after));
    });

    it('counts the articles of each site', async () => {
      const early = '2026-01-01T00:00:00.000Z';
      await store.commit(
        batch(article('a'), article('b', { firstSeenAt: early }), article('c', { site: 'other.example' })),
      );
      expect(await store.sites()).toEqual([
        { site: 'other.example', articles: 1, firstSeenAt: at, lastSeenAt: at },
        { site: 'portal.example', articles: 2, firstSeenAt: early, lastSeenAt: at },
      ]);
    });

    it('has everything after it was closed and opened again', async () => {
      await store.commit(batch(article('a')));
      await store.close();
      store = await open();
      expect(await store.article(article('a').id)).toEqual(article('a'));
      expect(await store.commit(batch(article('b')))).toEqual({ firstSeq: 3, lastSeq: 4 });
    });
  });
}
