import { existsSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { z } from 'zod';
import type { Page } from '../../model/page.ts';
import type { ParsedArticle } from '../../model/parsed-article.ts';
import { type Application, type OpenApplication, withApplication } from '../application.ts';
import { command } from '../command.ts';
import { type Io, writeLine } from '../io.ts';
import { shortened } from '../printable.ts';
import { provenanceTable } from '../provenance-table.ts';
import { savedPage } from '../saved-page.ts';
import { settingFlags, settingInput } from '../setting-flags.ts';
import { table } from '../table.ts';
import { UsageError } from '../usage-error.ts';

export const tryCommand = (open: OpenApplication) =>
  command({
    usage: 'try <page>',
    summary: 'dry run over a URL or a file: every field, where it came from, how sure; stores nothing',
    flags: [
      ['--url <url>', 'the address that a file was saved from'],
      ['--json', 'the ParsedArticle as one JSON object'],
      ...settingFlags,
    ],
    input: z.object({
      page: z.string(),
      url: z.url().optional(),
      json: z.boolean().default(false),
      ...settingInput,
    }),
    async run({ page: place, url, json, ...flags }, io) {
      return withApplication(open, flags, async (application) => {
        const page = await pageOf(place, url, application, io);
        if ('outcome' in page) {
          io.err.write(`${place}: ${page.outcome}: ${page.reason}\n`);
          return 1;
        }
        const parsed = await application.parse(page);
        if (json) await writeLine(io.out, JSON.stringify(parsed));
        else await show(parsed, io);
        return 0;
      });
    },
  });

async function pageOf(
  place: string,
  url: string | undefined,
  application: Application,
  io: Io,
): Promise<Page | { outcome: string; reason: string }> {
  if (/^https?:\/\//i.test(place)) {
    const fetched = await application.fetchPage(place, io.signal);
    return 'page' in fetched ? fetched.page : fetched;
  }
  if (!existsSync(place)) {
    throw new UsageError(
      `try: ${JSON.stringify(place)} is neither a web address (http://, https://) nor a file`,
    );
  }
  return savedPage(place, url ?? pathToFileURL(place).href.replace(/^file:\/\//, 'http://localhost'));
}

async function show(parsed: ParsedArticle, io: Io): Promise<void> {
  const { claimedDate, reactions, links, paragraphs } = parsed;
  const count = (block: string) => links.filter((link) => link.block === block).length;
  const rows = [
    ['kind', parsed.kind],
    ['title', parsed.title ?? 'none'],
    ['authors', parsed.authors.join(', ') || 'none'],
    [
      'claimed',
      claimedDate
        ? `${claimedDate.iso ?? claimedDate.raw} (zone ${claimedDate.zone ?? 'not named'})`
        : 'none',
    ],
    ['site', `${parsed.site}${parsed.siteName ? ` (${parsed.siteName})` : ''}`],
    ['category', parsed.category ?? 'none'],
    ['language', parsed.language ?? 'unknown'],
    ['source', [parsed.wireCredit, parsed.source].filter((part) => part !== null).join(', ') || 'none'],
    ['reactions', reactions.map(({ label, count }) => `${label} ${count ?? 'unknown'}`).join(', ') || 'none'],
    ['views', parsed.views === null ? 'unknown' : String(parsed.views)],
    [
      'links',
      `${count('related')} related, ${count('ranking')} ranking, ${count('recommendation')} recommendation`,
    ],
    ['body', `${paragraphs.length} paragraphs, ${parsed.body.length} characters`],
    ['template', parsed.template],
  ];
  await writeLine(io.out, table(rows.map(([name = '', value = '']) => [name, shortened(value, 160)])));
  for (const paragraph of paragraphs.slice(0, 3)) await writeLine(io.out, `  | ${shortened(paragraph, 140)}`);
  if (paragraphs.length > 3) await writeLine(io.out, `  | … ${paragraphs.length - 3} more`);
  await writeLine(io.out, '');
  await writeLine(io.out, provenanceTable(parsed.provenance));
}
