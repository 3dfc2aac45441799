import type { Run, RunState } from '../model/run.ts';
import type { Pause, ScheduleState } from '../model/schedule-state.ts';

export type RunFilter = { site?: string; state?: RunState; limit: number; cursor: string | null };

/**
 * What lasts of the schedules: who is paused, how far each has come, and the runs that were made.
 *
 * Promises: what was written outlives the process; two schedulers that write one state at once are told apart by its
 * version.
 * Not here: when a run is due, what it does.
 */
export interface ScheduleStore {
  /** By site, the one of all first. */
  pauses(): Promise<Pause[]>;
  /** Replaces the pause of that site, or of all. */
  pause(pause: Pause): Promise<void>;
  /** Null: the pause of all; those of single sites stay. False: there was none. */
  resume(site: string | null): Promise<boolean>;

  scheduleStates(): Promise<ScheduleState[]>;
  scheduleState(id: string): Promise<ScheduleState | null>;
  /**
   * Writes the state with a version one higher than the one given, where that one still stands (0: where there is none).
   * False: another writer was first.
   */
  saveScheduleState(state: ScheduleState): Promise<boolean>;

  /** False: a run of that id is there already, and stays as it is. */
  addRun(run: Run): Promise<boolean>;
  run(id: string): Promise<Run | null>;
  /** Reads, changes and writes as one; null: there is none. */
  changeRun(id: string, change: (run: Run) => Run): Promise<Run | null>;
  /** By the time they were planned for, newest first. */
  runs(filter: RunFilter): Promise<{ runs: Run[]; next: string | null }>;
  /** Those that wait or run, oldest first. */
  openRuns(): Promise<Run[]>;
  /** Lets go of runs that ended and were planned for before that time; gives back how many. */
  forgetRuns(before: string): Promise<number>;
  close(): Promise<void>;
}
