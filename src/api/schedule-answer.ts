import { z } from 'zod';
import { Run } from '../model/run.ts';
import { Pause } from '../model/schedule-state.ts';
import { ScheduleAlarm, ScheduleView, SiteProblemView } from '../model/schedule-view.ts';

// What the routes of schedules and runs answer, apart from the routes: the dashboard checks what it reads by them.

export const ScheduleList = z.object({
  schedules: z.array(ScheduleView),
  pauses: z.array(Pause).describe('Made by people; that of all sites has site null'),
  alarms: z.array(ScheduleAlarm).describe('What does not go as it should'),
  brokenFiles: z.array(SiteProblemView).describe('Site files that cannot be used as they are now'),
});
export type ScheduleList = z.infer<typeof ScheduleList>;

export const RunPage = z.object({
  runs: z.array(Run).describe('By the time they were planned for, newest first'),
  next: z.string().nullable().describe('The cursor of the next page; null: there are no more'),
});
export type RunPage = z.infer<typeof RunPage>;

export const PauseList = z.object({ pauses: z.array(Pause) });
