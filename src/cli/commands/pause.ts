import { z } from 'zod';
import { type OpenApplication, withApplication } from '../application.ts';
import { command } from '../command.ts';
import { writeLine } from '../io.ts';
import { noteByHand } from '../note-by-hand.ts';
import { settingFlags, settingInput } from '../setting-flags.ts';

export const pause = (open: OpenApplication) =>
  command({
    usage: 'pause [name]',
    summary: 'no visits of the service to a site, or to any, until `resume`; lasts over restarts',
    flags: [['--reason <text>', 'what others are told'], ...settingFlags],
    input: z.object({
      name: z.string().optional(),
      reason: z.string().min(1).max(500).default('by hand'),
      ...settingInput,
    }),
    async run({ name, reason, ...flags }, io) {
      return withApplication(open, flags, async ({ scheduleDesk, operations }) => {
        await scheduleDesk.pause(name ?? null, reason);
        await noteByHand({ operations }, { action: 'pause', subject: name ?? null, note: reason });
        const what = name === undefined ? 'all sites are paused' : `${name} is paused`;
        await writeLine(
          io.out,
          `${what}; what is under way stops within seconds and goes on after \`resume\``,
        );
        return 0;
      });
    },
  });

export const resume = (open: OpenApplication) =>
  command({
    usage: 'resume [name]',
    summary: 'ends the pause of a site, or the pause of all (those of single sites stay)',
    flags: settingFlags,
    input: z.object({ name: z.string().optional(), ...settingInput }),
    async run({ name, ...flags }, io) {
      return withApplication(open, flags, async ({ scheduleDesk, operations }) => {
        const was = await scheduleDesk.resume(name ?? null);
        if (was) await noteByHand({ operations }, { action: 'resume', subject: name ?? null });
        const left = (await scheduleDesk.pauses()).map(({ site }) => site ?? 'all sites');
        await writeLine(io.out, `the pause of ${name ?? 'all'} ${was ? 'is over' : 'was not in force'}`);
        if (left.length > 0) await writeLine(io.err, `still paused: ${left.join(', ')}`);
        return 0;
      });
    },
  });
