import { spawnSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';

const module = new URL('../../../src/app/hold-heap.ts', import.meta.url).href;

/** The largest heap, in MB, of a process that throws away much of what has grown old, as a crawl does. */
function largestHeapMb(prepare: string): number {
  const program = `
    import v8 from 'node:v8';
    import { setImmediate } from 'node:timers/promises';
    import { holdHeap } from '${module}';
    ${prepare}
    const record = (n) => ({ n, names: Array.from({ length: 20 }, (_, k) => 'name ' + n + ' ' + k) });
    const kept = Array.from({ length: 10_000 }, (_, n) => record(n));
    const underWay = [];
    let most = 0;
    for (let n = 0; n < 300_000; n += 1) {
      underWay.push(record(n));
      if (underWay.length > 10_000) underWay.splice(0, 5_000);
      if (n % 1_000 > 0) continue;
      await setImmediate();
      most = Math.max(most, v8.getHeapStatistics().total_heap_size);
    }
    process.stdout.write(String(kept.length > 0 ? most / 1_048_576 : 0));
  `;
  const ran = spawnSync(
    process.execPath,
    ['--semi-space-growth-factor=1', '--input-type=module', '-e', program],
    {
      encoding: 'utf8',
    },
  );
  expect(ran.stderr.replace(/^.*ExperimentalWarning.*\n.*\n/, '')).toBe('');
  return Number(ran.stdout);
}

describe('holdHeap', () => {
  it('keeps the heap near what is alive in it, where much of what is thrown away had grown old', () => {
    const held = largestHeapMb('holdHeap({ youngMb: 16 });');
    const left = largestHeapMb('void holdHeap;');
    expect(held).toBeLessThan(left * 0.75);
  });
});
