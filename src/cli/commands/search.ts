import { z } from 'zod';
import { parseQuery } from '../../query/parse-query.ts';
import { type OpenApplication, withApplication } from '../application.ts';
import { command } from '../command.ts';
import { writeLine } from '../io.ts';
import { printable, shortened } from '../printable.ts';
import { settingFlags, settingInput } from '../setting-flags.ts';

const SURE = { exact: '', estimate: 'about ', 'at-least': 'at least ' } as const;

function ofWindow(among: number | null): string {
  return among === null ? '' : ` (chosen among the newest ${among})`;
}

export const search = (open: OpenApplication) =>
  command({
    usage: 'search <query>',
    summary: 'articles that fit a query; * is everything',
    flags: [
      ['--limit <n>', 'how many (default 20)'],
      ['--sort <order>', 'relevance, newest or oldest'],
      ['--collapse', 'one article a story'],
      ['--json', 'one JSON object a line'],
      ...settingFlags,
    ],
    input: z.object({
      query: z.string(),
      limit: z.coerce.number().int().min(1).max(10_000).default(20),
      sort: z.enum(['relevance', 'newest', 'oldest']).default('relevance'),
      collapse: z.boolean().default(false),
      json: z.boolean().default(false),
      ...settingInput,
    }),
    async run({ query: text, limit, sort, collapse, json, ...flags }, io) {
      const query = parseQuery(text);
      return withApplication(open, flags, async ({ store }) => {
        let cursor: string | null = null;
        let left = limit;
        let total = 'nothing fits\n';
        do {
          const page = await store.search({ query, sort, collapse, cursor, limit: Math.min(left, 100) });
          if (page.total > 0) total = `${SURE[page.totalIs]}${page.total} in all${ofWindow(page.among)}\n`;
          for (const { article, copies, highlights } of page.hits) {
            if (json) {
              const { provenance: _, ...open } = article;
              await writeLine(io.out, JSON.stringify({ ...open, copies, highlights }));
              continue;
            }
            await writeLine(io.out, printable(article.title ?? '(no title)'));
            const claimed = article.claimedDate?.iso ?? 'no date';
            const story = copies > 1 ? ` · ${article.relation}, ${copies} copies` : '';
            await writeLine(
              io.out,
              `  ${article.id}  ${article.site} · ${claimed} (${article.dateVerdict})${story}`,
            );
            const piece = highlights[0];
            if (piece) await writeLine(io.out, `  ${shortened(piece.replace(/[\ue000\ue001]/g, ''), 100)}`);
          }
          left -= page.hits.length;
          cursor = page.next;
        } while (cursor !== null && left > 0);
        if (!json) io.err.write(total);
        return 0;
      });
    },
  });
