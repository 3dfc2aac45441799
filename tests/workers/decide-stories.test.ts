import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { articleId } from '../../src/model/article-id.ts';
import type { ArticleStore } from '../../src/store/article-store.ts';
import { openSqliteStore } from '../../src/store/sqlite/open-sqlite-store.ts';
import type { StoryDesk } from '../../src/store/story-desk.ts';
import { storyTools } from '../../src/stories/story-tools.ts';
import { decideStories } from '../../workers/decide-stories.ts';
import { ingestVisits } from './ingest-visits.ts';

const clock = [
  'The harbour board of Ellery Point voted on Thursday to rebuild the old tide clock, which stopped nine years ago after a storm.',
  'Volunteers found the drawings in a chest beneath the pilot house and spent fourteen months making the missing wheels by hand.',
  'Nobody could say what one of the gears was for until the clock was put together again and refused to strike without it.',
];
const ferry = [
  'A ferry line between the two islands will carry bicycles free of charge from the first of May until late autumn.',
  'Its owner Jonna Vik said that the deck had been half empty for years, and that an empty deck earns nothing at all.',
  'Passengers with more than six bicycles are asked to call the pier one day before, so that hooks can be put up.',
];
const [a, b, c, d] = ['a', 'b', 'c', 'd'].map((site) => `https://${site}.example/1.html`) as [
  string,
  string,
  string,
  string,
];

let folder: string;
let store: ArticleStore;
let desk: StoryDesk;
let atMs: number;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'wellspring-decide-'));
  store = await openSqliteStore({ file: join(folder, 'store.sqlite') });
  atMs = Date.parse('2026-01-01T00:00:00Z');
  desk = decideStories({ store, stories: storyTools, now: () => new Date(atMs) });
});
afterEach(async () => {
  await store.close();
  rmSync(folder, { recursive: true });
});

async function visit(url: string, paragraphs: readonly string[], title = 'News of the harbour') {
  atMs += 60_000;
  await ingestVisits([{ url, title, paragraphs }], atMs, store);
}
const storyOf = async (url: string) => (await store.article(articleId(url)))?.storyId ?? 'none';
const together = async (...urls: string[]) => new Set(await Promise.all(urls.map(storyOf))).size === 1;
const eventsAfter = async (seq: number) =>
  (await store.changes(seq, 100)).map(({ type, id }) => `${type} ${id}`);

describe('two stories that a person joins', () => {
  beforeEach(async () => {
    await visit(a, clock, 'Clock strikes');
    await visit(b, ferry, 'Ferry carries');
  });

  it('are one story for every reader, and followers are told', async () => {
    const [one, other] = [await storyOf(a), await storyOf(b)];
    const before = await store.lastSeq();
    const joined = await desk.join(one, other);
    expect(joined?.members.toSorted()).toEqual([articleId(a), articleId(b)].toSorted());
    const [into, gone] = [one, other].toSorted();
    expect(await store.currentStoryId(gone ?? '')).toBe(into);
    expect(await eventsAfter(before)).toEqual(
      expect.arrayContaining([`story.merged ${gone}`, `story.changed ${into}`]),
    );
  });

  it('may be named by their articles', async () => {
    await desk.join(articleId(a), articleId(b));
    expect(await together(a, b)).toBe(true);
  });

  it('stay one when either text is changed, and take in the copies of both', async () => {
    await desk.join(await storyOf(a), await storyOf(b));
    await visit(a, [...clock, 'The first stroke was heard on Sunday, four minutes late.'], 'Clock strikes');
    await visit(b, ferry.toReversed(), 'Ferry carries');
    await visit(c, clock, 'Clock strikes');
    await visit(d, ferry, 'Ferry carries');
    expect(await together(a, b, c, d)).toBe(true);
  });

  it('are left as they are where one is not known', async () => {
    const before = await store.lastSeq();
    expect(await desk.join(await storyOf(a), 'nonesuch')).toBeNull();
    expect(await store.lastSeq()).toBe(before);
    expect(await store.decisions()).toEqual([]);
  });
});

describe('an article that a person takes out of its story', () => {
  beforeEach(async () => {
    for (const url of [a, b, c]) await visit(url, clock);
  });

  it('has a story of its own, the others keep theirs, and followers are told of both', async () => {
    const old = await storyOf(a);
    const before = await store.lastSeq();
    const stories = await desk.part(articleId(a));
    expect(stories?.rest).toMatchObject({ id: old, members: [articleId(b), articleId(c)] });
    expect(stories?.parted.members).toEqual([articleId(a)]);
    expect(await store.article(articleId(a))).toMatchObject({ relation: 'unique' });
    expect(await eventsAfter(before)).toEqual(
      expect.arrayContaining([
        `story.changed ${old}`,
        `story.changed ${stories?.parted.id}`,
        `article.updated ${articleId(a)}`,
      ]),
    );
  });

  it('stays apart when its text is changed and when more copies come', async () => {
    await desk.part(articleId(a));
    await visit(a, clock.slice(0, 2));
    await visit(d, clock);
    expect(await together(a, b)).toBe(false);
    expect(await together(b, c, d)).toBe(true);
    await visit(b, clock.toReversed());
    expect(await together(a, b)).toBe(false);
  });

  it('comes back by being joined, and by nothing else', async () => {
    await desk.part(articleId(a));
    await desk.join(articleId(a), await storyOf(b));
    expect(await together(a, b, c)).toBe(true);
    await visit(a, [...clock, 'The first stroke was heard on Sunday, four minutes late.']);
    expect(await together(a, b, c)).toBe(true);
    expect((await store.decisions()).filter(({ kind }) => kind === 'parted')).toEqual([]);
  });

  it('is refused where it stands alone, and where it belongs to another story than was said', async () => {
    await visit(d, ferry);
    await expect(desk.part(articleId(d))).rejects.toThrow(/the only one of its story/);
    expect(await desk.part(articleId(a), await storyOf(d))).toBeNull();
    expect(await desk.part('nonesuch')).toBeNull();
  });

  it('leaves two stories where it alone held them together', async () => {
    await visit(d, ferry);
    await desk.join(articleId(a), articleId(d));
    await desk.part(articleId(d));
    expect(await together(a, b, c)).toBe(true);
    expect(await together(a, d)).toBe(false);
  });
});

it('a decision that met an ingest on its way is decided again', async () => {
  for (const url of [a, b]) await visit(url, clock);
  let first = true;
  const racing = decideStories({
    stories: storyTools,
    now: () => new Date(atMs),
    store: {
      ...store,
      async commit(batch) {
        if (first) await visit(c, clock);
        first = false;
        return store.commit(batch);
      },
    },
  });
  await racing.part(articleId(a));
  expect(await together(b, c)).toBe(true);
  expect(await together(a, b)).toBe(false);
});

it('an ingest that met a decision on its way is refused, and the queue runs it again', async () => {
  for (const url of [a, b]) await visit(url, clock);
  const later = { url: c, title: 'News of the harbour', paragraphs: clock };
  const racing: ArticleStore = {
    ...store,
    async commit(batch) {
      await desk.part(articleId(a));
      return store.commit(batch);
    },
  };
  await expect(ingestVisits([later], atMs + 60_000, racing)).rejects.toMatchObject({ code: 'stale-commit' });
  await ingestVisits([later], atMs + 120_000, store);
  expect(await together(b, c)).toBe(true);
  expect(await together(a, b)).toBe(false);
});
