import { makeTraces } from './freshness/make-trace.ts';
import { type Played, playFixed, playLearned } from './freshness/play-traces.ts';

// Replays traces of a network (busy, small, bursty, dead, dying and waking lists) against a fixed interval and against the
// plan that is made from what the visits themselves have found, at the same number of visits. `--short`: fewer days.
const short = process.argv.includes('--short');
const days = short ? 12 : 28;
const judged = { fromDay: short ? 6 : 7, untilDay: days, withinMinutes: 10 };
const budgets = short ? [5_000] : [2_500, 5_000, 10_000];
const seeds = short ? [1] : [1, 2, 3];

console.log(
  `${makeTraces(1, 1).length} lists, ${days} days, days ${judged.fromDay} to ${days} judged, seeds ${seeds.join(', ')}\n`,
);
console.log('| visits a day | way | p50 | p95 | mean | within 10 min | predicted p95, share |');
console.log('| ---: | --- | ---: | ---: | ---: | ---: | --- |');
for (const budget of budgets) {
  const played: [string, (seed: number) => Played][] = [
    ['fixed interval', (seed) => playFixed(makeTraces(seed, days), budget, judged)],
    [
      'learned, all visits spent',
      (seed) => playLearned(makeTraces(seed, days), budget, judged, { share: 0.95, spendAll: true }),
    ],
    [
      'goal: 95 % in 10 min',
      (seed) => playLearned(makeTraces(seed, days), budget, judged, { share: 0.95, spendAll: false }),
    ],
  ];
  for (const [name, play] of played) console.log(row(name, seeds.map(play)));
}

function row(name: string, all: readonly Played[]): string {
  const mean = (of: (one: Played) => number) => all.reduce((sum, one) => sum + of(one), 0) / all.length;
  const minutes = (value: number) => value.toFixed(1);
  const percent = (share: number) => `${(share * 100).toFixed(1)} %`;
  const promised = all.every(({ predicted }) => predicted !== null)
    ? `${minutes(mean(({ predicted }) => predicted?.p95Minutes ?? 0))} min, ${percent(mean(({ predicted }) => predicted?.shareWithin ?? 0))}`
    : '';
  return `| ${Math.round(mean(({ visitsPerDay }) => visitsPerDay))} | ${name} | ${minutes(mean(({ p50Minutes }) => p50Minutes))} | ${minutes(mean(({ p95Minutes }) => p95Minutes))} | ${minutes(mean(({ meanMinutes }) => meanMinutes))} | ${percent(mean(({ shareWithin }) => shareWithin))} | ${promised} |`;
}
