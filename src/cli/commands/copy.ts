import { z } from 'zod';
import type { SettingFlags } from '../application.ts';
import { command } from '../command.ts';
import { writeLine } from '../io.ts';
import { movingLine } from '../progress.ts';
import { settingFlags, settingInput } from '../setting-flags.ts';

export type CopyStore = (
  to: string,
  flags: SettingFlags,
  show: (progress: { part: string; done: number; of: number }) => void,
) => Promise<{ lastSeq: number; counts: Readonly<Record<string, number>>; alreadyThere: boolean }>;

export const copy = (copyStore: CopyStore) =>
  command({
    usage: 'copy',
    summary:
      'copies the embedded store into an empty MongoDB database, and compares; may be run again after a stop',
    flags: [['--to <uri>', 'mongodb://host/database'], ...settingFlags],
    input: z.object({
      to: z
        .string({ error: 'say where to with --to mongodb://host/database' })
        .regex(/^mongodb(\+srv)?:\/\//, 'is to begin with mongodb:// or mongodb+srv://'),
      ...settingInput,
    }),
    async run({ to, ...flags }, io) {
      const line = movingLine(io.err);
      const { lastSeq, counts, alreadyThere } = await copyStore(to, flags, ({ part, done, of }) =>
        line.show(`${part} ${done} of ${of}`),
      ).finally(line.done);
      await writeLine(
        io.out,
        `${alreadyThere ? 'copied before, and' : 'copied and'} equal: ${counts.articles} articles, ${counts.urls} URLs, ` +
          `${lastSeq} changes. Set MONGODB_URI to go on there; the archive stays where it is, and site files and dead letters too.`,
      );
      return 0;
    },
  });
