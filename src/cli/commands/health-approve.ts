import { basename, dirname } from 'node:path';
import { z } from 'zod';
import { type OpenApplication, withApplication } from '../application.ts';
import { cliUser } from '../cli-user.ts';
import { command } from '../command.ts';
import { finishHeld } from '../finish-held.ts';
import { writeLine } from '../io.ts';
import { settingFlags, settingInput } from '../setting-flags.ts';

const selector = z.string().min(1).max(500).optional();

export const healthApprove = (open: OpenApplication) =>
  command({
    usage: 'health approve <drift>',
    summary: "write selectors into the site's file, and run the held pages again that are well with them",
    flags: [
      ['--title <selector>', 'where the title stands; so with the flags below'],
      ['--authors <selector>', 'the byline'],
      ['--date <selector>', 'the date'],
      ['--category <selector>', 'the section'],
      ['--views <selector>', 'the count of views'],
      ['--body <selector>', 'the text'],
      ...settingFlags,
    ],
    input: z.object({
      drift: z.string(),
      ...{
        title: selector,
        authors: selector,
        date: selector,
        category: selector,
        views: selector,
        body: selector,
      },
      ...settingInput,
    }),
    async run({ drift, data, allow, ...selectors }, io) {
      const flags = { ...(data === undefined ? {} : { data }), ...(allow === undefined ? {} : { allow }) };
      return withApplication(open, flags, async (application) => {
        const chosen = Object.fromEntries(Object.entries(selectors).filter(([, one]) => one !== undefined));
        const { file, released, stillHeld } = await application.health.approve(drift, chosen, cliUser());
        await writeLine(io.out, `written to ${file}`);
        await finishHeld(released, application, io);
        if (stillHeld > 0)
          await writeLine(io.out, `${stillHeld} pages still lack what they were held for, and stay held`);
        const folder = basename(dirname(file));
        await writeLine(
          io.out,
          `what came in before the change was found: wellspring reparse --site ${folder} --apply`,
        );
        return 0;
      });
    },
  });
