import type { AuditLog } from './audit-log.ts';
import type { HealthStore } from './health-store.ts';
import type { RemovalLog } from './removal-log.ts';

/** What operators look after: the health of sites, who did what, and what was taken out. */
export interface OperationStore extends HealthStore, AuditLog, RemovalLog {
  close(): Promise<void>;
}
