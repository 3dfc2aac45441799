import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openSqliteSchedules } from '../../../../src/store/sqlite/open-sqlite-schedules.ts';
import { scheduleStoreContract } from '../schedule-store.contract.ts';

scheduleStoreContract('sqlite', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'wellspring-schedules-'));
  return {
    open: () => openSqliteSchedules({ file: join(folder, 'wellspring.sqlite') }),
    clear: async () => rmSync(folder, { recursive: true, force: true }),
  };
});
