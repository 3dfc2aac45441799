import { z } from 'zod';
import { type OpenApplication, withApplication } from '../application.ts';
import { cliUser } from '../cli-user.ts';
import { command } from '../command.ts';
import { writeLine } from '../io.ts';
import { NotFoundError } from '../not-found-error.ts';
import { settingFlags, settingInput } from '../setting-flags.ts';
import { siteHosts } from '../site-hosts.ts';

export const remove = (open: OpenApplication) =>
  command({
    usage: 'remove <what>',
    summary:
      'takes a URL or a site out for good: articles (with tombstones), search index, pages in the archive',
    flags: [
      ['--reason <text>', 'told to followers of the change feed', 'removed on request'],
      ...settingFlags,
    ].map(([flag = '', text = '', value]) =>
      value === undefined ? ([flag, text] as const) : ([flag, `${text} (default: ${value})`] as const),
    ),
    input: z.object({
      what: z.string().min(1),
      reason: z.string().min(1).max(500).default('removed on request'),
      ...settingInput,
    }),
    async run({ what, reason, ...flags }, io) {
      return withApplication(open, flags, async (application) => {
        const isUrl = /^https?:\/\//i.test(what);
        const removed = isUrl
          ? await application.removal.url(what, reason)
          : await application.removal.hosts(
              (await siteHosts(what, application)).flatMap((host) => [host, `www.${host}`]),
              reason,
            );
        if (removed.urls === 0)
          throw new NotFoundError('URL or site', what, 'take one from `wellspring site list`');
        const line = `${removed.urls} URLs, ${removed.articles} articles, ${removed.pages} pages of the archive`;
        await application.operations.note({
          ...{ at: new Date().toISOString(), who: cliUser(), action: 'remove' },
          ...{ subject: what, note: `${reason}: ${line}` },
        });
        await writeLine(io.out, `removed: ${line}`);
        return 0;
      });
    },
  });
