import { z } from 'zod';
import { changeFilter } from '../../changes/change-filter.ts';
import { follow } from '../../changes/follow.ts';
import { placeAfter } from '../../changes/place-after.ts';
import { changeLine } from '../../changes/recent-changes.ts';
import { type OpenApplication, withApplication } from '../application.ts';
import { command } from '../command.ts';
import { writeLine } from '../io.ts';
import { NotFoundError } from '../not-found-error.ts';
import { settingFlags, settingInput } from '../setting-flags.ts';
import { UsageError } from '../usage-error.ts';

export const changes = (open: OpenApplication) =>
  command({
    usage: 'changes',
    summary: 'the change feed as NDJSON: every change after a cursor, once, in order',
    flags: [
      [
        '--since <cursor>',
        'the cursor of the last event you have, a time such as 2025-04-16T00:00:00Z, or now (default: from the start)',
      ],
      ['--query <query>', 'only changes of articles that fit'],
      ['--search <name>', 'the same by the name of a saved search'],
      ['--follow', 'stay and write new changes as they come'],
      ...settingFlags,
    ],
    input: z.object({
      since: z.string().optional(),
      query: z.string().optional(),
      search: z.string().optional(),
      follow: z.boolean().default(false),
      ...settingInput,
    }),
    async run({ since, query, search, follow: stay, ...flags }, io) {
      if (query !== undefined && search !== undefined) {
        throw new UsageError('changes: write --query or --search, not both');
      }
      return withApplication(open, flags, async ({ store, history, subscriptions }) => {
        const saved = search === undefined ? null : await subscriptions.search(search);
        if (search !== undefined && !saved) {
          throw new NotFoundError('saved search', search, 'GET /v1/searches lists them');
        }
        const q = saved?.q ?? query;
        const filter = q === undefined ? {} : { filter: changeFilter(q, history) };
        const place = await placeAfter(since, store, history);
        for await (const event of follow(store, { since: place, stay, signal: io.signal, ...filter })) {
          await writeLine(io.out, changeLine(event));
        }
        return 0;
      });
    },
  });
