import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openSqliteStore } from '../../../../src/store/sqlite/open-sqlite-store.ts';
import { articleSearchContract } from '../article-search.contract.ts';
import { articleStoreContract } from '../article-store.contract.ts';
import { figureStoreContract } from '../figure-store.contract.ts';
import { frontierContract } from '../frontier.contract.ts';

async function newPlace() {
  const folder = mkdtempSync(join(tmpdir(), 'wellspring-store-'));
  return {
    open: () => openSqliteStore({ file: join(folder, 'wellspring.sqlite') }),
    clear: async () => rmSync(folder, { recursive: true, force: true }),
  };
}

articleStoreContract('sqlite', newPlace);
articleSearchContract('sqlite', newPlace);
figureStoreContract('sqlite', newPlace);
frontierContract('sqlite', newPlace);
