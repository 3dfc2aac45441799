import { Writable } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { progressLine } from '../../../src/cli/progress.ts';

function stream(terminal: { isTTY?: boolean; columns?: number }) {
  let text = '';
  const writable = new Writable({
    write(chunk, _, done) {
      text += String(chunk);
      done();
    },
  });
  return { err: Object.assign(writable, terminal), text: () => text };
}

describe('progressLine', () => {
  it('redraws one line on a terminal, and takes it away at the end', () => {
    const { err, text } = stream({ isTTY: true, columns: 80 });
    let now = 0;
    const { show, done } = progressLine(err, () => now);
    now = 65_000;
    show({ stored: 3, queued: 7, robots: 1 });
    expect(text()).toBe('\r\u001b[2K1:05 4 of 11 URLs · 3 stored · 1 other');
    done();
    expect(text().endsWith('\r\u001b[2K')).toBe(true);
  });

  it('keeps to the width of the terminal, and bears one that says it has none', () => {
    const narrow = stream({ isTTY: true, columns: 20 });
    progressLine(narrow.err, () => 0).show({ stored: 3 });
    expect(narrow.text().replace('\r\u001b[2K', '').length).toBeLessThan(20);
    const none = stream({ isTTY: true, columns: 0 });
    progressLine(none.err, () => 0).show({ stored: 3 });
    expect(none.text()).toContain('3 of 3 URLs');
  });

  it('writes a line every ten seconds where there is no terminal', () => {
    const { err, text } = stream({});
    let now = 0;
    const { show } = progressLine(err, () => now);
    for (now = 0; now <= 25_000; now += 1_000) show({ stored: now / 1_000 });
    expect(text().trim().split('\n')).toHaveLength(2);
  });
});
