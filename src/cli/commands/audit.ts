import { z } from 'zod';
import { type OpenApplication, withApplication } from '../application.ts';
import { command } from '../command.ts';
import { writeLine } from '../io.ts';
import { shortened } from '../printable.ts';
import { settingFlags, settingInput } from '../setting-flags.ts';
import { table } from '../table.ts';

export const audit = (open: OpenApplication) =>
  command({
    usage: 'audit',
    summary: 'who changed what by hand, newest first',
    flags: [
      ['--limit <n>', 'how many at most', '50'],
      ['--json', 'one JSON object an entry'],
      ...settingFlags,
    ].map(([flag = '', text = '']) => [flag, text] as const),
    input: z.object({
      limit: z.coerce.number().int().min(1).max(100_000).default(50),
      json: z.boolean().default(false),
      ...settingInput,
    }),
    async run({ limit, json, ...flags }, io) {
      return withApplication(open, flags, async ({ operations }) => {
        const { entries } = await operations.entries({ limit, cursor: null });
        if (json) for (const entry of entries) await writeLine(io.out, JSON.stringify(entry));
        else if (entries.length === 0) await writeLine(io.out, 'nothing was changed by hand yet');
        else
          await writeLine(
            io.out,
            table(
              entries.map(({ at, who, action, subject, note }) => [
                ...[at, shortened(who, 40), action, shortened(subject ?? '', 60), shortened(note ?? '', 80)],
              ]),
            ),
          );
        return 0;
      });
    },
  });
