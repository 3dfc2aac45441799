import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterAll, expect, it } from 'vitest';
import { openSqliteStore } from '../../../../src/store/sqlite/open-sqlite-store.ts';
import { article, batch } from '../store-values.ts';

const folder = mkdtempSync(join(tmpdir(), 'wellspring-text-index-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

it('puts the texts of a commit into the search index as one part, not as one an article', async () => {
  const file = join(folder, 'wellspring.sqlite');
  const store = await openSqliteStore({ file });
  const db = new DatabaseSync(file, { readOnly: true });
  const parts = () => db.prepare('SELECT count(DISTINCT segid) AS parts FROM article_text_idx').get()?.parts;
  // By their ids these come to their places in no order.
  await store.commit(batch(...Array.from({ length: 12 }, (_, n) => article(`a${n}`))));
  expect(parts()).toBe(1);
  await store.commit(batch(...Array.from({ length: 12 }, (_, n) => article(`b${n}`))));
  expect(parts()).toBe(2);
  db.close();
  await store.close();
});
