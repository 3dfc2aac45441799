import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe } from 'vitest';
import { openMongoStores } from '../../../src/store/mongo/open-mongo-stores.ts';
import { openSqliteStore } from '../../../src/store/sqlite/open-sqlite-store.ts';
import { mongoUri, newDatabase } from './mongo/new-database.ts';
import { storyDecisionStoreContract } from './story-decision-store.contract.ts';

storyDecisionStoreContract('sqlite', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'wellspring-decisions-'));
  return {
    open: () => openSqliteStore({ file: join(folder, 'wellspring.sqlite') }),
    clear: async () => rmSync(folder, { recursive: true, force: true }),
  };
});

describe.skipIf(!mongoUri)('on a MongoDB server', () => {
  storyDecisionStoreContract('mongo', async () => {
    const { uri, drop } = newDatabase(mongoUri ?? '');
    return { open: async () => (await openMongoStores({ uri })).store, clear: drop };
  });
});
