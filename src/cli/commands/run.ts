import { z } from 'zod';
import type { Run } from '../../model/run.ts';
import { RunState } from '../../model/run.ts';
import { type OpenApplication, withApplication } from '../application.ts';
import { command } from '../command.ts';
import { writeLine } from '../io.ts';
import { NotFoundError } from '../not-found-error.ts';
import { noteByHand } from '../note-by-hand.ts';
import { settingFlags, settingInput } from '../setting-flags.ts';
import { table } from '../table.ts';

export const runNow = (open: OpenApplication) =>
  command({
    usage: 'run now <name>',
    summary:
      'have the running service visit all lists of a site now (`crawl --site` does it here, and waits)',
    flags: [['--reason <text>', 'what the run says of itself'], ...settingFlags],
    input: z.object({ name: z.string(), reason: z.string().max(500).default('by hand'), ...settingInput }),
    async run({ name, reason, ...flags }, io) {
      return withApplication(open, flags, async ({ scheduleDesk, operations }) => {
        const run = await scheduleDesk.runNow(name, reason);
        await noteByHand({ operations }, { action: 'run now', subject: name, note: reason });
        await writeLine(io.out, run.id);
        return 0;
      });
    },
  });

export const runCancel = (open: OpenApplication) =>
  command({
    usage: 'run cancel <id>',
    summary: 'end a run: what it has not visited yet is told as not-due',
    flags: [['--reason <text>', 'what the run says of itself'], ...settingFlags],
    input: z.object({ id: z.string(), reason: z.string().max(500).default('by hand'), ...settingInput }),
    async run({ id, reason, ...flags }, io) {
      return withApplication(open, flags, async ({ scheduleDesk, operations }) => {
        const run = await scheduleDesk.cancel(id, reason);
        if (!run)
          throw new NotFoundError(
            'open run',
            id,
            'it has ended, or there never was one: `wellspring run list`',
          );
        await noteByHand({ operations }, { action: 'run cancel', subject: id, note: reason });
        await writeLine(io.out, `${run.id} is cancelled`);
        return 0;
      });
    },
  });

export const runList = (open: OpenApplication) =>
  command({
    usage: 'run list',
    summary: 'runs, newest first: why, when, and what came of their URLs',
    flags: [
      ['--site <name>', 'of this site only'],
      ['--state <state>', `only these: ${RunState.options.join(', ')}`],
      ['--limit <n>', 'how many (default 20)'],
      ['--json', 'one JSON object a run'],
      ...settingFlags,
    ],
    input: z.object({
      site: z.string().optional(),
      state: RunState.optional(),
      limit: z.coerce.number().int().min(1).max(1_000).default(20),
      json: z.boolean().default(false),
      ...settingInput,
    }),
    async run({ site, state, limit, json, ...flags }, io) {
      return withApplication(open, flags, async ({ schedules }) => {
        const filter = { ...(site === undefined ? {} : { site }), ...(state === undefined ? {} : { state }) };
        const { runs } = await schedules.runs({ ...filter, limit, cursor: null });
        if (json) for (const run of runs) await writeLine(io.out, JSON.stringify(run));
        else if (runs.length > 0) {
          const head = [
            'planned',
            'began',
            'ended',
            'site',
            'why',
            'state',
            'requests',
            'new',
            'outcomes',
            'id',
          ];
          await writeLine(io.out, table([head, ...runs.map(rowOf)]));
        } else await writeLine(io.err, 'no runs yet');
        return 0;
      });
    },
  });

function rowOf(run: Run): string[] {
  const outcomes = Object.entries(run.outcomes)
    .sort(([, a], [, b]) => b - a)
    .map(([outcome, count]) => `${count} ${outcome}`);
  const clock = (at: string | null) => (at === null ? '–' : at.slice(11, 19));
  return [
    ...[run.plannedAt.slice(0, 19), clock(run.startedAt), clock(run.endedAt), run.site ?? '–'],
    ...[run.trigger, run.state, String(run.requests), String(run.freshArticles)],
    outcomes.join(' · ') || (run.reason ?? ''),
    run.id,
  ];
}
