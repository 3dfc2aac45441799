import { z } from 'zod';
import { type OpenApplication, withApplication } from '../application.ts';
import { command } from '../command.ts';
import { writeLine } from '../io.ts';
import { NotFoundError } from '../not-found-error.ts';
import { printable } from '../printable.ts';
import { settingFlags, settingInput } from '../setting-flags.ts';

export const storyJoin = (open: OpenApplication) =>
  command({
    usage: 'story join <id> <other>',
    summary: 'make two stories one, whatever their texts say; later matching keeps them together',
    flags: [['--json', 'the joined story as one JSON object'], ...settingFlags],
    input: z.object({
      id: z.string(),
      other: z.string(),
      json: z.boolean().default(false),
      ...settingInput,
    }),
    async run({ id, other, json, ...flags }, io) {
      return withApplication(open, flags, async ({ storyDesk }) => {
        const joined = await storyDesk.join(id, other);
        if (!joined) {
          throw new NotFoundError(
            'story',
            `${id} or ${other}`,
            'take ids from `wellspring search QUERY --json`',
          );
        }
        const line = json
          ? JSON.stringify(joined)
          : `${joined.id}: ${joined.members.length} members, ${printable(joined.title ?? '(no title)')}`;
        await writeLine(io.out, line);
        return 0;
      });
    },
  });
