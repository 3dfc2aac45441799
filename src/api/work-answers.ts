import { z } from 'zod';
import { HostEntry } from '../model/host-entry.ts';
import { Removal } from '../model/removal.ts';
import { ToldLetter } from '../queue/dead-letter-desk.ts';
import { FailureClass } from '../queue/failure-class.ts';

// What the routes of the work under way answer, apart from the routes: the dashboard checks what it reads by them.

export const HostList = z.object({ hosts: z.array(HostEntry).describe('By origin') });
export type HostList = z.infer<typeof HostList>;

/** What a job may have failed of. */
export const failureClasses = FailureClass.options;

export const QueueCounts = z.object({
  waiting: z.int().describe('Jobs that wait, those due later included'),
  running: z.int(),
  done: z.int().describe('That ended well, as long as they are remembered'),
  dead: z.int().describe('That failed for good and wait for a person'),
  failures: z.record(FailureClass, z.int()).describe('The dead ones by what they failed of'),
});
export type QueueCounts = z.infer<typeof QueueCounts>;

export const DeadLetterPage = z.object({
  letters: z.array(ToldLetter).describe('Oldest first'),
  total: z.int().describe('How many fit in all'),
  next: z.string().nullable(),
});
export type DeadLetterPage = z.infer<typeof DeadLetterPage>;

export const RemovalPage = z.object({
  removals: z.array(Removal).describe('Newest first'),
  next: z.string().nullable(),
});
export type RemovalPage = z.infer<typeof RemovalPage>;
