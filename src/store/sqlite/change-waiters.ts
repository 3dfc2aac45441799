/** How often another process's commits are looked for while someone waits. */
const LOOK_EVERY_MS = 100;

export type ChangeWaiters = {
  /** Resolves when `lastSeq()` is past `since`, or after `waitMs`. */
  wait(since: number, waitMs: number): Promise<void>;
  /** Look now: this process has committed. */
  wake(): void;
  close(): void;
};

type Waiter = { since: number; until: number; resolve: () => void };

/** Followers that wait for news, however many, cost one look at the store in 100 ms. */
export function changeWaiters(lastSeq: () => number): ChangeWaiters {
  const waiters = new Set<Waiter>();
  let timer: NodeJS.Timeout | null = null;

  function look(): void {
    if (waiters.size === 0) {
      stop();
      return;
    }
    const seq = seqNow();
    const now = performance.now();
    for (const waiter of waiters) {
      if (seq > waiter.since || now >= waiter.until) {
        waiters.delete(waiter);
        waiter.resolve();
      }
    }
    if (waiters.size === 0) stop();
  }

  /** A file that cannot be read for a moment is waited for; meanwhile, waits may still run out. */
  function seqNow(): number {
    try {
      return lastSeq();
    } catch {
      return -1;
    }
  }

  function stop(): void {
    if (timer) clearInterval(timer);
    timer = null;
  }

  return {
    async wait(since, waitMs) {
      if (lastSeq() > since || waitMs <= 0) return;
      await new Promise<void>((resolve) => {
        waiters.add({ since, until: performance.now() + waitMs, resolve });
        timer ??= setInterval(look, LOOK_EVERY_MS);
      });
    },
    wake: look,
    close() {
      stop();
      for (const { resolve } of waiters) resolve();
      waiters.clear();
    },
  };
}
