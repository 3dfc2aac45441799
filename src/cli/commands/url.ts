import { z } from 'zod';
import { canonicalUrl } from '../../../crawlers/canonical-url.ts';
import { type OpenApplication, withApplication } from '../application.ts';
import { command } from '../command.ts';
import { writeLine } from '../io.ts';
import { NotFoundError } from '../not-found-error.ts';
import { settingFlags, settingInput } from '../setting-flags.ts';
import { table } from '../table.ts';

export const url = (open: OpenApplication) =>
  command({
    usage: 'url <url>',
    summary: "a URL's biography: how it was found, what became of it and why",
    flags: [['--json', 'as one JSON object'], ...settingFlags],
    input: z.object({ url: z.url(), json: z.boolean().default(false), ...settingInput }),
    async run({ url: address, json, ...flags }, io) {
      return withApplication(open, flags, async ({ store }) => {
        const record = (await store.url(address)) ?? (await store.url(canonicalUrl(address) ?? address));
        if (!record) throw new NotFoundError('URL', address, 'no crawl has met it yet');
        if (json) {
          await writeLine(io.out, JSON.stringify(record));
          return 0;
        }
        const { discovery, lastFetch } = record;
        const rows = [
          ['url', record.url],
          ['outcome', record.outcome],
          ['reason', record.reason],
          [
            'found',
            `${record.firstSeenAt} by ${discovery.by}${discovery.from ? ` in ${discovery.from}` : ''}${discovery.date ? `, dated ${discovery.date} there` : ''}`,
          ],
          ['depth', `${record.depth} links from a start`],
          ['settled', record.updatedAt],
          ['run', record.runId ?? 'none'],
          ...(lastFetch
            ? [
                [
                  'fetched',
                  `${lastFetch.at}, HTTP ${lastFetch.status}${lastFetch.finalUrl === record.url ? '' : `, led to ${lastFetch.finalUrl}`}`,
                ],
                [
                  'kept',
                  lastFetch.snapshot
                    ? `${lastFetch.snapshot.file} at ${lastFetch.snapshot.offsetBytes}`
                    : 'no',
                ],
              ]
            : [['fetched', 'never']]),
          ...(record.articleId ? [['article', record.articleId]] : []),
        ];
        await writeLine(io.out, table(rows));
        return 0;
      });
    },
  });
