import { delayFigures } from './delay-log.ts';

/** New articles that a list is expected to bring in each hour of the day. */
export type ListRate = { id: string; perHour: readonly number[] };

export type Allotment = {
  /** Visits an hour of the day, by list. */
  visits: Map<string, number[]>;
  /** Over all lists: so many visits a day, and what they promise. */
  visitsPerDay: number;
  p95Minutes: number;
  shareWithin: number;
};

export type AllotRequest = {
  share: number;
  withinMinutes: number;
  visitsPerDay: number;
  /** True: all visits are spent, on a p95 as low as they buy; false: no more than the goal takes. */
  spendAll?: boolean;
};

/** No list is left alone for longer than a day: one that was dead may come to life. */
const leastPerHour = 1 / 24;
/** The part of the visits that goes to all lists by the square root of their rates, as a guard against wrong estimates. */
const spreadShare = 0.25;
const soonestMinutes = 0.5;

/**
 * Gives visits to lists and hours so that the wanted share of new articles is found soon.
 *
 * A list visited every g minutes finds the share min(1, D/g) of its articles within D minutes, whenever in the hour they
 * come: more visits than one every D minutes bring nothing, fewer bring in proportion. So the cheapest way to a share
 * within D is to visit the richest (list, hour) every D minutes, then the next, until the share is reached. Of all D that
 * the visits can pay for, the smallest is taken. What is left over after the goal stays unspent. A part of the visits is
 * spread over all by the square root of their rates, the best for the mean delay (Cho & Garcia-Molina 2003; Azar et al.,
 * "Tractable near-optimal policies for crawling", 2018), since estimates are never quite right.
 */
export function allotVisits(lists: readonly ListRate[], request: AllotRequest): Allotment {
  const cells = lists.flatMap(({ id, perHour }) => perHour.map((rate, hour) => ({ id, hour, rate })));
  const rich = cells.toSorted((a, b) => b.rate - a.rate || a.hour - b.hour || (a.id < b.id ? -1 : 1));
  const floor = floorOf(rich, request.visitsPerDay);
  const share = safeShare(request.share);
  const most = Math.max(request.visitsPerDay, floor.total);
  let delay = request.withinMinutes;
  if (request.spendAll || filled(rich, floor.visits, share, delay).total > most) {
    // What is not affordable at the wished delay is bought at a longer one; the cost falls with the delay.
    let [low, high] = [soonestMinutes, 60 / leastPerHour];
    for (let n = 0; n < 40; n++) {
      delay = Math.sqrt(low * high);
      if (filled(rich, floor.visits, share, delay).total > most) low = delay;
      else high = delay;
    }
    delay = high;
  }
  const { counts, total } = filled(rich, floor.visits, share, delay);
  const visits = new Map(lists.map(({ id }) => [id, new Array<number>(24).fill(0)]));
  for (const [place, { id, hour }] of rich.entries()) {
    const row = visits.get(id);
    if (row) row[hour] = counts[place] ?? 0;
  }
  const found = rich.map(({ rate }, place) => ({ items: rate, gapMinutes: 60 / (counts[place] ?? 1) }));
  return { visits, visitsPerDay: total, ...delayFigures(found, request.withinMinutes) };
}

type Cell = { rate: number };

/** A goal that is aimed at exactly is missed half of the time. */
function safeShare(share: number): number {
  return share + (1 - share) * 0.4;
}

function floorOf(cells: readonly Cell[], visitsPerDay: number): { visits: number[]; total: number } {
  const roots = cells.reduce((sum, { rate }) => sum + Math.sqrt(rate), 0);
  const spread = visitsPerDay * spreadShare;
  const visits = cells.map(({ rate }) =>
    Math.max(leastPerHour, roots > 0 ? (spread * Math.sqrt(rate)) / roots : 0),
  );
  return { visits, total: visits.reduce((sum, count) => sum + count, 0) };
}

/** The richest cells get a visit every `delay` minutes until the share is reached; the last one what is still wanting. */
function filled(
  cells: readonly Cell[],
  floor: readonly number[],
  share: number,
  delay: number,
): { counts: number[]; total: number } {
  const full = 60 / delay;
  const counts = floor.map((count) => Math.min(count, Math.max(full, leastPerHour)));
  const within = (count: number) => Math.min(1, count / full);
  const wanted = share * cells.reduce((sum, { rate }) => sum + rate, 0);
  let covered = cells.reduce((sum, { rate }, place) => sum + rate * within(counts[place] ?? 0), 0);
  for (const [place, { rate }] of cells.entries()) {
    const count = counts[place] ?? 0;
    if (covered >= wanted || rate <= 0) break;
    if (count >= full) continue;
    const gain = rate * (1 - within(count));
    const part = Math.min(1, (wanted - covered) / gain);
    counts[place] = count + (full - count) * part;
    covered += gain * part;
  }
  return { counts, total: counts.reduce((sum, count) => sum + count, 0) };
}
