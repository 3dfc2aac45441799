import type { Alert } from '../model/alert.ts';

/** What saved searches told of, newest first. */
export interface AlertStore {
  /** Keeps the alerts whose ids are not yet known, and gives those back. */
  raise(alerts: readonly Alert[]): Promise<Alert[]>;
  alerts(page: { search: string | null; limit: number; cursor: string | null }): Promise<{
    alerts: Alert[];
    next: string | null;
  }>;
  /** Lets go of those from before that time; gives back how many. */
  forgetAlerts(before: string): Promise<number>;
}
