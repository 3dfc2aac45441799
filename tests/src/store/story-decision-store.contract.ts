import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { StoryDecision } from '../../../src/model/story-decision.ts';
import type { ArticleStore } from '../../../src/store/article-store.ts';
import { MAX_DECISIONS } from '../../../src/store/story-decision-store.ts';

type Place = { open(): Promise<ArticleStore>; clear(): Promise<void> };

const decision = (change: Partial<StoryDecision>): StoryDecision => ({
  kind: 'joined',
  articleId: 'a',
  otherId: 'b',
  at: '2026-01-02T03:04:05.000Z',
  ...change,
});

/** The promises of the port, on any adapter. */
export function storyDecisionStoreContract(adapter: string, make: () => Promise<Place>): void {
  describe(`decisions on stories (${adapter})`, () => {
    let place: Place;
    let store: ArticleStore;
    beforeEach(async () => {
      place = await make();
      store = await place.open();
    });
    afterEach(async () => {
      await store.close();
      await place.clear();
    });

    it('are kept one a pair: the later one holds, in whichever order it names them', async () => {
      await store.decide([decision({}), decision({ otherId: 'c' })]);
      const parted = decision({ kind: 'parted', articleId: 'b', otherId: 'a' });
      await store.decide([parted]);
      const kept = (await store.decisions()).toSorted((x, y) => (x.kind < y.kind ? -1 : 1));
      expect(kept).toEqual([decision({ otherId: 'c' }), parted]);
    });

    it('outlive the process', async () => {
      await store.decide([decision({})]);
      await store.close();
      store = await place.open();
      expect(await store.decisions()).toEqual([decision({})]);
    });

    it('are refused beyond their limit, all of them or none', { timeout: 180_000 }, async () => {
      const many = Array.from({ length: MAX_DECISIONS }, (_, n) => decision({ otherId: `o${n}` }));
      await store.decide(many);
      await expect(store.decide([decision({ articleId: 'x', otherId: 'y' })])).rejects.toThrow(/10000/);
      expect(await store.decisions()).toHaveLength(MAX_DECISIONS);
    });
  });
}
