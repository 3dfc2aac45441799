import { getEventListeners } from 'node:events';
import v8 from 'node:v8';
import { runInNewContext } from 'node:vm';
import { describe, expect, it } from 'vitest';
import { whenAborted } from '../../crawlers/when-aborted.ts';

v8.setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as (options: { type: 'minor' | 'major' }) => void;

describe('whenAborted', () => {
  it('calls what waits, once, and not what was taken back', () => {
    const stop = new AbortController();
    const called: string[] = [];
    whenAborted(stop.signal, () => called.push('first'));
    const takeBack = whenAborted(stop.signal, () => called.push('second'));
    whenAborted(stop.signal, () => called.push('third'));
    takeBack();
    stop.abort();
    stop.abort();
    expect(called).toEqual(['first', 'third']);
  });

  it('calls at once where the signal has fired', () => {
    let called = 0;
    whenAborted(AbortSignal.abort(), () => {
      called += 1;
    });
    expect(called).toBe(1);
  });

  it('keeps one listener at the signal, however many wait', () => {
    const { signal } = new AbortController();
    for (let n = 0; n < 100; n += 1) whenAborted(signal, () => undefined);
    expect(getEventListeners(signal, 'abort')).toHaveLength(1);
  });

  it('lets go of what fetches that overlap have read, while the signal lives on', () => {
    const bytesEach = 5_000;
    const { signal } = new AbortController();
    const underWay: (() => void)[] = [];
    collect({ type: 'major' });
    const before = process.memoryUsage().arrayBuffers;
    for (let n = 0; n < 2_000; n += 1) {
      const body = new Uint8Array(bytesEach);
      underWay.push(whenAborted(signal, () => body.fill(0)));
      if (underWay.length > 8) underWay.shift()?.();
      if (n % 40 === 0) collect({ type: 'minor' });
      // Some fetches take long, and what waits meanwhile is old from then on.
      if (n === 200) for (let look = 0; look < 3; look += 1) collect({ type: 'minor' });
    }
    collect({ type: 'minor' });
    const kept = (process.memoryUsage().arrayBuffers - before) / bytesEach;
    for (const takeBack of underWay) takeBack();
    expect(kept).toBeLessThan(100);
  });
});
