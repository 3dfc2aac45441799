import type { OperationStore } from '../operation-store.ts';
import { auditDocuments } from './audit-documents.ts';
import type { Connection } from './connect.ts';
import { healthDocuments } from './health-documents.ts';
import { removalDocuments } from './removal-documents.ts';

/** The health of sites and the log of operators, in the store's own database. */
export function mongoOperations(connection: Connection): OperationStore {
  return {
    ...healthDocuments(connection),
    ...auditDocuments(connection.db),
    ...removalDocuments(connection.db),
    close: async () => undefined,
  };
}
