import { z } from 'zod';
import { listSites } from '../../sites/site-folder.ts';
import { type OpenApplication, withApplication } from '../application.ts';
import { command } from '../command.ts';
import { type Io, writeLine } from '../io.ts';
import { settingFlags, settingInput } from '../setting-flags.ts';
import { coveredFields, type SiteHealth, siteHealth } from '../site-health.ts';
import { table } from '../table.ts';

export const siteList = (open: OpenApplication, sitesFolder: () => string) =>
  command({
    usage: 'site list',
    summary: 'each site: hosts, examples, how much of each field was found, last visit, outcomes',
    flags: [['--json', 'one JSON object a site'], ...settingFlags],
    input: z.object({ json: z.boolean().default(false), ...settingInput }),
    async run({ json, ...flags }, io) {
      return withApplication(open, flags, async ({ store }) => {
        const sites = await siteHealth(listSites(sitesFolder()), store);
        for (const site of sites) await (json ? writeLine(io.out, JSON.stringify(site)) : show(site, io));
        if (sites.length === 0)
          await writeLine(
            io.err,
            'no sites yet: `wellspring site new URL…` proposes one from a few articles',
          );
        return 0;
      });
    },
  });

async function show(site: SiteHealth, io: Io): Promise<void> {
  const { name, hasFile, hosts, paused, examples, articles, coverage, lastVisitAt, outcomes } = site;
  const share = (part: number) => (part > 0 && part < 0.005 ? '<1%' : `${Math.round(part * 100)}%`);
  const rows = [
    ['  hosts', hosts.join(', ')],
    ['  examples', String(examples)],
    ['  articles', String(articles)],
    ...(coverage
      ? [['  found', coveredFields.map((field) => `${field} ${share(coverage[field])}`).join(' · ')]]
      : []),
    ['  last visit', lastVisitAt ?? 'never'],
    [
      '  outcomes',
      Object.entries(outcomes)
        .sort(([, a], [, b]) => b - a)
        .map(([outcome, count]) => `${count} ${outcome}`)
        .join(' · ') || 'none',
    ],
  ];
  const marks = [...(hasFile ? [] : ['no site.yaml']), ...(paused ? ['paused'] : [])];
  await writeLine(io.out, `${name}${marks.length > 0 ? `  (${marks.join(', ')})` : ''}`);
  await writeLine(io.out, table(rows));
}
