import type { AuditLog } from './audit-log.ts';
import type { HealthStore } from './health-store.ts';

/** What operators look after: the health of sites, and who did what. */
export interface OperationStore extends HealthStore, AuditLog {
  close(): Promise<void>;
}
