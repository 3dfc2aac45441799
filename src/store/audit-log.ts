import type { AuditEntry } from '../model/audit-entry.ts';

/** Who changed what by hand, in the order in which it was done. Entries are added and never changed. */
export interface AuditLog {
  note(entry: AuditEntry): Promise<void>;
  /** Newest first. */
  entries(page: { limit: number; cursor: string | null }): Promise<{
    entries: AuditEntry[];
    next: string | null;
  }>;
  /** Lets go of entries before that time; gives back how many. */
  forgetEntries(before: string): Promise<number>;
}
