import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it, vi } from 'vitest';
import { openSqliteStore } from '../../../../src/store/sqlite/open-sqlite-store.ts';
import { article, batch, emptyCommit, storyOf } from '../store-values.ts';

const folder = mkdtempSync(join(tmpdir(), 'wellspring-commit-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

it('reads a story of very many members once a commit, not once an article', async () => {
  const store = await openSqliteStore({ file: join(folder, 'wellspring.sqlite') });
  const first = article('first');
  const copies = Array.from({ length: 12 }, (_, n) => article(`copy${n}`, { storyId: first.storyId }));
  const members = [first, ...copies].map(({ id }) => id);
  const story = {
    ...storyOf(first),
    members: [...members, ...Array.from({ length: 900 }, (_, n) => `m${n}`)],
  };
  await store.commit({ ...emptyCommit(), ...batch(first), stories: [{ story, absorbed: [] }] });
  const parse = vi.spyOn(JSON, 'parse');
  const grown = { ...story, title: 'another' };
  await store.commit({ ...emptyCommit(), ...batch(...copies), stories: [{ story: grown, absorbed: [] }] });
  const read = parse.mock.calls.filter(([text]) => text.includes('"m899"'));
  parse.mockRestore();
  expect(read).toHaveLength(1);
  expect(await store.story(story.id)).toEqual(grown);
  await store.close();
});
