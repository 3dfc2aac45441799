import { z } from 'zod';
import { removedLine, targetLine } from '../../model/removal.ts';
import { type OpenApplication, withApplication } from '../application.ts';
import { command } from '../command.ts';
import { writeLine } from '../io.ts';
import { shortened } from '../printable.ts';
import { settingFlags, settingInput } from '../setting-flags.ts';
import { table } from '../table.ts';

export const removals = (open: OpenApplication) =>
  command({
    usage: 'removals',
    summary: 'what was asked to be taken out, and how far it is; newest first',
    flags: [
      ['--limit <n>', 'how many at most (default: 50)'],
      ['--json', 'one JSON object a removal'],
      ...settingFlags,
    ],
    input: z.object({
      limit: z.coerce.number().int().min(1).max(100_000).default(50),
      json: z.boolean().default(false),
      ...settingInput,
    }),
    async run({ limit, json, ...flags }, io) {
      return withApplication(open, flags, async ({ removal: desk }) => {
        const { removals: found } = await desk.removals({ limit, cursor: null });
        if (json) for (const one of found) await writeLine(io.out, JSON.stringify(one));
        else if (found.length === 0) await writeLine(io.out, 'nothing was asked to be removed yet');
        else
          await writeLine(
            io.out,
            table(
              found.map(({ askedAt, who, state, target, error, ...counts }) => [
                ...[askedAt, shortened(who, 40), state, shortened(targetLine(target), 60)],
                shortened(error ?? removedLine(counts), 80),
              ]),
            ),
          );
        return 0;
      });
    },
  });
