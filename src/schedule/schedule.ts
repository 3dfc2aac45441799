import { createHash } from 'node:crypto';
import type { ScheduleRules } from '../model/schedule-rules.ts';
import type { SiteDefinition } from '../model/site-definition.ts';

/** What is visited by a schedule. */
export type ListStart = { url: string; kind: 'list' | 'feed' | 'sitemap' };

export type FreshnessGoal = NonNullable<ScheduleRules['freshness']>;

export type Rhythm =
  | { kind: 'every'; everyMs: number }
  | { kind: 'cron'; cron: string }
  /** By the plan that was made from what was learned (`VisitPlan`). */
  | { kind: 'learned'; minMinutes: number; maxMinutes: number }
  /** The same, made together with all that share the goal. */
  | { kind: 'freshness'; group: string; goal: FreshnessGoal };

/** When the lists of one entry of a site file are visited. */
export type Schedule = {
  /** The first address of its lists; no other schedule has it. */
  id: string;
  site: string;
  starts: readonly ListStart[];
  rhythm: Rhythm;
  zone: string;
  jitterMs: number;
  overlap: 'skip' | 'wait' | 'parallel';
  missed: 'once' | 'skip';
  blackout: readonly string[];
};

const defaultEveryMinutes = 60;
/** Lists without a rhythm of their own share the goal of the settings. */
const sharedGroup = 'all sites';

/** The schedules of a site: what an entry does not say, its site says, then the settings. */
export function schedulesOf(site: SiteDefinition, settings: ScheduleRules): Schedule[] {
  const rules = site.schedule ?? {};
  return site.start.flatMap((entry) => {
    const starts: ListStart[] = [
      ...(entry.list ? [{ url: entry.list, kind: 'list' as const }] : []),
      ...(entry.feed ? [{ url: entry.feed, kind: 'feed' as const }] : []),
      ...(entry.sitemap ? [{ url: entry.sitemap, kind: 'sitemap' as const }] : []),
    ];
    const id = starts[0]?.url;
    if (id === undefined) return [];
    const schedule: Schedule = {
      id,
      site: site.name,
      starts,
      rhythm: rhythmOf([
        { rules: entry, group: site.name },
        { rules, group: site.name },
        { rules: settings, group: sharedGroup },
      ]),
      zone: rules.zone ?? settings.zone ?? 'UTC',
      jitterMs: (rules.jitterMinutes ?? settings.jitterMinutes ?? 0) * 60_000,
      overlap: rules.overlap ?? settings.overlap ?? 'skip',
      missed: rules.missed ?? settings.missed ?? 'once',
      blackout: rules.blackout ?? settings.blackout ?? [],
    };
    return [schedule];
  });
}

/** "AssetLink 3f2a91bc": short, and the same for one list whatever else its site's file says. */
export function scheduleMark({ site, id }: Pick<Schedule, 'site' | 'id'>): string {
  const mark = createHash('sha256').update(id).digest('hex').slice(0, 8);
  return `${site.replace(/[^\p{L}\p{N}.-]+/gu, '-')}-${mark}`;
}

/** "every 30 min", "cron 0 6 * * * (Europe/Berlin)", … */
export function rhythmWords({ rhythm, zone }: Pick<Schedule, 'rhythm' | 'zone'>): string {
  switch (rhythm.kind) {
    case 'every':
      return `every ${rhythm.everyMs / 60_000} min`;
    case 'cron':
      return `cron ${rhythm.cron} (${zone})`;
    case 'learned':
      return `learned, ${rhythm.minMinutes} to ${rhythm.maxMinutes} min`;
    case 'freshness': {
      const { share, withinMinutes, maxRequestsPerDay } = rhythm.goal;
      return `${Math.round(share * 1_000) / 10} % within ${withinMinutes} min, at most ${maxRequestsPerDay} requests a day`;
    }
  }
}

type Level = {
  rules: Pick<ScheduleRules, 'everyMinutes' | 'cron' | 'learned' | 'freshness'>;
  group: string;
};

function rhythmOf(levels: readonly Level[]): Rhythm {
  for (const { rules, group } of levels) {
    if (rules.everyMinutes !== undefined) return { kind: 'every', everyMs: rules.everyMinutes * 60_000 };
    if (rules.cron !== undefined) return { kind: 'cron', cron: rules.cron };
    if (rules.learned) return { kind: 'learned', ...rules.learned };
    if (rules.freshness) return { kind: 'freshness', group, goal: rules.freshness };
  }
  return { kind: 'every', everyMs: defaultEveryMinutes * 60_000 };
}
