import type { Schedule } from '../../../src/schedule/schedule.ts';

/** A schedule of one list. */
export function schedule(change: Partial<Schedule> = {}): Schedule {
  const id = change.id ?? 'https://portal.example/news/';
  return {
    id,
    site: 'Portal',
    starts: [{ url: id, kind: 'list' }],
    rhythm: { kind: 'every', everyMs: 30 * 60_000 },
    zone: 'UTC',
    jitterMs: 0,
    overlap: 'skip',
    missed: 'once',
    blackout: [],
    ...change,
  };
}
