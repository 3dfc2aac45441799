import { seededRandom } from '../src/demo/seeded-random.ts';
import { acceptedWatch, repairedWatch } from '../src/health/decide-drift.ts';
import { judgePages } from '../src/health/judge-pages.ts';
import { countArticles, judgeVolume } from '../src/health/judge-volume.ts';
import type { Drift } from '../src/model/drift.ts';
import type { PageSigns } from '../src/model/page-signs.ts';
import type { SiteWatch } from '../src/model/site-watch.ts';
import { inventedSite } from './src/health/invented-signs.ts';

const hourMs = 3_600_000;

/** How the pages of a portal read from an instant on. */
export type SimulatedChange = {
  at: number;
  read(page: PageSigns): PageSigns;
  /** How they read once an operator has approved selectors for them; null: the operator takes them as they are. */
  mended: ((page: PageSigns) => PageSigns) | null;
};

/** A drift as it stands now, and at which page of the new layout it was told; null: at none. */
export type ToldDrift = { drift: Drift; pages: number | null };

/**
 * A portal that writes by chance (less on Sundays), and what the service learns of it. Invented: what its pages show to
 * the parsers, and who decides. Real: what judges it, a visit and a day at a time, in the order of `workers/watch-pages.ts`.
 *
 * @param perDay articles on an ordinary day
 */
export function simulatedPortal(
  { site, seed, perDay, from }: { site: string; seed: number; perDay: number; from: number },
  change: SimulatedChange | undefined,
) {
  const random = seededRandom('portal', seed);
  const pages = inventedSite(seed);
  const told: ToldDrift[] = [];
  const held = new Map<string, number>();
  const keysSince: string[] = [];
  let watch: SiteWatch | null = null;
  let open: Drift | null = null;
  let isMended = false;
  // The first visit finds what was written in the days before.
  let writtenUntil = from - 2 * 24 * hourMs;

  function written(untilMs: number): number {
    let articles = 0;
    for (; writtenUntil < untilMs; writtenUntil += hourMs) {
      const share = new Date(writtenUntil).getUTCDay() === 0 ? 0.5 : 1;
      if (random.chance((perDay / 24) * share)) articles += 1;
    }
    return articles;
  }

  function keep(judged: { watch: SiteWatch; drift: Drift | null }): void {
    watch = judged.watch;
    const { drift } = judged;
    if (drift && drift.id !== open?.id) {
      const at = keysSince.indexOf(drift.id.replace('drift-', ''));
      told.push({ drift, pages: at < 0 ? null : at + 1 });
    }
    const last = told.at(-1);
    if (drift && last) last.drift = drift;
    open = drift?.state === 'open' ? drift : null;
  }

  return {
    told,
    /** Pages in quarantine, and since when. */
    held,
    pages: () => watch?.pages ?? 0,
    openDrift: () => open,
    /** The articles since the last visit are fetched, read and judged, and so is their list. */
    visit(atMs: number): { stored: number; quarantined: number } {
      const at = new Date(atMs).toISOString();
      const isNew = change !== undefined && atMs >= change.at;
      const how = isNew ? (isMended && change.mended ? change.mended : change.read) : undefined;
      const articles = Array.from({ length: written(atMs) }, () => pages.next(how));
      if (isNew) keysSince.push(...articles.map(({ key }) => key));
      const judged = judgePages(watch, open, [listPage(site, at, random.int(28, 30)), ...articles], {
        ...{ site, at },
        driftId: (key) => `drift-${key}`,
      });
      const doubtful = articles.filter(({ url }) => judged.verdicts.get(url));
      const stored = articles.length - doubtful.length;
      keep({ ...judged, watch: countArticles(judged.watch, at.slice(0, 10), stored) });
      for (const { url } of doubtful) held.set(url, atMs);
      for (const url of judged.released) held.delete(url);
      return { stored, quarantined: doubtful.length };
    },
    /** The days that are over are judged. */
    day(atMs: number): void {
      const at = new Date(atMs).toISOString();
      const today = at.slice(0, 10);
      const until = watch?.volume.judgedUntil ?? '';
      // Nothing would be found, and 500 portals are looked at 30 times.
      if (!watch?.days.some(({ day }) => day > until && day < today)) return;
      keep(judgeVolume(watch, open, { today, at, driftId: `drift-volume-${site}-${today}` }));
    },
    /** An operator approves selectors that read the pages again, or takes the pages as they are. */
    decide(): void {
      if (watch === null || open === null) return;
      isMended = Boolean(change?.mended);
      watch = isMended ? repairedWatch(watch) : acceptedWatch(watch);
      open = null;
      held.clear();
    },
  };
}

function listPage(site: string, at: string, items: number): PageSigns {
  const url = `https://${site}.example/`;
  return {
    ...{ url, key: `${site} ${at}`, kind: 'list', shape: '/', template: 'list' },
    ...{ marks: {}, measures: { items: Math.log1p(items) }, language: null },
    own: { address: null, title: null, opening: null, date: null },
  };
}
