import { z } from 'zod';
import { type OpenApplication, withApplication } from '../application.ts';
import { cliUser } from '../cli-user.ts';
import { command } from '../command.ts';
import { finishHeld } from '../finish-held.ts';
import { settingFlags, settingInput } from '../setting-flags.ts';

export const healthAccept = (open: OpenApplication) =>
  command({
    usage: 'health accept <drift>',
    summary: 'the pages are right as they are: learn them anew, and run the held ones',
    flags: settingFlags,
    input: z.object({ drift: z.string(), ...settingInput }),
    async run({ drift, ...flags }, io) {
      return withApplication(open, flags, async (application) => {
        const { released } = await application.health.accept(drift, cliUser());
        await finishHeld(released, application, io);
        return 0;
      });
    },
  });
