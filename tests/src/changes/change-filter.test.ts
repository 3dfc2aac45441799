import { describe, expect, it } from 'vitest';
import { changeFilter, NO_LONGER_FITS } from '../../../src/changes/change-filter.ts';
import type { ChangeEvent } from '../../../src/model/change-event.ts';
import { inventedArticle } from '../../invented-article.ts';

const { provenance: _, ...article } = inventedArticle();
const at = '2026-01-02T00:00:00.000Z';
const updated = (seq: number, title: string): ChangeEvent => ({
  ...{ seq, at, id: article.id, revision: seq },
  type: 'article.updated',
  data: { ...article, title },
});
const removed = (seq: number): ChangeEvent => ({
  ...{ seq, at, id: article.id, revision: seq },
  type: 'article.removed',
  data: { url: article.canonicalUrl, reason: 'asked for' },
});
const told = (event: ChangeEvent, before: ChangeEvent | null) =>
  changeFilter('title:lamps', { articleChangeBefore: async () => before })(event);

describe('changeFilter', () => {
  it('tells an article that fits, whatever it was', async () => {
    expect(await told(updated(2, 'New lamps'), updated(1, 'Old bells'))).toMatchObject({
      type: 'article.updated',
    });
  });

  it('gives a tombstone for one that fitted and no longer does', async () => {
    const tombstone = { type: 'article.removed', seq: 2, data: { reason: NO_LONGER_FITS } };
    expect(await told(updated(2, 'Old bells'), updated(1, 'New lamps'))).toMatchObject(tombstone);
  });

  it('tells nothing of one that fits neither before nor now', async () => {
    expect(await told(updated(2, 'Old bells'), updated(1, 'Old bells'))).toBeNull();
  });

  it.each([
    ['an update', updated(3, 'Old bells')],
    ['a removal', removed(3)],
  ])(
    'gives a tombstone where %s seems to follow a removal: the change between them was not seen',
    async (__, event) => {
      expect(await told(event, removed(1))).toMatchObject({ type: 'article.removed', seq: 3 });
    },
  );

  it('gives a tombstone where it is not known what it was before', async () => {
    expect(await told(removed(9), null)).toMatchObject({ type: 'article.removed' });
  });
});
