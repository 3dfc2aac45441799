import { z } from 'zod';
import { type OpenApplication, withApplication } from '../application.ts';
import { cliUser } from '../cli-user.ts';
import { command } from '../command.ts';
import { finishRemoval } from '../finish-removal.ts';
import { NotFoundError } from '../not-found-error.ts';
import { settingFlags, settingInput } from '../setting-flags.ts';
import { siteHosts } from '../site-hosts.ts';

export const remove = (open: OpenApplication) =>
  command({
    usage: 'remove <what>',
    summary:
      'takes a URL or a site out for good: articles (with tombstones), search index, pages in the archive',
    flags: [
      ['--reason <text>', 'told to followers of the change feed (default: removed on request)'],
      ...settingFlags,
    ],
    input: z.object({
      what: z.string().min(1),
      reason: z.string().min(1).max(500).default('removed on request'),
      ...settingInput,
    }),
    async run({ what, reason, ...flags }, io) {
      return withApplication(open, flags, async (application) => {
        const target = /^https?:\/\//i.test(what)
          ? { url: what }
          : { hosts: (await siteHosts(what, application)).flatMap((host) => [host, `www.${host}`]) };
        const removal = await application.removal.ask(target, { reason, who: cliUser() });
        if (!removal) throw new NotFoundError('URL or site', what, 'take one from `wellspring site list`');
        return finishRemoval(removal, application, io);
      });
    },
  });
