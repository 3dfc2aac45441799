import type { Outcomes } from './application.ts';
import type { Io } from './io.ts';
import { shortened } from './printable.ts';

/** Outcomes that say "this URL gave us something", in the order in which a reader wants them. */
const first = ['stored', 'unchanged', 'duplicate', 'not-article'] as const;

/** A progress line on stderr: redrawn in place on a terminal, a line every ten seconds elsewhere. */
export function progressLine(err: Io['err'], now: () => number = Date.now) {
  const line = movingLine(err, now);
  return { show: (outcomes: Outcomes): void => line.show(describe(outcomes)), done: line.done };
}

/** The same with words of the caller's; the time since the start stands in front of them. */
export function movingLine(err: Io['err'], now: () => number = Date.now) {
  const startedAt = now();
  let lastLineAt = startedAt;
  let drawn = false;
  return {
    show(words: string): void {
      const seconds = (now() - startedAt) / 1000;
      const line = `${clock(seconds)}  ${words}`;
      if (err.isTTY) {
        // Some terminals say that they have no columns at all.
        err.write(`\r\u001b[2K${shortened(line, (err.columns || 80) - 1)}`);
        drawn = true;
      } else if (now() - lastLineAt >= 10_000) {
        err.write(`${line}\n`);
        lastLineAt = now();
      }
    },
    done(): void {
      if (drawn) err.write('\r\u001b[2K');
      drawn = false;
    },
  };
}

function describe(outcomes: Outcomes): string {
  const total = Object.values(outcomes).reduce((sum, count) => sum + count, 0);
  const queued = outcomes.queued ?? 0;
  const known = first.flatMap((name) => (outcomes[name] ? [`${outcomes[name]} ${name}`] : []));
  const others = total - queued - first.reduce((sum, name) => sum + (outcomes[name] ?? 0), 0);
  return [`${total - queued} of ${total} URLs`, ...known, ...(others ? [`${others} other`] : [])].join(' · ');
}

function clock(seconds: number): string {
  return `${Math.floor(seconds / 60)}:${String(Math.floor(seconds % 60)).padStart(2, '0')}`;
}
