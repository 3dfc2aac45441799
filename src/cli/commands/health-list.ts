import { z } from 'zod';
import type { SiteCondition } from '../../health/health-desk.ts';
import { tellSign } from '../../health/sign-words.ts';
import { type OpenApplication, withApplication } from '../application.ts';
import { command } from '../command.ts';
import { writeLine } from '../io.ts';
import { settingFlags, settingInput } from '../setting-flags.ts';
import { table } from '../table.ts';

export const healthList = (open: OpenApplication) =>
  command({
    usage: 'health list',
    summary:
      'each site by what its pages say: as usual, in doubt or changed; the ones that need you come first',
    flags: [['--all', 'sites that are well, too'], ['--json', 'one JSON object a site'], ...settingFlags],
    input: z.object({ all: z.boolean().default(false), json: z.boolean().default(false), ...settingInput }),
    async run({ all, json, ...flags }, io) {
      return withApplication(open, flags, async ({ health }) => {
        const sites = await health.sites();
        const shown = sites.filter(({ state }) => all || (state !== 'well' && state !== 'learning'));
        if (json) for (const site of shown) await writeLine(io.out, JSON.stringify(site));
        else if (shown.length > 0)
          await writeLine(io.out, table([['state', 'site', 'pages', 'held', 'what'], ...shown.map(row)]));
        if (!json) await writeLine(io.out, countsLine(sites));
        return 0;
      });
    },
  });

function row({ state, site, pages, held, drift, doubts }: SiteCondition): string[] {
  const what = drift ? `${drift.signs.map(tellSign).join(', ')}  (${drift.id})` : doubts.join(', ');
  return [state, site, String(pages), String(held), what];
}

function countsLine(sites: readonly SiteCondition[]): string {
  if (sites.length === 0) return 'no site was looked at yet: each page that is read is';
  const counts = Map.groupBy(sites, ({ state }) => state);
  const parts = [...counts].map(([state, some]) => `${some.length} ${state}`);
  return `${sites.length} sites: ${parts.join(', ')}`;
}
