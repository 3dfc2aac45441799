import { z } from 'zod';
import { listSites } from '../../sites/site-folder.ts';
import { type OpenApplication, withApplication } from '../application.ts';
import { command } from '../command.ts';
import { type Io, writeLine } from '../io.ts';
import { settingFlags, settingInput } from '../setting-flags.ts';
import { coveredFields, type HostHealth, type SiteHealth, siteHealth } from '../site-health.ts';
import { table } from '../table.ts';

export const siteList = (open: OpenApplication, sitesFolder: () => string) =>
  command({
    usage: 'site list',
    summary: 'each site: hosts, examples, how much of each field was found, last visit, outcomes, health',
    flags: [['--json', 'one JSON object a site'], ...settingFlags],
    input: z.object({ json: z.boolean().default(false), ...settingInput }),
    async run({ json, ...flags }, io) {
      return withApplication(open, flags, async ({ store, health }) => {
        const sites = await siteHealth(listSites(sitesFolder()), { store, health });
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
  const { name, hasFile, hosts, paused, examples, articles, coverage, lastVisitAt, outcomes, health } = site;
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
    ['  health', health.map((one) => condition(one, health.length > 1)).join(' · ') || 'not looked at yet'],
  ];
  const marks = [...(hasFile ? [] : ['no site.yaml']), ...(paused ? ['paused'] : [])];
  await writeLine(io.out, `${name}${marks.length > 0 ? `  (${marks.join(', ')})` : ''}`);
  await writeLine(io.out, table(rows));
}

/** "changed, 3 pages held (drift-…)" */
function condition({ host, state, held, driftId }: HostHealth, isOneOfSeveral: boolean): string {
  const pages = held === 0 ? '' : `, ${held} ${held === 1 ? 'page' : 'pages'} held`;
  return `${isOneOfSeveral ? `${host} ` : ''}${state}${pages}${driftId === null ? '' : ` (${driftId})`}`;
}
