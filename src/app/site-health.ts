import { remainingFields } from '../../parsers/templates/propose-repair.ts';
import { proposeInThread } from '../../workers/propose-in-thread.ts';
import { releasePassed } from '../../workers/release-passed.ts';
import { type ReadPage, watchPages } from '../../workers/watch-pages.ts';
import type { HealthDesk } from '../health/health-desk.ts';
import type { Verdict } from '../health/judge-pages.ts';
import { judgeVolume } from '../health/judge-volume.ts';
import { writeVersion } from '../sites/write-version.ts';
import type { OperationStore } from '../store/operation-store.ts';
import { type HealthDeskNeeds, healthDesk } from './health-desk.ts';

export type SiteHealthNeeds = Omit<HealthDeskNeeds, 'propose' | 'writeVersion' | 'remaining'> & {
  sitesFolder: string;
  log: { warn(details: object, message: string): void };
};

export type SiteHealth = {
  desk: HealthDesk;
  /** For the ingest job: which pages are in doubt. */
  watch(pages: readonly ReadPage[]): Promise<ReadonlyMap<string, Verdict>>;
  /** Judges the days that are over, and lets go what a kill left held. */
  look(): Promise<void>;
  /** Looks every hour, until closed. */
  start(): { close(): void };
};

const lookEveryMs = 3_600_000;

/** The health of sites, wired. */
export function openSiteHealth(needs: SiteHealthNeeds): SiteHealth {
  const { operations, now, sitesFolder, sites, log } = needs;
  const release = releasePassed(needs);
  const look = async () => {
    for (const { site } of await operations.watches()) await lookAtSite(site, operations, now(), release);
  };
  return {
    desk: healthDesk({
      ...needs,
      propose: proposeInThread,
      writeVersion: (hosts, fields, since) => writeVersion(sitesFolder, hosts, fields, since),
      remaining: (hosts, fetchedAt, broken) =>
        remainingFields(
          sites().find((site) => hosts.some((host) => site.hosts.includes(host))) ?? null,
          fetchedAt,
          broken,
        ),
    }),
    async watch(pages) {
      // What could not be let go with its doubt is let go with the next pages.
      await release([]);
      return watchPages(pages, { operations, now, release });
    },
    look,
    start() {
      const told = () =>
        void look().catch((error: unknown) => log.warn({ err: error }, 'sites were not looked at'));
      told();
      const timer = setInterval(told, lookEveryMs);
      return { close: () => clearInterval(timer) };
    },
  };
}

async function lookAtSite(
  site: string,
  operations: OperationStore,
  now: Date,
  release: (urls: readonly string[]) => Promise<void>,
): Promise<void> {
  const known = await operations.watch(site);
  if (!known) return;
  const at = now.toISOString();
  const today = at.slice(0, 10);
  const judged = judgeVolume(known.watch, known.drift, {
    today,
    at,
    driftId: `drift-volume-${site}-${today}`,
  });
  if (judged.watch.volume.judgedUntil !== known.watch.volume.judgedUntil) {
    // Where another writer is first, the next look judges the day.
    const expectedVersion = known.version;
    await operations.saveWatch({ ...judged, expectedVersion, held: [], released: [] });
  }
  const waiting = new Set(known.watch.held.map(({ url }) => url));
  const { pages } = await operations.held({ site, limit: 500, cursor: null });
  await release(
    pages.filter(({ url, driftId }) => driftId === null && !waiting.has(url)).map(({ url }) => url),
  );
}
