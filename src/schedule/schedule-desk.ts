import type { Run } from '../model/run.ts';
import type { Pause } from '../model/schedule-state.ts';
import type { ScheduleAlarm, ScheduleView } from '../model/schedule-view.ts';

/** A site file that cannot be used as it is now. */
export type BrokenSiteFile = { file: string; message: string; since: string; inForce: 'before' | 'nothing' };

/** Where schedules are looked at and steered by hand. */
export interface ScheduleDesk {
  /**
   * @param times how many of its next runs each schedule tells
   * @throws {UnknownSiteError}
   */
  schedules(options: { site?: string; times: number }): Promise<ScheduleView[]>;
  alarms(): Promise<ScheduleAlarm[]>;
  brokenFiles(): readonly BrokenSiteFile[];
  pauses(): Promise<Pause[]>;
  /** Null: all sites. Lasts until `resume`. @throws {UnknownSiteError} */
  pause(site: string | null, reason: string): Promise<void>;
  /** False: it was not paused. @throws {UnknownSiteError} */
  resume(site: string | null): Promise<boolean>;
  /** All lists of a site, as soon as a worker is free. @throws {UnknownSiteError} */
  runNow(site: string, reason: string): Promise<Run>;
  /** Null: there is no such run, or it has ended. */
  cancel(runId: string, reason: string): Promise<Run | null>;
}
