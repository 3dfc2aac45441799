import { z } from 'zod';
import { type OpenApplication, withApplication } from '../application.ts';
import { command } from '../command.ts';
import { writeLine } from '../io.ts';
import { NotFoundError } from '../not-found-error.ts';
import { shortened } from '../printable.ts';
import { provenanceTable } from '../provenance-table.ts';
import { settingFlags, settingInput } from '../setting-flags.ts';
import { UsageError } from '../usage-error.ts';

export const explain = (open: OpenApplication) =>
  command({
    usage: 'explain <id> [field]',
    summary: 'where each field came from, how sure we are, and which readings lost',
    flags: [['--json', 'one JSON object a field'], ...settingFlags],
    input: z.object({
      id: z.string(),
      field: z.string().optional(),
      json: z.boolean().default(false),
      ...settingInput,
    }),
    async run({ id, field, json, ...flags }, io) {
      return withApplication(open, flags, async ({ store }) => {
        const article = await store.article(id);
        if (!article) throw new NotFoundError('article', id, 'take an id from `wellspring search QUERY`');
        const rows = article.provenance.filter((row) => field === undefined || row.field === field);
        if (rows.length === 0) {
          const known = [...new Set(article.provenance.map((row) => row.field))].join(', ');
          throw new UsageError(
            `explain: nothing is known of the field ${JSON.stringify(field)}; known are ${known}`,
          );
        }
        if (json) {
          for (const row of rows) await writeLine(io.out, JSON.stringify(row));
          return 0;
        }
        await writeLine(io.out, provenanceTable(rows));
        for (const { field: name, rivals } of field === undefined ? [] : rows) {
          for (const rival of rivals) {
            await writeLine(
              io.out,
              `  rival for ${name}: ${rival.method} at ${rival.path}: ${shortened(rival.raw, 80)}`,
            );
          }
        }
        if (field === undefined || field === 'claimedDate') {
          await writeLine(io.out, `date: ${article.dateVerdict}`);
          for (const reason of article.dateReasons) await writeLine(io.out, `  ${shortened(reason, 160)}`);
          for (const { kind, raw, iso } of article.dateEvidence) {
            await writeLine(io.out, `  evidence ${kind}: ${iso ?? 'unreadable'} from ${shortened(raw, 80)}`);
          }
        }
        return 0;
      });
    },
  });
