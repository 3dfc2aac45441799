import { z } from 'zod';
import type { HeldChoice } from '../../health/health-desk.ts';
import { type Application, type OpenApplication, withApplication } from '../application.ts';
import { cliUser } from '../cli-user.ts';
import { command } from '../command.ts';
import { finishHeld } from '../finish-held.ts';
import { writeLine } from '../io.ts';
import { printable } from '../printable.ts';
import { settingFlags, settingInput } from '../setting-flags.ts';
import { siteHosts } from '../site-hosts.ts';
import { table } from '../table.ts';

const pagesAtOnce = 500;
type HeldPages = Awaited<ReturnType<Application['operations']['held']>>;
type HeldPage = HeldPages['pages'][number];

export const quarantineList = (open: OpenApplication) =>
  command({
    usage: 'quarantine list [what]',
    summary: 'pages that are held, with the reason; all, or those of a site or a drift',
    flags: [['--json', 'one JSON object a page'], ...settingFlags],
    input: z.object({ what: z.string().optional(), json: z.boolean().default(false), ...settingInput }),
    async run({ what, json, ...flags }, io) {
      return withApplication(open, flags, async (application) => {
        let count = 0;
        for await (const pages of heldPages(what, application)) {
          count += pages.length;
          if (json) for (const page of pages) await writeLine(io.out, JSON.stringify(page));
          else await writeLine(io.out, table(pages.map(cells)));
        }
        if (!json) await writeLine(io.out, count === 0 ? 'nothing is held' : `${count} pages are held`);
        return 0;
      });
    },
  });

export const quarantineRelease = (open: OpenApplication) =>
  command({
    usage: 'quarantine release <what>',
    summary: 'run held pages as they are: those of a drift, of a site, or one by its address',
    flags: settingFlags,
    input: z.object({ what: z.string(), ...settingInput }),
    async run({ what, ...flags }, io) {
      return withApplication(open, flags, async (application) => {
        let count = 0;
        for (const choice of await choicesOf(what, application))
          count += (await application.health.release(choice, cliUser())).released;
        await finishHeld(count, application, io);
        return 0;
      });
    },
  });

export const quarantineDrop = (open: OpenApplication) =>
  command({
    usage: 'quarantine drop <what>',
    summary: 'give held pages up: those of a drift, of a site, or one; they stay in the archive',
    flags: settingFlags,
    input: z.object({ what: z.string(), ...settingInput }),
    async run({ what, ...flags }, io) {
      return withApplication(open, flags, async (application) => {
        let count = 0;
        for (const choice of await choicesOf(what, application))
          count += (await application.health.drop(choice, cliUser())).dropped;
        await writeLine(io.out, `${count} held pages were given up`);
        return 0;
      });
    },
  });

/** An address, the id of a drift, or else a site: each of its hosts. */
async function choicesOf(
  what: string,
  application: Pick<Application, 'sites' | 'store'>,
): Promise<HeldChoice[]> {
  if (/^https?:\/\//i.test(what)) return [{ url: what }];
  if (what.startsWith('drift-')) return [{ driftId: what }];
  return (await siteHosts(what, application)).map((site) => ({ site }));
}

async function* heldPages(
  what: string | undefined,
  application: Pick<Application, 'sites' | 'store' | 'operations'>,
): AsyncGenerator<HeldPage[]> {
  for (const choice of what === undefined ? [{}] : await choicesOf(what, application)) {
    let cursor: string | null = null;
    do {
      const some: HeldPages = await application.operations.held({ ...choice, limit: pagesAtOnce, cursor });
      if (some.pages.length > 0) yield some.pages;
      cursor = some.next;
    } while (cursor !== null);
  }
}

function cells({ heldAt, url, reason, driftId }: HeldPage): string[] {
  return [heldAt, url, printable(reason), driftId ?? ''];
}
