import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openSqliteHistory } from '../../../src/store/sqlite/open-sqlite-history.ts';
import { openSqliteStore } from '../../../src/store/sqlite/open-sqlite-store.ts';
import type { FeedPlace, OpenFeed } from './change-feed.contract.ts';

/** A fresh file; every `open` is a connection of its own. */
export async function sqliteFeed(): Promise<FeedPlace & { file: string }> {
  const folder = mkdtempSync(join(tmpdir(), 'wellspring-feed-'));
  const file = join(folder, 'wellspring.sqlite');
  return {
    file,
    open: () => openFile(file),
    async clear() {
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

export async function openFile(file: string): Promise<OpenFeed> {
  const store = await openSqliteStore({ file });
  const history = await openSqliteHistory({ file });
  return {
    store,
    history,
    async close() {
      await history.close();
      await store.close();
    },
  };
}
