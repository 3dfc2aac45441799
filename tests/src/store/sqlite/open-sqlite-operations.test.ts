import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openSqliteOperations } from '../../../../src/store/sqlite/open-sqlite-operations.ts';
import { operationStoreContract } from '../operation-store.contract.ts';

operationStoreContract('sqlite', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'wellspring-operations-'));
  return {
    open: () => openSqliteOperations({ file: join(folder, 'wellspring.sqlite') }),
    clear: async () => rmSync(folder, { recursive: true, force: true }),
  };
});
