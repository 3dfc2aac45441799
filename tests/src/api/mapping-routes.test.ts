import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { NinjsItem } from '../../../src/export/ninjs-item.ts';
import type { Article } from '../../../src/model/article.ts';
import { emptyCommit, write } from '../store/store-values.ts';
import { type ServedPortals, servedPortals } from './served-portals.ts';

let portals: ServedPortals;
beforeAll(async () => {
  portals = await servedPortals();
});
afterAll(async () => {
  await portals.close();
});

const item = async ({ id }: Article) => NinjsItem.parse(await portals.get(`/v1/articles/${id}/ninjs`));

/** One more visit; with a body the text was found changed. */
async function visited(before: Article, at: string, body?: string): Promise<Article> {
  const changed = body !== undefined;
  const after = {
    ...before,
    ...(changed ? { body, revision: before.revision + 1 } : {}),
    lastSeenAt: at,
  };
  const { id: articleId, revision, title, firstSeenAt, lastSeenAt, snapshot } = before;
  const older = { articleId, revision, title, body: before.body, firstSeenAt, lastSeenAt, snapshot };
  await portals.served.store.commit(
    emptyCommit({
      at,
      articles: [write(after, { expectedRevision: revision, changed, revision: changed ? older : null })],
      observations: [{ articleId, at, reactions: [], views: null, lists: [] }],
    }),
  );
  return after;
}

describe('an article as ninjs over HTTP', () => {
  it('has the time of its version from the first visit that saw its text, whatever visits come later', async () => {
    const [first] = portals.articles;
    if (!first) throw new Error('no article');
    const created = { firstCreated: first.firstSeenAt, version: '1', versionCreated: first.firstSeenAt };
    expect(await item(first)).toMatchObject(created);
    const seen = await visited(first, '2026-03-01T00:00:00.000Z');
    expect(await item(seen)).toMatchObject(created);
    const changed = await visited(seen, '2026-03-02T00:00:00.000Z', 'The lamps were lit again.');
    await visited(changed, '2026-03-03T00:00:00.000Z');
    expect(await item(changed)).toMatchObject({
      ...{ firstCreated: first.firstSeenAt, version: '2', versionCreated: '2026-03-02T00:00:00.000Z' },
      bodies: [{ value: 'The lamps were lit again.' }],
    });
  });
});
