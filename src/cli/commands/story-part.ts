import { z } from 'zod';
import { type OpenApplication, withApplication } from '../application.ts';
import { command } from '../command.ts';
import { writeLine } from '../io.ts';
import { NotFoundError } from '../not-found-error.ts';
import { settingFlags, settingInput } from '../setting-flags.ts';

export const storyPart = (open: OpenApplication) =>
  command({
    usage: 'story part <articleId>',
    summary: 'take an article out of its story, whatever its text says; later matching keeps it apart',
    flags: [['--json', 'both stories as one JSON object'], ...settingFlags],
    input: z.object({ articleId: z.string(), json: z.boolean().default(false), ...settingInput }),
    async run({ articleId, json, ...flags }, io) {
      return withApplication(open, flags, async ({ storyDesk }) => {
        const stories = await storyDesk.part(articleId);
        if (!stories) {
          throw new NotFoundError('article', articleId, 'take an id from `wellspring search QUERY --json`');
        }
        const { rest, parted } = stories;
        const line = json
          ? JSON.stringify(stories)
          : `${articleId} is now story ${parted.id}; ${rest.id} has ${rest.members.length} members`;
        await writeLine(io.out, line);
        return 0;
      });
    },
  });
