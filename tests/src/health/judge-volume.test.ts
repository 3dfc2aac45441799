import { describe, expect, it } from 'vitest';
import { seededRandom } from '../../../src/demo/seeded-random.ts';
import { countArticles, judgeVolume } from '../../../src/health/judge-volume.ts';
import { newWatch } from '../../../src/health/new-watch.ts';
import type { Drift } from '../../../src/model/drift.ts';

const day = (n: number) => new Date(Date.UTC(2026, 0, 1 + n)).toISOString().slice(0, 10);
const at = '2026-03-01T00:00:00.000Z';

/** A site over some days; null: it was not visited. */
function judged(counts: readonly (number | null)[]) {
  let watch = newWatch('site.example');
  let drift: Drift | null = null;
  let toldOn: number | null = null;
  for (const [n, count] of counts.entries()) {
    if (count !== null) watch = countArticles(watch, day(n), count);
    const result = judgeVolume(watch, drift?.state === 'open' ? drift : null, {
      today: day(n + 1),
      ...{ at, driftId: `volume-${n}` },
    });
    watch = result.watch;
    drift = result.drift ?? drift;
    if (drift?.state === 'open') toldOn ??= n;
  }
  return { watch, drift, toldOn };
}

/** Busy weekdays, quiet Sundays (2026-01-04 is one), as chance has it. */
function month(seed: number, mean: number): number[] {
  const random = seededRandom('volume', seed);
  return Array.from({ length: 40 }, (_, n) => {
    const expected = (n + 4) % 7 === 0 ? mean / 5 : mean;
    const spread = Math.sqrt(expected) * 1.3;
    return Math.max(0, Math.round(expected + spread * (random.int(-1_000, 1_000) / 600)));
  });
}

describe('the volume of a site', () => {
  it('is as usual on Sundays and on ordinary days', () => {
    const told = [5, 20, 80].flatMap((mean) =>
      Array.from({ length: 12 }, (_, seed) => judged(month(seed, mean)).toldOn).filter((n) => n !== null),
    );
    expect(told).toEqual([]);
  });

  it('is told when the articles stop: the next day at 80 a day, in some days at 20, within two weeks at 5', () => {
    const stopped = (mean: number) => judged([...month(3, mean).slice(0, 28), ...new Array(14).fill(0)]);
    expect(stopped(80).toldOn).toBe(28);
    expect(stopped(80).drift).toMatchObject({
      severity: 'notice',
      signs: [{ sign: 'volume', side: 'fewer' }],
    });
    expect(stopped(20).toldOn).toBeLessThanOrEqual(31);
    expect(stopped(5).toldOn).toBeLessThanOrEqual(41);
  });

  it('says nothing of days on which nobody looked', () => {
    expect(judged([...month(3, 20).slice(0, 28), null, null, null, null, 20]).toldOn).toBeNull();
  });

  it('passes when the articles come again', () => {
    const { drift } = judged([...month(3, 20).slice(0, 28), 0, 0, 0, 0, 25, 25, 25, 25, 25]);
    expect(drift?.state).toBe('passed');
  });
});
