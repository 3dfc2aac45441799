import { whenAborted } from '../when-aborted.ts';

/** So many at once at each host, the others in the order they came. */
export type Turnstile = {
  /** Rejects where `signal` fires first. */
  enter(host: string, signal: AbortSignal): Promise<void>;
  leave(host: string): void;
};

export function turnstile(places: number): Turnstile {
  const hosts = new Map<string, { inside: number; waiting: (() => void)[] }>();

  return {
    async enter(name, signal) {
      signal.throwIfAborted();
      const host = hosts.get(name) ?? { inside: 0, waiting: [] };
      hosts.set(name, host);
      if (host.inside < places) {
        host.inside += 1;
        return;
      }
      const { promise, resolve, reject } = Promise.withResolvers<void>();
      const stop = () => {
        host.waiting = host.waiting.filter((one) => one !== resolve);
        reject(signal.reason);
      };
      host.waiting.push(resolve);
      const forget = whenAborted(signal, stop);
      try {
        // Whoever leaves hands the place over, so that nobody slips in between.
        await promise;
      } finally {
        forget();
      }
    },
    leave(name) {
      const host = hosts.get(name);
      if (!host) return;
      const next = host.waiting.shift();
      if (next) next();
      else host.inside -= 1;
      if (host.inside === 0) hosts.delete(name);
    },
  };
}
