import type { Io } from './io.ts';

/** A growing count on stderr: redrawn in place on a terminal, a line every ten seconds elsewhere. */
export function countLine(err: Io['err'], what: string, now: () => number = Date.now) {
  let lastAt = now();
  let drawn = false;
  return {
    show(count: number): void {
      if (err.isTTY) {
        if (now() - lastAt < 100) return;
        err.write(`\r\u001b[2K${count} ${what}`);
        drawn = true;
      } else if (now() - lastAt >= 10_000) err.write(`${count} ${what}\n`);
      else return;
      lastAt = now();
    },
    done(): void {
      if (drawn) err.write('\r\u001b[2K');
      drawn = false;
    },
  };
}
