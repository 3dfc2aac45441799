import { z } from 'zod';
import { Snapshot } from '../model/snapshot.ts';
import type { FailureClass } from './failure-class.ts';
import { DeadLetter, type Job } from './job-queue.ts';

/** A dead letter with the pages that it is about. */
export const ToldLetter = DeadLetter.extend({
  /** Name and key of the job. */
  id: z.string(),
  runId: z.string().nullable(),
  site: z.string().nullable(),
  /** Where the page lies in the archive, where it was fetched at all. */
  pages: z.array(z.object({ url: z.string(), snapshot: Snapshot.nullable() })),
});
export type ToldLetter = z.infer<typeof ToldLetter>;

/** All of these hold; nothing: every letter. */
export type DeadLetterFilter = {
  ids?: readonly string[];
  /** crawl, ingest, browse, remove. */
  job?: string;
  failure?: FailureClass;
  code?: string;
  /** Of one of its pages. */
  host?: string;
  /** Anywhere in it. */
  text?: string;
  since?: string;
};

/** Where jobs that failed for good wait for a person. */
export interface DeadLetterDesk {
  /** Oldest first. `after`: the last id of the page before. */
  list(filter: DeadLetterFilter & { limit: number; after: string | null }): Promise<{
    letters: ToldLetter[];
    total: number;
    next: string | null;
  }>;
  letter(id: string): Promise<ToldLetter | null>;
  /** Puts all that fit back to work; gives back how many. */
  replay(filter: DeadLetterFilter): Promise<number>;
  /** Tells the pages of a job that became a dead letter so. */
  buried(letter: DeadLetter): Promise<void>;
}

export function letterId({ name, key }: Pick<Job, 'name' | 'key'>): string {
  return `${name}-${key}`;
}
