import { z } from 'zod';
import type { HeldChoice } from '../../health/health-desk.ts';
import { type OpenApplication, withApplication } from '../application.ts';
import { cliUser } from '../cli-user.ts';
import { command } from '../command.ts';
import { finishHeld } from '../finish-held.ts';
import { writeLine } from '../io.ts';
import { printable } from '../printable.ts';
import { settingFlags, settingInput } from '../setting-flags.ts';
import { table } from '../table.ts';

const pagesAtOnce = 500;

export const quarantineList = (open: OpenApplication) =>
  command({
    usage: 'quarantine list [what]',
    summary: 'pages that are held, with the reason; all, or those of a site or a drift',
    flags: [['--json', 'one JSON object a page'], ...settingFlags],
    input: z.object({ what: z.string().optional(), json: z.boolean().default(false), ...settingInput }),
    async run({ what, json, ...flags }, io) {
      return withApplication(open, flags, async ({ operations }) => {
        const choice = what === undefined ? {} : choiceOf(what);
        let count = 0;
        let cursor: string | null = null;
        do {
          const some: Awaited<ReturnType<typeof operations.held>> = await operations.held({
            ...(choice satisfies Partial<HeldChoice>),
            ...{ limit: pagesAtOnce, cursor },
          });
          if (json) for (const page of some.pages) await writeLine(io.out, JSON.stringify(page));
          else if (some.pages.length > 0)
            await writeLine(
              io.out,
              table(
                some.pages.map(({ heldAt, url, reason, driftId }) => [
                  heldAt,
                  url,
                  printable(reason),
                  driftId ?? '',
                ]),
              ),
            );
          count += some.pages.length;
          cursor = some.next;
        } while (cursor !== null);
        if (!json) await writeLine(io.out, count === 0 ? 'nothing is held' : `${count} pages are held`);
        return 0;
      });
    },
  });

export const quarantineRelease = (open: OpenApplication) =>
  command({
    usage: 'quarantine release <what>',
    summary: 'run held pages as they are: those of a drift, of a site, or one by its address',
    flags: settingFlags,
    input: z.object({ what: z.string(), ...settingInput }),
    async run({ what, ...flags }, io) {
      return withApplication(open, flags, async (application) => {
        const { released } = await application.health.release(choiceOf(what), cliUser());
        await finishHeld(released, application, io);
        return 0;
      });
    },
  });

export const quarantineDrop = (open: OpenApplication) =>
  command({
    usage: 'quarantine drop <what>',
    summary: 'give held pages up: those of a drift, of a site, or one; they stay in the archive',
    flags: settingFlags,
    input: z.object({ what: z.string(), ...settingInput }),
    async run({ what, ...flags }, io) {
      return withApplication(open, flags, async ({ health }) => {
        const { dropped } = await health.drop(choiceOf(what), cliUser());
        await writeLine(io.out, `${dropped} held pages were given up`);
        return 0;
      });
    },
  });

/** An address, the id of a drift, or else a site. */
function choiceOf(what: string): HeldChoice {
  if (/^https?:\/\//i.test(what)) return { url: what };
  return what.startsWith('drift-') ? { driftId: what } : { site: what.replace(/^www\./, '') };
}
