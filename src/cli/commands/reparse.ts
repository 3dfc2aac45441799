import { z } from 'zod';
import type { ReparseMove, ReparseReport, ReparseSite } from '../../model/reparse-report.ts';
import { type OpenApplication, withApplication } from '../application.ts';
import { command } from '../command.ts';
import { countLine } from '../count-line.ts';
import { type Io, writeLine } from '../io.ts';
import { shortened } from '../printable.ts';
import { settingFlags, settingInput } from '../setting-flags.ts';
import { siteHosts } from '../site-hosts.ts';
import { table } from '../table.ts';

export const reparse = (open: OpenApplication) =>
  command({
    usage: 'reparse',
    summary:
      "today's parsers over the archive: shows the differences by site and field; with --apply, writes them",
    flags: [
      ['--site <names...>', 'sites by name or host (default: all)'],
      ['--apply', 'write the differences: a new text is a new revision'],
      ['--fresh', 'from the beginning, where an earlier one was stopped or killed in between'],
      ['--json', 'the report as one JSON object'],
      ...settingFlags,
    ],
    input: z.object({
      site: z.array(z.string()).default([]),
      apply: z.boolean().default(false),
      fresh: z.boolean().default(false),
      json: z.boolean().default(false),
      ...settingInput,
    }),
    async run({ site, apply, fresh, json, ...flags }, io) {
      return withApplication(open, flags, async (application) => {
        const hosts = (await Promise.all(site.map((name) => siteHosts(name, application)))).flat();
        const sites = site.length === 0 ? null : hosts;
        const progress = countLine(io.err, 'pages read again');
        const report = await application
          .reparse({ sites, apply, fresh }, progress.show, io.signal)
          .finally(progress.done);
        if (json) await writeLine(io.out, JSON.stringify(report));
        else await show(report, io);
        return report.failed.length > 0 ? 1 : 0;
      });
    },
  });

async function show(report: ReparseReport, io: Io): Promise<void> {
  const { articles, otherPages, changed, revisions, fields, sites } = report;
  const { found, lost, moved, sketches, failed } = report;
  await writeLine(
    io.out,
    `read again: ${articles} articles, ${otherPages} other pages; ${changed} articles differ, ${revisions} in title or text`,
  );
  if (fields.length > 0) {
    const rows = fields.flatMap(({ field, articles: count, examples }) =>
      examples.map(({ url, before, after }, index) => [
        ...(index === 0 ? [field, String(count)] : ['', '']),
        `${shortened(excerpt(before, after), 48)} → ${shortened(excerpt(after, before), 48)}`,
        url,
      ]),
    );
    await writeLine(io.out, table([['field', 'articles', 'before → now', 'for example'], ...rows]));
  }
  await bySite(sites, io);
  await moves('found: an article where none was', found, io);
  await moves('lost: no article any more; removed with a tombstone', lost, io);
  await moves('moved: stored under another address', moved, io);
  if (sketches > 0) await writeLine(io.out, `sketches of another version: ${sketches}`);
  await moves('failed: stays as it is', failed, io);
  await writeLine(io.out, ending(report));
}

const mostShown = 10;

async function bySite(sites: readonly ReparseSite[], io: Io): Promise<void> {
  if (sites.length === 0) return;
  const rows = sites.slice(0, mostShown).map(({ site, changed, fields, found, lost, moved, failed }) => {
    const ofFields = Object.entries(fields)
      .sort(([, a], [, b]) => b - a)
      .map(([field, count]) => `${field} ${count}`);
    return [site, ...[changed, found, lost, moved, failed].map(String), ofFields.join(' · ')];
  });
  await writeLine(io.out, table([['site', 'differ', 'found', 'lost', 'moved', 'failed', 'fields'], ...rows]));
  if (sites.length > mostShown)
    await writeLine(io.out, `  … ${sites.length - mostShown} more sites; --json has all`);
}

async function moves(title: string, list: readonly ReparseMove[], io: Io): Promise<void> {
  if (list.length === 0) return;
  await writeLine(io.out, `${title} (${list.length})`);
  const rows = list.slice(0, mostShown).map(({ url, reason }) => [`  ${url}`, shortened(reason, 80)]);
  await writeLine(io.out, table(rows));
  if (list.length > mostShown) await writeLine(io.out, `  … ${list.length - mostShown} more; --json has all`);
}

/** The value from a little before the place where it begins to differ. */
function excerpt(value: unknown, other: unknown): string {
  const [text, beside] = [JSON.stringify(value) ?? 'none', JSON.stringify(other) ?? 'none'];
  let same = 0;
  while (same < text.length && text[same] === beside[same]) same += 1;
  return same > 30 ? `…${text.slice(same - 12)}` : text;
}

function ending({ applied, interrupted, changed, found, lost, moved, sketches }: ReparseReport): string {
  if (interrupted) return 'stopped before the end; run it again to go on';
  const differs = changed + found.length + lost.length + moved.length + sketches > 0;
  if (!differs) return "today's parsers read the same: there is nothing to write";
  return applied ? 'written' : 'nothing was written; --apply writes it';
}
