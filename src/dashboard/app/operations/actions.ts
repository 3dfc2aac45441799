import { z } from 'zod';
import { Run } from '../../../model/run.ts';
import { counted } from '../counted.ts';
import { shownTime } from '../shown-time.ts';
import type { Action } from './action-desk.tsx';
import { runSubject } from './run-subject.ts';

// Everything that an operator can do here, in words; what it does is the business of the service.

const Replayed = z.object({ replayed: z.int() });
const Released = z.object({ released: z.int() });
const Dropped = z.object({ dropped: z.int() });
const Approved = z.object({ file: z.string(), released: z.int(), stillHeld: z.int() });

/** @param site null: all of them */
export function pauseAction(site: string | null): Action {
  return {
    title: `Pause ${site ?? 'all sites'}`,
    does: `Nothing more is asked of ${site ?? 'any site'} until it is resumed, over restarts too. What is under way stops within seconds and goes on then.`,
    path: '/v1/schedules/pause',
    body: site === null ? {} : { site },
    asksReason: true,
    told: () => `${site ?? 'All sites'}: paused.`,
  };
}

export function resumeAction(site: string | null): Action {
  return {
    title: `Resume ${site ?? 'all sites'}`,
    does:
      site === null
        ? 'Visits go on as planned, and missed ones are made as their schedules say. Sites that are paused by themselves stay so.'
        : 'Its visits go on as planned, and a missed one is made as its schedule says.',
    path: '/v1/schedules/resume',
    body: site === null ? {} : { site },
    told: () => `${site ?? 'All sites'}: resumed.`,
  };
}

export function runNowAction(site: string): Action {
  return {
    title: `Run now: ${site}`,
    does: 'All its lists are visited as soon as a worker is free, at the pace of its hosts.',
    path: '/v1/runs',
    body: { site },
    asksReason: true,
    told: (answer) => `${site}: run ${Run.parse(answer).id} waits for a worker.`,
  };
}

export function cancelAction(run: Run): Action {
  const { id, plannedAt } = run;
  const name = `the run of ${runSubject(run)} from ${shownTime(plannedAt)}`;
  return {
    title: `Cancel ${name}`,
    does: 'It ends. What it has not visited yet is told as not-due.',
    path: `/v1/runs/${encodeURIComponent(id)}/cancel`,
    body: {},
    asksReason: true,
    told: () => `Cancelled: ${name}.`,
  };
}

/** @param count how many are meant, as far as is known now */
export function replayAction(title: string, count: number, body: Readonly<Record<string, unknown>>): Action {
  return {
    title,
    does: `${counted(count, 'job goes', 'jobs go')} back to work with fresh tries. One that fails again comes back here.`,
    path: '/v1/dead-letters/replay',
    body,
    told: (answer) => `Back to work: ${counted(Replayed.parse(answer).replayed, 'job')}.`,
  };
}

/** Held pages of one drift, or one of them. */
export type Held = { drift: string } | { site: string } | { url: string };

export function releaseAction(which: string, held: Held): Action {
  return {
    title: `Release ${which}`,
    does: 'The pages are run as they are: their articles come into the store and the feed with what is read of them now.',
    path: '/v1/quarantine/release',
    body: held,
    told: (answer) => `Released: ${counted(Released.parse(answer).released, 'page')}.`,
  };
}

export function dropAction(which: string, held: Held): Action {
  return {
    title: `Drop ${which}`,
    does: 'The pages are given up: they stay in the archive, and their addresses stay quarantined.',
    path: '/v1/quarantine/drop',
    body: held,
    told: (answer) => `Dropped: ${counted(Dropped.parse(answer).dropped, 'page')}.`,
  };
}

export function acceptAction(drift: { id: string; site: string }): Action {
  return {
    title: `Accept the change of ${drift.site}`,
    does: 'The pages are right as they are: what is usual is learned anew, and the held pages are run.',
    path: `/v1/drifts/${encodeURIComponent(drift.id)}/accept`,
    told: (answer) => `Accepted: ${counted(Released.parse(answer).released, 'held page')} run.`,
  };
}

export function approveAction(
  drift: { id: string; site: string },
  { field, selector }: { field: string; selector: string },
): Action {
  return {
    title: `Approve ${selector} for the ${field} of ${drift.site}`,
    does: 'The selector is written into the site’s file as a new version, and the held pages that are well with it are run again.',
    path: `/v1/drifts/${encodeURIComponent(drift.id)}/approve`,
    body: { selectors: { [field]: selector } },
    told: (answer) => {
      const { file, released, stillHeld } = Approved.parse(answer);
      return `Written into ${file}: ${counted(released, 'page')} released, ${stillHeld.toLocaleString('en')} still held.`;
    },
  };
}
