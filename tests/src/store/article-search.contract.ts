import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Article } from '../../../src/model/article.ts';
import { parseQuery } from '../../../src/query/parse-query.ts';
import type { Query } from '../../../src/query/query.ts';
import type { ArticleSearch, ArticleStore } from '../../../src/store/article-store.ts';
import type { StorePlace } from './article-store.contract.ts';
import { contractQueries } from './contract-queries.ts';
import { fits } from './query-oracle.ts';
import { anyQuery, searchedArticles } from './searched-articles.ts';
import { article, batch, emptyCommit, write } from './store-values.ts';

const words = (text: string, change: Partial<Extract<Query, { type: 'words' }>> = {}): Query => ({
  ...{ type: 'words', field: 'any', text, prefix: false, phrase: false },
  ...change,
});

/** Articles whose ids begin alike, ordered by id: where a store keeps few bits of an id, they are one to it. */
function alike(count: number): Article[] {
  const begun = new Map<string, Article[]>();
  for (let n = 0; ; n += 1) {
    const one = article(`alike${n}`, { storyId: `s${n}` });
    const group = begun.get(one.id.slice(0, 3)) ?? [];
    group.push(one);
    begun.set(one.id.slice(0, 3), group);
    if (group.length === count) return group.toSorted((a, b) => (a.id < b.id ? -1 : 1));
  }
}

/** What every ArticleStore promises of its answers to a query; the same articles for all cases. */
export function articleSearchContract(
  adapter: string,
  make: () => Promise<StorePlace>,
  /** Of so many queries one is searched for by pages too; a server that is far away takes its time. */
  { searchEvery = 1 }: { searchEvery?: number } = {},
): void {
  describe(`search (${adapter})`, () => {
    const all = searchedArticles();
    let place: StorePlace;
    let store: ArticleStore;
    beforeAll(async () => {
      place = await make();
      store = await place.open();
      for (let n = 0; n < all.length; n += 25) {
        const part = all.slice(n, n + 25);
        await store.commit({ ...batch(...part), stories: [] });
      }
    });
    afterAll(async () => {
      await store.close();
      await place.clear();
    });

    const ask = (query: Query, change: Partial<ArticleSearch> = {}) =>
      store.search({ query, limit: 500, cursor: null, sort: 'newest', collapse: false, ...change });
    const found = async (query: Query, change: Partial<ArticleSearch> = {}) =>
      (await ask(query, change)).hits.map(({ article }) => article.id);
    const expected = (query: Query) => all.filter((article) => fits(article, query));
    const newest = (a: Article, b: Article) =>
      b.firstSeenAt.localeCompare(a.firstSeenAt) || (a.id < b.id ? 1 : -1);
    const ids = (articles: readonly Article[]) => articles.map(({ id }) => id);

    const cases: readonly (readonly [string, Query, number])[] = [
      ['everything', { type: 'everything' }, all.length],
      ['a word in any field', words('harbour'), -1],
      ['a word without its case, width and accents', words('ＣＡＦÉ'), -1],
      ['every word of several', words('harbour storm'), -1],
      ['a word of the title only', words('storm', { field: 'title' }), -1],
      ['an author', words('marsh', { field: 'author' }), -1],
      ['a phrase', words('storm reaches the harbour', { phrase: true }), -1],
      ['a phrase whose last word goes on', words('storm rea', { phrase: true, prefix: true }), -1],
      ['the beginning of a word', words('har', { prefix: true }), -1],
      ['Chinese, any substring', words('暴雨'), -1],
      ['one Chinese character', words('京'), -1],
      ['a Chinese phrase', words('北京发布', { phrase: true }), -1],
      ['Japanese', words('東京タワー'), -1],
      ['Korean', words('서울시'), -1],
      [
        'words near each other',
        { type: 'near', field: 'body', texts: ['storm', 'harbour'], distance: 3 },
        -1,
      ],
      ['no phrase from one author into the next', words('marsh ben', { field: 'author', phrase: true }), 0],
      ['nothing for a text without words', words('…!'), 0],
      ['everything but nothing', { type: 'not', part: words('…!') }, all.length],
      ['no part of an or', { type: 'or', parts: [] }, 0],
      ['a site, whatever its case', { type: 'value', field: 'site', value: 'Harbour.Example' }, -1],
      ['a count that is known', { type: 'number', field: 'reactions', op: '>=', value: 10 }, -1],
      [
        'what a missing count does not answer',
        { type: 'not', part: { type: 'number', field: 'views', op: '>', value: 0 } },
        -1,
      ],
      ['a negative lag', { type: 'number', field: 'lag', op: '<', value: 0 }, -1],
      ['claimed in a month', { type: 'time', field: 'claimed', from: '2025-04', to: '2025-05' }, -1],
      ['claimed at any time', { type: 'time', field: 'claimed', from: null, to: null }, -1],
      ['seen since', { type: 'time', field: 'seen', from: '2026-01-02T12', to: null }, -1],
      ['a pattern, taken as words', words('.* $ [a'), -1],
    ];
    it.each(cases)('finds %s', async (_, query, count) => {
      const wanted = expected(query).sort(newest);
      if (count >= 0) expect(wanted).toHaveLength(count);
      else expect(wanted.length).toBeGreaterThan(0);
      expect(await found(query)).toEqual(ids(wanted));
    });

    it('has more than 200 queries, most of which find some and leave some', () => {
      const counts = contractQueries.map((text) => expected(parseQuery(text)).length);
      expect(new Set(contractQueries).size).toBeGreaterThanOrEqual(200);
      expect(counts.filter((count) => count > 0 && count < all.length).length).toBeGreaterThan(200);
    });
    it.each(contractQueries)('answers %s', async (text) => {
      const query = parseQuery(text);
      const wanted = expected(query).sort(newest);
      const outlines: string[] = [];
      for await (const { id } of store.outlines(query)) outlines.push(id);
      expect(outlines.toSorted()).toEqual(ids(wanted).toSorted());
      if (contractQueries.indexOf(text) % searchEvery !== 0) return;
      const { hits, total } = await ask(query);
      expect(hits.map(({ article }) => article.url)).toEqual(wanted.map(({ url }) => url));
      expect(total).toBe(wanted.length);
    });

    it('marks every form of a word, and a whole word in every script', async () => {
      const marks = async (text: string) =>
        (await ask(parseQuery(text))).hits.flatMap(({ highlights }) =>
          highlights.flatMap((piece) =>
            [...piece.matchAll(/\u{E000}([^\u{E001}]*)\u{E001}/gu)].map((found) => found[1]),
          ),
        );
      expect(new Set(await marks('flood~'))).toEqual(new Set(['Floods', 'flooding', 'flooded', 'flood']));
      expect(new Set(await marks('臺灣~'))).toEqual(new Set(['臺灣', '台湾']));
    });

    it('answers any query as the plain meaning does', async () => {
      await fc.assert(
        fc.asyncProperty(anyQuery(all), async (query) => {
          const { hits, total } = await ask(query);
          const wanted = expected(query).sort(newest);
          expect(hits.map(({ article }) => article.id)).toEqual(ids(wanted));
          expect(total).toBe(wanted.length);
        }),
        { numRuns: 150, seed: 5 },
      );
    });

    it.each(['newest', 'oldest', 'relevance'] as const)(
      'pages through all of it by %s, each once',
      async (sort) => {
        for (const collapse of [false, true]) {
          const whole = await ask(words('harbour'), { sort, collapse });
          const paged: string[] = [];
          let cursor: string | null = null;
          do {
            const page: Awaited<ReturnType<typeof ask>> = await ask(words('harbour'), {
              sort,
              collapse,
              limit: 4,
              cursor,
            });
            expect(page.total).toBe(whole.total);
            paged.push(...page.hits.map(({ article }) => article.id));
            cursor = page.next;
          } while (cursor !== null);
          expect(paged).toEqual(whole.hits.map(({ article }) => article.id));
          expect(paged).toHaveLength(whole.total);
        }
      },
    );

    it('orders articles of one moment by id, in whatever order they came', async () => {
      const crowd = alike(6);
      const place = await make();
      const store = await place.open();
      const ordered = async (text: string) => {
        const query = parseQuery(text);
        const { hits } = await store.search({
          query,
          limit: 9,
          cursor: null,
          sort: 'oldest',
          collapse: false,
        });
        return ids(hits.map(({ article }) => article));
      };
      try {
        const later = crowd.map((one) => ({ ...one, firstSeenAt: '2026-03-01T00:00:00.001Z' }));
        for (const n of [4, 1, 5, 0, 3, 2]) {
          const one = later[n];
          if (one) await store.commit(batch(one));
        }
        expect(await ordered('council')).toEqual(ids(crowd));
        // Found to be older, each moves; the words of each stay its own.
        for (const n of [2, 5, 0, 4, 1, 3]) {
          const one = crowd[n];
          const moved = one && { ...one, firstSeenAt: '2026-03-01T00:00:00.000Z', revision: 2 };
          if (moved) await store.commit(emptyCommit({ articles: [write(moved, { changed: false })] }));
        }
        expect(await ordered('council')).toEqual(ids(crowd));
        for (const one of crowd)
          expect(await ordered(`title:${one.title?.split(' ').at(-1)}`)).toEqual([one.id]);
      } finally {
        await store.close();
        await place.clear();
      }
    });

    it('refuses the cursor of another question', async () => {
      const { next } = await ask(words('harbour'), { limit: 1 });
      expect(next).not.toBeNull();
      await expect(ask(words('storm'), { cursor: next })).rejects.toMatchObject({ code: 'invalid-cursor' });
      await expect(ask(words('harbour'), { cursor: 'x' })).rejects.toMatchObject({ code: 'invalid-cursor' });
    });

    it('puts one member of each story forward, the nearest to the original', async () => {
      const rank = { original: 0, unique: 0, revision: 1, excerpt: 2, copy: 3 };
      const query = words('harbour');
      const byStory = Map.groupBy(expected(query), ({ storyId }) => storyId);
      const wanted = [...byStory.values()].map(
        (members) =>
          members.toSorted(
            (a, b) =>
              rank[a.relation] - rank[b.relation] ||
              a.firstSeenAt.localeCompare(b.firstSeenAt) ||
              (a.id < b.id ? -1 : 1),
          )[0],
      );
      const { hits, total } = await ask(query, { collapse: true });
      expect(hits.map(({ article }) => article.id).sort()).toEqual(wanted.map((one) => one?.id).sort());
      expect(total).toBe(byStory.size);
      expect(byStory.size).toBeLessThan(expected(query).length);
      for (const { article, copies } of hits) {
        expect(copies).toBe(all.filter(({ storyId }) => storyId === article.storyId).length);
      }
    });

    it('puts a word in a title before one in a text, and a short text before a long one', async () => {
      const paths = (await ask(words('lighthouse'), { sort: 'relevance' })).hits.map(({ article }) =>
        article.url.split('/').at(-1),
      );
      expect(paths).toEqual(['in-title', 'in-short-text', 'in-long-text']);
    });

    it('marks what was found', async () => {
      const { hits } = await ask(words('lighthouse'), { sort: 'relevance', limit: 1 });
      expect(hits[0]?.highlights[0]).toContain('\u{E000}Lighthouse\u{E001}');
    });

    it('counts the values of each field among the hits, the most frequent first', async () => {
      for (const query of [{ type: 'everything' } as const, words('harbour'), words('nowhere-at-all')]) {
        const facets = await store.facets(query);
        const counted = (value: (article: Article) => string | null) => {
          const counts = new Map<string, number>();
          for (const one of expected(query)) {
            const name = value(one);
            if (name !== null) counts.set(name, (counts.get(name) ?? 0) + 1);
          }
          return [...counts]
            .map(([name, count]) => ({ value: name, count }))
            .sort((a, b) => b.count - a.count || (a.value < b.value ? -1 : 1));
        };
        expect(facets).toEqual({
          site: counted(({ site }) => site),
          language: counted(({ language }) => language),
          verdict: counted(({ dateVerdict }) => dateVerdict),
          relation: counted(({ relation }) => relation),
          day: counted(({ firstSeenAt }) => firstSeenAt.slice(0, 10)),
          sample: 1,
          among: null,
        });
      }
    });

    it('counts what fits by quarters of an hour of first sight', async () => {
      const { quarters, sample } = await store.seenTimes(words('harbour'));
      const counts = new Map<number, number>();
      for (const { firstSeenAt } of expected(words('harbour'))) {
        const startMs = Math.floor(Date.parse(firstSeenAt) / 900_000) * 900_000;
        counts.set(startMs, (counts.get(startMs) ?? 0) + 1);
      }
      const wanted = [...counts].map(([startMs, count]) => ({ startMs, count }));
      expect(quarters).toEqual(wanted.sort((a, b) => a.startMs - b.startMs));
      expect(quarters.length).toBeGreaterThan(10);
      expect(sample).toBe(1);
    });

    it('tells each story once, with its first sight among what fits', async () => {
      const { stories, among } = await store.toldStories(words('harbour'));
      const byStory = Map.groupBy(expected(words('harbour')), ({ storyId }) => storyId);
      const wanted = [...byStory].map(([storyId, members]) => ({
        storyId,
        firstSeenAt: members.map(({ firstSeenAt }) => firstSeenAt).toSorted()[0],
      }));
      const byId = (a: { storyId: string }, b: { storyId: string }) => (a.storyId < b.storyId ? -1 : 1);
      expect(stories.toSorted(byId)).toEqual(wanted.toSorted(byId));
      expect(among).toBeNull();
    });

    it('exports what fits, by id', async () => {
      const query = words('harbour');
      const exported: Article[] = [];
      for await (const article of store.export(query)) exported.push(article);
      expect(exported).toEqual(expected(query).sort((a, b) => (a.id < b.id ? -1 : 1)));
    });
  });
}
