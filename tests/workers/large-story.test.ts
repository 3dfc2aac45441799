import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { articleId } from '../../src/model/article-id.ts';
import type { ArticleStore } from '../../src/store/article-store.ts';
import { openSqliteStore } from '../../src/store/sqlite/open-sqlite-store.ts';
import { ingestVisits } from './ingest-visits.ts';

const paragraphs = [
  'The harbour board of Ellery Point voted on Thursday to rebuild the old tide clock, which stopped nine years ago.',
  'Volunteers found the drawings in a chest beneath the pilot house and spent fourteen months making the wheels by hand.',
];
const copies = 1_200;
const batchSize = 100;
const visit = (n: number) => ({ url: `https://site${n}.example/1.html`, title: 'Tide clock', paragraphs });

describe('a story of very many copies', () => {
  const folder = mkdtempSync(join(tmpdir(), 'wellspring-large-'));
  let store: ArticleStore;
  const read: number[] = [];
  let storyId: string;

  beforeAll(async () => {
    store = await openSqliteStore({ file: join(folder, 'store.sqlite') });
    const counting: ArticleStore = {
      ...store,
      async members(id, limit) {
        const members = await store.members(id, limit);
        read.push(members.length);
        return members;
      },
    };
    for (let from = 0; from < copies; from += batchSize) {
      const visits = Array.from({ length: batchSize }, (_, n) => visit(from + n));
      await ingestVisits(visits, Date.parse('2026-01-01T00:00:00Z') + from * 1_000, counting);
    }
    storyId = (await store.article(articleId(visit(0).url)))?.storyId ?? '';
  }, 60_000);
  afterAll(async () => {
    await store.close();
    rmSync(folder, { recursive: true });
  });

  it('has them all, on all their sites, with one original', async () => {
    const story = await store.story(storyId);
    expect(new Set(story?.members).size).toBe(copies);
    expect(story?.spread).toMatchObject({ copies: copies - 1, sites: copies });
    const { total } = await store.search({
      query: { type: 'value', field: 'relation', value: 'original' },
      ...{ limit: 1, cursor: null, sort: 'newest', collapse: false },
    });
    expect(total).toBe(1);
  });

  it('is judged anew without all of them being read', () => {
    // The first batch opens the story: the store has nothing of it to be read.
    expect(read.length).toBe(copies / batchSize - 1);
    expect(Math.max(...read)).toBeLessThanOrEqual(500);
  });

  it('loses those that come to tell something else, and no others', async () => {
    const last = visit(copies - 1);
    const other = [
      'A ferry line between the two islands will carry bicycles free of charge from May until late autumn.',
      'Its owner said that the deck had been half empty for years, and that an empty deck earns nothing at all.',
    ];
    await ingestVisits(
      [{ ...last, title: 'Ferry', paragraphs: other }],
      Date.parse('2026-01-03T00:00:00Z'),
      store,
    );
    const story = await store.story(storyId);
    expect(story?.members).toHaveLength(copies - 1);
    expect(story?.members).not.toContain(articleId(last.url));
    expect((await store.article(articleId(last.url)))?.storyId).not.toBe(storyId);
  });
});
