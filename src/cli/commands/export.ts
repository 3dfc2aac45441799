import { createWriteStream } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';
import { z } from 'zod';
import { exportArticles } from '../../export/export-articles.ts';
import { parseQuery } from '../../query/parse-query.ts';
import { type OpenApplication, withApplication } from '../application.ts';
import { command } from '../command.ts';
import { movingLine } from '../progress.ts';
import { settingFlags, settingInput } from '../setting-flags.ts';
import { UsageError } from '../usage-error.ts';

/** Articles between two looks at the line of progress. */
const TELL_EVERY = 200;

/** @param version of Wellspring, which every export names */
export const exportCommand = (open: OpenApplication, version: string) =>
  command({
    usage: 'export <query>',
    summary: 'all articles that fit a query, as NDJSON, CSV or Parquet',
    flags: [
      ['--format <format>', 'ndjson (default), csv or parquet'],
      ['-o, --output <file>', 'write there (default: standard output)'],
      ...settingFlags,
    ],
    input: z.object({
      query: z.string(),
      format: z.enum(['ndjson', 'csv', 'parquet']).default('ndjson'),
      output: z.string().min(1).optional(),
      ...settingInput,
    }),
    async run({ query: text, format, output, ...flags }, io) {
      const query = parseQuery(text);
      if (format === 'parquet' && output === undefined && 'isTTY' in io.out && io.out.isTTY) {
        throw new UsageError('export: Parquet is binary; name a file with -o FILE');
      }
      return withApplication(open, flags, async ({ store }) => {
        const { total, totalIs } = await store.search({
          ...{ query, limit: 1, cursor: null, sort: 'newest', collapse: false },
        });
        const progress = movingLine(io.err);
        let count = 0;
        const counted = async function* () {
          for await (const article of store.export(query)) {
            count += 1;
            if (count % TELL_EVERY === 0)
              progress.show(`${count} of ${totalIs === 'exact' ? '' : 'about '}${total} articles`);
            yield article;
          }
          progress.done();
        };
        const note = { query: text, exportedAt: new Date().toISOString(), version };
        const bytes = exportArticles(counted(), format, note);
        if (output === undefined) await pipeline(bytes, io.out, { end: false });
        else {
          // Whoever finds the file finds all of it: it gets its name when it is whole.
          const partial = `${output}.partial`;
          try {
            await pipeline(bytes, createWriteStream(partial));
            await rename(partial, output);
          } finally {
            await rm(partial, { force: true });
          }
        }
        io.err.write(`${count} articles\n`);
        return 0;
      });
    },
  });
