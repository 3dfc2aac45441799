import type { OperationStore } from '../operation-store.ts';
import { auditRows } from './audit-rows.ts';
import { healthRows } from './health-rows.ts';
import { openDatabase } from './open-database.ts';
import { removalRows } from './removal-rows.ts';
import { statements } from './statements.ts';

/** The health of sites and the log of operators, in the store's SQLite file. */
export async function openSqliteOperations({ file }: { file: string }): Promise<OperationStore> {
  const db = openDatabase(file);
  const sql = statements(db);
  return {
    ...healthRows(sql),
    ...auditRows(sql),
    ...removalRows(sql),
    async close() {
      if (db.isOpen) db.close();
    },
  };
}
