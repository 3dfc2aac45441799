import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Article } from '../../../src/model/article.ts';
import { parseQuery } from '../../../src/query/parse-query.ts';
import type { ArticleStore } from '../../../src/store/article-store.ts';
import { asOfStore } from '../../../src/store/as-of-store.ts';
import type { FeedPlace, OpenFeed } from '../changes/change-feed.contract.ts';
import { article, batch, emptyCommit, write } from './store-values.ts';

const day = (n: number) => `2026-03-0${n}T10:00:00.000Z`;
const QUESTIONS = [
  '*',
  'flood',
  'flood~',
  'NOT flood',
  'title:bridge OR flood',
  'verdict:late',
  'relation:copy',
  'site:a.example',
  'views:>10',
  'seen:2026-03-01',
];

/** What `as-of:` promises on any adapter: the answers of then, whatever came since. */
export function asOfStoreContract(adapter: string, make: () => Promise<FeedPlace>): void {
  describe(`as-of (${adapter})`, () => {
    let place: FeedPlace;
    let feed: OpenFeed;
    let store: ArticleStore;
    const answers = new Map<string, unknown>();

    const one = article('1', {
      site: 'a.example',
      title: 'Bridge',
      body: 'A flood.',
      firstSeenAt: day(1),
      storyId: 's1',
    });
    const two = article('2', {
      site: 'b.example',
      title: 'Flooded bridge',
      body: 'Dry.',
      firstSeenAt: day(1),
      storyId: 's1',
    });
    const gone = article('3', {
      site: 'b.example',
      title: 'Gone',
      body: 'Dry land.',
      firstSeenAt: day(1),
      storyId: 's3',
    });
    const late = article('4', {
      site: 'c.example',
      title: 'Bridge',
      body: 'A flood.',
      firstSeenAt: day(3),
      storyId: 's1',
    });

    const answer = async (text: string, limit = 100) => {
      const query = parseQuery(text);
      const search = { query, limit, cursor: null, collapse: false } as const;
      const hits = async (sort: 'newest' | 'oldest', collapse = false) =>
        (await store.search({ ...search, sort, collapse })).hits.map(
          ({ article: found, copies, highlights }) => {
            const { lastSeenAt: _, ...rest } = found;
            return { rest, copies, highlights };
          },
        );
      return {
        newest: await hits('newest'),
        oldest: await hits('oldest'),
        collapsed: await hits('newest', true),
        facets: await store.facets(query),
        times: await store.seenTimes(query),
        told: (await store.toldStories(query)).stories.toSorted((a, b) => (a.storyId < b.storyId ? -1 : 1)),
      };
    };

    beforeAll(async () => {
      place = await make();
      feed = await place.open();
      store = asOfStore(feed.store, feed.history);
      await store.commit({ ...batch(one, two, gone), at: day(1), stories: [] });
      await store.remove(gone.id, 'asked for', day(1).replace('10:', '11:'));
      for (const text of QUESTIONS) answers.set(text, await answer(text));
      // A new text, a new judgement, a new article.
      const rewritten: Article = {
        ...one,
        revision: 2,
        title: 'Tunnel',
        body: 'All dry.',
        paragraphs: ['All dry.'],
        lastSeenAt: day(3),
        views: 99,
      };
      await store.commit(
        emptyCommit({
          at: day(3),
          articles: [write(rewritten), write(late)],
          rejudged: [
            {
              articleId: two.id,
              storyId: 's1',
              relation: 'copy',
              dateVerdict: 'late',
              dateReasons: ['why'],
              lagDays: 40,
            },
          ],
        }),
      );
    });
    afterAll(async () => {
      await feed.close();
      await place.clear();
    });

    it.each(QUESTIONS)('repeats the answers to %s', async (text) => {
      expect(await answer(`(${text}) as-of:2026-03-02`)).toEqual(answers.get(text));
    });

    it('gives another answer for now and for a later time', async () => {
      expect(await answer('flood')).not.toEqual(answers.get('flood'));
      expect((await answer('flood as-of:2026-03-04')).newest).toEqual((await answer('flood')).newest);
      expect((await answer('* as-of:2026-02')).newest).toEqual([]);
    });

    it('tells the time, whether it is exact, and pages through it', async () => {
      const search = {
        query: parseQuery('* as-of:2026-03-02'),
        limit: 1,
        sort: 'newest',
        collapse: false,
      } as const;
      const first = await store.search({ ...search, cursor: null });
      expect(first).toMatchObject({ total: 2, totalIs: 'exact', asOf: { at: '2026-03-03', exact: true } });
      const second = await store.search({ ...search, cursor: first.next });
      expect(second.next).toBeNull();
      const seen = [...first.hits, ...second.hits].map(({ article: { id } }) => id);
      expect(seen.toSorted()).toEqual([one.id, two.id].toSorted());
      await expect(
        store.search({ ...search, query: parseQuery('flood as-of:2026-03-02'), cursor: first.next }),
      ).rejects.toMatchObject({ code: 'invalid-cursor' });
    });

    it('exports the texts of then, and leaves out what was removed since', async () => {
      const titles: (string | null)[] = [];
      for await (const { title } of store.export(parseQuery('* as-of:2026-03-01'))) titles.push(title);
      expect(titles.toSorted()).toEqual(['Bridge', 'Flooded bridge']);
    });

    it('says so where the feed no longer reaches back', async () => {
      await feed.history.forget(day(3));
      const search = {
        query: parseQuery('NOT nothing as-of:2026-03-02'),
        limit: 9,
        sort: 'oldest',
        collapse: false,
      } as const;
      const { asOf, total } = await store.search({ ...search, cursor: null });
      expect(asOf).toEqual({ at: '2026-03-03', exact: false });
      expect(total).toBe(2);
    });
  });
}
