import { setTimeout as sleep } from 'node:timers/promises';
import type { GuardedClient } from '../fetch/guarded-client.ts';
import { fetchRobots, type RobotsAnswer, robotsRefusal } from './fetch-robots.ts';
import {
  closedLifeMs,
  hostLifeMs,
  longestGapMs,
  longestOwnGapMs,
  longestWaitMs,
  robotsLifeMs,
} from './gate-times.ts';
import type { HostGate, HostRule, NoPass, Pass, Reply } from './host-gate.ts';
import { retryAfter } from './retry-after.ts';
import { sweeper } from './sweeper.ts';
import { turnstile } from './turnstile.ts';

export type LocalHostGateOptions = {
  client: Pick<GuardedClient, 'get' | 'isOwn'>;
  /** Product token that robots.txt groups are matched with. */
  agent: string;
  /** Between the starts of two requests to a host that names no Crawl-delay. Portals allowed by hand have none. */
  gapMs: number;
  /** Requests under way at one host. */
  concurrency: number;
  clock?: Clock;
};

export type Clock = { nowMs(): number; sleep(ms: number, signal: AbortSignal): Promise<void> };

const systemClock: Clock = {
  // Steady: a clock of the machine that is set back by an hour must not shut every host for an hour.
  nowMs: () => performance.timeOrigin + performance.now(),
  sleep: (ms, signal) => sleep(ms, undefined, { signal }),
};

type Host = {
  origin: string;
  own: boolean;
  robots: Promise<RobotsAnswer> | null;
  answer: RobotsAnswer | null;
  robotsUntilMs: number;
  /** Earliest start of the next request. */
  nextMs: number;
  closedUntilMs: number;
  /** Addresses in a row that failed; tries of one address count once. */
  failures: number;
  failedUrl: string | null;
  underWay: number;
  requests: number;
  lastStartMs: number | null;
  smallestGapMs: number | null;
  lastUsedMs: number;
};

/** The gate of one process. */
export function localHostGate({
  client,
  agent,
  gapMs,
  concurrency,
  clock = systemClock,
}: LocalHostGateOptions): HostGate {
  const hosts = new Map<string, Host>();
  const places = turnstile(concurrency);
  const sweep = sweeper(hosts, isOver, clock);

  function hostFor(url: string): Host {
    const { origin } = new URL(url);
    const known = hosts.get(origin);
    if (known) {
      known.lastUsedMs = clock.nowMs();
      return known;
    }
    sweep();
    const host: Host = {
      origin,
      own: client.isOwn(url),
      robots: null,
      answer: null,
      robotsUntilMs: 0,
      nextMs: 0,
      closedUntilMs: 0,
      failures: 0,
      failedUrl: null,
      underWay: 0,
      requests: 0,
      lastStartMs: null,
      smallestGapMs: null,
      lastUsedMs: clock.nowMs(),
    };
    hosts.set(origin, host);
    return host;
  }

  /** One request for robots.txt, however many wait for it. */
  async function robotsOf(host: Host, signal: AbortSignal): Promise<RobotsAnswer> {
    if (host.answer && clock.nowMs() < host.robotsUntilMs) return host.answer;
    host.robots ??= fetchRobots(host.origin, client, agent, signal)
      .then((answer) => {
        // A host that had rules and cannot be asked just now keeps them (RFC 9309 section 2.4).
        const kept = answer.kind === 'closed' && host.answer?.kind === 'rules' ? host.answer : answer;
        host.answer = kept;
        host.robotsUntilMs =
          clock.nowMs() + (answer.kind === 'rules' || answer.kind === 'none' ? robotsLifeMs : closedLifeMs);
        const started = clock.nowMs();
        host.lastStartMs = started;
        host.nextMs = Math.max(host.nextMs, started + gapOf(host));
        return kept;
      })
      .finally(() => {
        host.robots = null;
      });
    return host.robots;
  }

  function gapOf(host: Host): number {
    const delay = host.answer?.kind === 'rules' ? host.answer.rules.crawlDelaySeconds : null;
    const base = delay !== null ? delay * 1_000 : host.own ? 0 : gapMs;
    if (host.failures === 0) return base;
    const most = Math.max(base, host.own ? longestOwnGapMs : longestGapMs);
    return Math.min(Math.max(base, 250) * 2 ** Math.min(host.failures, 10), most);
  }

  function closed(host: Host): NoPass | null {
    const wait = host.closedUntilMs - clock.nowMs();
    if (wait <= longestWaitMs) return null;
    const until = new Date(host.closedUntilMs).toISOString();
    return { outcome: 'not-due', reason: `the host asked to be left alone until ${until} (Retry-After)` };
  }

  /** Holds a place until the host's turn has come; the place is taken before the wait, so turns stand in line. */
  async function turn(host: Host, signal: AbortSignal): Promise<NoPass | null> {
    await places.enter(host.origin, signal);
    host.underWay += 1;
    try {
      for (;;) {
        const refusal = closed(host);
        if (refusal) {
          release(host);
          return refusal;
        }
        const now = clock.nowMs();
        const at = Math.max(host.nextMs, host.closedUntilMs);
        if (at <= now) {
          host.nextMs = now + gapOf(host);
          return null;
        }
        await clock.sleep(at - now, signal);
      }
    } catch (error) {
      release(host);
      throw error;
    }
  }

  function release(host: Host): void {
    host.underWay -= 1;
    places.leave(host.origin);
  }

  function started(host: Host): void {
    const now = clock.nowMs();
    if (host.lastStartMs !== null && host.requests > 0) {
      const gap = now - host.lastStartMs;
      host.smallestGapMs = host.smallestGapMs === null ? gap : Math.min(host.smallestGapMs, gap);
    }
    host.lastStartMs = now;
    // Between a turn and its request other work may come: the gap counts from the request.
    host.nextMs = Math.max(host.nextMs, now + gapOf(host));
    host.requests += 1;
  }

  function learn(host: Host, url: string, { status, retryAfter: field }: Reply): void {
    const struggling = status === null || status === 429 || status >= 500;
    if (!struggling) host.failures = 0;
    else if (host.failedUrl !== url) host.failures += 1;
    host.failedUrl = struggling ? url : null;
    if (struggling) host.nextMs = Math.max(host.nextMs, clock.nowMs() + gapOf(host));
    if (field !== null && (status === 429 || status === 503)) {
      host.closedUntilMs = Math.max(host.closedUntilMs, retryAfter(field, clock.nowMs()) ?? 0);
    }
  }

  return {
    async enter(url, signal): Promise<Pass | NoPass> {
      signal.throwIfAborted();
      const host = hostFor(url);
      const shut = closed(host);
      if (shut) return shut;
      const robots = await robotsOf(host, signal);
      const refusal = robotsRefusal(robots, url);
      if (refusal) return refusal;
      const late = await turn(host, signal);
      if (late) return late;
      started(host);
      let left = false;
      return {
        leave(reply) {
          if (left) return;
          left = true;
          learn(host, url, reply);
          release(host);
        },
      };
    },
    async refusal(url, signal) {
      const host = hostFor(url);
      return closed(host) ?? robotsRefusal(await robotsOf(host, signal), url);
    },
    async sitemaps(url, signal) {
      const robots = await robotsOf(hostFor(url), signal);
      return robots.kind === 'rules' ? robots.rules.sitemaps : [];
    },
    async rules() {
      return [...hosts.values()].map(
        (host): HostRule => ({
          origin: host.origin,
          robots: host.answer?.kind ?? 'closed',
          source: host.answer?.source ?? 'robots.txt has not been asked for yet',
          gapMs: gapOf(host),
          closedUntil: host.closedUntilMs > clock.nowMs() ? new Date(host.closedUntilMs).toISOString() : null,
          requests: host.requests,
          smallestGapMs: host.smallestGapMs,
        }),
      );
    },
  };
}

/** Nothing is under way at it, and its pace, its rules and what it asked for are past. */
function isOver(host: Host, nowMs: number): boolean {
  if (host.underWay > 0 || host.robots) return false;
  return nowMs >= Math.max(host.lastUsedMs + hostLifeMs, host.nextMs, host.closedUntilMs);
}
