import { z } from 'zod';
import { cursorOf, seqOf } from '../../changes/cursor.ts';
import { follow } from '../../changes/follow.ts';
import { type OpenApplication, withApplication } from '../application.ts';
import { command } from '../command.ts';
import { writeLine } from '../io.ts';
import { settingFlags, settingInput } from '../setting-flags.ts';

export const changes = (open: OpenApplication) =>
  command({
    usage: 'changes',
    summary: 'the change feed as NDJSON: every change after a cursor, once, in order',
    flags: [
      ['--since <cursor>', 'the cursor of the last event you have (default: from the start)'],
      ['--follow', 'stay and write new changes as they come'],
      ...settingFlags,
    ],
    input: z.object({ since: z.string().optional(), follow: z.boolean().default(false), ...settingInput }),
    async run({ since, follow: stay, ...flags }, io) {
      const seq = since === undefined ? 0 : seqOf(since);
      return withApplication(open, flags, async ({ store }) => {
        for await (const event of follow(store, { since: seq, stay, signal: io.signal })) {
          await writeLine(io.out, JSON.stringify({ cursor: cursorOf(event.seq), ...event }));
        }
        return 0;
      });
    },
  });
