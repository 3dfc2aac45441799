import { seededRandom } from '../../src/demo/seeded-random.ts';

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;

/** When the articles of one list appeared, in order, in milliseconds from the beginning of the trace. */
export type Trace = { id: string; shape: string; atMs: number[] };

type Shape = { shape: string; lists: number; make(random: () => number, days: number): number[] };

/** A Poisson process whose rate changes with the hour of the day (UTC); by thinning. */
function poisson(
  random: () => number,
  days: number,
  perHour: (hour: number, day: number) => number,
  most: number,
) {
  const times: number[] = [];
  for (let at = 0; ; ) {
    at += (-Math.log(1 - random()) / most) * hourMs;
    if (at >= days * dayMs) return times;
    const hour = Math.floor((at % dayMs) / hourMs);
    if (random() * most < perHour(hour, Math.floor(at / dayMs))) times.push(at);
  }
}

/** Each article brings others within the hour (Hawkes 1971). */
function bursts(random: () => number, parents: readonly number[], children: number): number[] {
  const all: number[] = [];
  const open = [...parents];
  for (let at = open.shift(); at !== undefined; at = open.shift()) {
    all.push(at);
    for (let chance = children; random() < chance; chance -= 1)
      open.push(at - Math.log(1 - random()) * 12 * 60_000);
  }
  return all.sort((a, b) => a - b);
}

const daytime = (rate: number, zone: number) => (hour: number) => {
  const local = (hour + zone + 24) % 24;
  return local >= 7 && local < 22
    ? rate * (local < 10 || (local >= 16 && local < 19) ? 1.6 : 0.8)
    : rate * 0.05;
};
const weekdays = (perHour: (hour: number) => number) => (hour: number, day: number) =>
  perHour(hour) * (day % 7 < 5 ? 1 : 0.3);

/** A network as they are: a few busy lists, many small ones, some that died. */
const shapes: readonly Shape[] = [
  { shape: 'busy, by day', lists: 6, make: (r, days) => poisson(r, days, weekdays(daytime(8, 1)), 16) },
  {
    shape: 'busy, by day, other side of the world',
    lists: 4,
    make: (r, days) => poisson(r, days, weekdays(daytime(6, 9)), 12),
  },
  { shape: 'medium, by day', lists: 12, make: (r, days) => poisson(r, days, weekdays(daytime(1.5, 1)), 3) },
  { shape: 'medium, round the clock', lists: 8, make: (r, days) => poisson(r, days, () => 1, 1) },
  {
    shape: 'in bursts',
    lists: 10,
    make: (r, days) => bursts(r, poisson(r, days, daytime(0.25, 1), 0.5), 0.8),
  },
  {
    shape: 'once a day at six',
    lists: 6,
    make: (r, days) => poisson(r, days, (hour) => (hour === 6 ? 6 : 0), 6),
  },
  { shape: 'small', lists: 30, make: (r, days) => poisson(r, days, () => 0.08, 0.08) },
  { shape: 'dead', lists: 24, make: () => [] },
  {
    shape: 'dies in the middle',
    lists: 4,
    make: (r, days) => poisson(r, days, (_, day) => (day < days / 2 ? 2 : 0), 2),
  },
  {
    shape: 'wakes in the middle',
    lists: 4,
    make: (r, days) => poisson(r, days, (_, day) => (day < days / 2 ? 0 : 2), 2),
  },
];

export function makeTraces(seed: number, days: number): Trace[] {
  return shapes.flatMap(({ shape, lists, make }, kind) =>
    Array.from({ length: lists }, (_, n) => ({
      id: `https://list-${kind}-${n}.example/`,
      shape,
      atMs: make(seededRandom(`${seed} ${kind} ${n}`).next, days),
    })),
  );
}
