import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { openApp } from '../../src/app.ts';
import type { Application } from '../../src/cli/application.ts';
import { type DemoPortals, startDemoPortals } from '../../src/demo/start-demo-portals.ts';
import { loadSettings } from '../../src/settings.ts';

const HOUR_MS = 3_600_000;
/** The copied story that the samples show stands first on each English portal. */
export const seedTitle = 'Lukashenko of Belarus to Beijing';

export type DemoWeek = {
  portals: DemoPortals;
  /** API and dashboard at the end of it; their clock stands still there. */
  serve: Application['serve'];
  store: Application['store'];
  subscriptions: Application['subscriptions'];
  close(): Promise<void>;
};

/**
 * The demo portals as an analyst has them after some days: visited several times on a clock of its own, some articles
 * each time, the last time all that are left. The copied story is taken up by one portal after the other, and looked at
 * again at each visit, so that there are series.
 *
 * @param hoursBefore when the visits were, before `until`; the latest comes last
 * @param scheduled each portal has a site file, and the service has visited it once at the end
 */
export async function demoWeek(options: {
  portals: number;
  articles: number;
  hoursBefore: readonly number[];
  until: Date;
  scheduled?: boolean;
}): Promise<DemoWeek> {
  const { hoursBefore, until, scheduled = false } = options;
  const data = await mkdtemp(join(tmpdir(), 'wellspring-week-'));
  const portals = await startDemoPortals({
    ...{ seed: 1, portals: options.portals, articlesPerPortal: options.articles, moving: true },
  });
  let at = until;
  const allow = portals.portals.map(({ origin }) => new URL(origin).host).join(',');
  const sites = join(data, 'sites');
  if (scheduled) await writeSiteFiles(sites, portals);
  const settings = loadSettings({ env: { WELLSPRING_SITES: sites }, flags: { data, allow } });
  const application = await openApp(settings, { now: () => at });
  const visits = hoursBefore.length;
  for (const [visit, hours] of hoursBefore.entries()) {
    at = new Date(until.getTime() - hours * HOUR_MS);
    const some = portals.portals.flatMap(({ articles }, portal) =>
      articles
        .filter((_, i) => (i === 0 ? portal <= visit : (i * 5 + portal * 2) % visits === visit))
        .map(({ url }) => url),
    );
    const isLast = visit === visits - 1;
    const starts = isLast ? [...portals.portals.map(({ startUrl }) => startUrl), ...some] : some;
    await application.run(
      { starts: starts.map((url) => ({ url, kind: 'page' })), ...(isLast ? {} : { maxDepth: 0 }) },
      () => {},
      new AbortController().signal,
    );
  }
  at = new Date(until.getTime() - HOUR_MS / 3);
  if (scheduled) await visitBySchedule(application);
  at = until;
  return {
    portals,
    serve: (address) => application.serve({ port: 0, ...address }),
    store: application.store,
    subscriptions: application.subscriptions,
    async close() {
      await application.close();
      await portals.close();
      await rm(data, { recursive: true, force: true });
    },
  };
}

async function writeSiteFiles(sites: string, { portals }: DemoPortals): Promise<void> {
  for (const [n, { name, origin, startUrl }] of portals.entries()) {
    const { host } = new URL(origin);
    const folder = join(sites, host.replace(':', '-'));
    await mkdir(folder, { recursive: true });
    // What is gone breaks: one portal in three has given up the feed that its file still names.
    const gone = n % 3 === 0 ? [{ feed: `${origin}/old-feed.xml` }] : [];
    const file = { name, hosts: [host], start: [{ list: startUrl, everyMinutes: 30 }, ...gone] };
    // JSON is YAML, too.
    await writeFile(join(folder, 'site.yaml'), JSON.stringify(file));
  }
}

/** A list that was never visited is visited as soon as the service runs. */
async function visitBySchedule({ work, schedules, scheduleDesk }: Application): Promise<void> {
  const working = await work({ scheduler: true, worker: true });
  const isUnderWay = async () => {
    const views = await scheduleDesk.schedules({ times: 0 });
    return views.some(({ lastVisitAt }) => !lastVisitAt) || (await schedules.openRuns()).length > 0;
  };
  for (let tries = 0; tries < 300 && (await isUnderWay()); tries += 1) await sleep(200);
  await working.close();
}
