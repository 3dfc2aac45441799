import type { Outcome } from '../model/outcome.ts';

/** A stretch of time: from included, to excluded. */
export type TimeWindow = { from: string; to: string };

/** What came into the store in a window, by first sight. */
export type WindowCounts = {
  articles: number;
  /** Stories with a member that was first seen in the window. */
  stories: number;
  /** Stories of which nothing was seen before the window. */
  newStories: number;
  sites: number;
  /** Articles that are no copy, excerpt or revision of another's. */
  own: number;
  /** Articles with the verdict late. */
  late: number;
};

/** A story, by what came to it in a window. */
export type SpreadingStory = {
  storyId: string;
  articles: number;
  sites: number;
  late: number;
  /** Arrivals by hour, "2026-01-02T03", in order; hours without one are left out. */
  hours: { hour: string; articles: number }[];
};

/** Articles of one site by hour or day of first sight (UTC): "2026-01-02T03", "2026-01-02". */
export type SiteVolume = { site: string; at: string; articles: number; own: number };

/** One site, by its articles first seen in a window. */
export type WindowSite = {
  site: string;
  /** As its newest article names it; null: it names none. */
  siteName: string | null;
  articles: number;
  own: number;
  late: number;
  /** Articles whose date was judged, whatever the verdict but unknown. */
  judged: number;
  /** Of lags in hundredths of a day; null: none is known. */
  medianLagDays: number | null;
  /** Articles whose story no other site tells, now or before. */
  exclusives: number;
  firstSeenAt: string;
  lastSeenAt: string;
};

/** Stories that both sites told in a window, `a` before `b`; and of how many of them each has the original. */
export type SharedStories = {
  a: string;
  b: string;
  shared: number;
  originalsOfA: number;
  originalsOfB: number;
};

/** Outcomes that mean that something is to be looked at. */
export const TROUBLES = [
  'http-error',
  'timeout',
  'too-large',
  'parse-refused',
  'quarantined',
  'dead-letter',
] as const satisfies readonly Outcome[];

/** URLs that came to a bad end in a window, alike in host, outcome and reason. */
export type Trouble = {
  host: string;
  outcome: (typeof TROUBLES)[number];
  reason: string;
  urls: number;
  /** One of them. */
  example: string;
  lastAt: string;
};

/** Counts over stretches of time, made in the store. */
export interface FigureStore {
  windowCounts(window: TimeWindow): Promise<WindowCounts>;
  /** Stories that two sites or more took up in the window: by sites, then articles, then id. */
  spreading(window: TimeWindow, limit: number): Promise<SpreadingStory[]>;
  /** By time, then site. */
  siteVolumes(window: TimeWindow, step: 'hour' | 'day'): Promise<SiteVolume[]>;
  /** By name. */
  windowSites(window: TimeWindow): Promise<WindowSite[]>;
  /** What the newest article of each calls its site; null: nothing, or there is no article. */
  siteNames(sites: readonly string[]): Promise<Map<string, string | null>>;
  /** Of these sites; pairs that share nothing are left out. By name. */
  sharedStories(window: TimeWindow, sites: readonly string[]): Promise<SharedStories[]>;
  /** Most URLs first, then by host, outcome and reason. */
  troubles(window: TimeWindow, limit: number): Promise<Trouble[]>;
}
