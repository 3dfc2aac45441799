import { randomBytes } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Redis } from 'ioredis';
import { z } from 'zod';
import type { GuardedClient } from '../fetch/guarded-client.ts';
import { fetchRobots, type RobotsAnswer } from './fetch-robots.ts';
import { closedLifeMs, robotsLifeMs } from './gate-times.ts';
import type { Clock } from './local-host-gate.ts';
import { robotsAskedScript, robotsScript } from './redis-scripts.ts';
import { robotsRules } from './robots-rules.ts';
import { sweeper } from './sweeper.ts';

/** An answer for robots.txt as Redis keeps it: rules are their text. */
export const StoredRobots = z.object({
  kind: z.enum(['rules', 'none', 'closed', 'refused']),
  source: z.string(),
  text: z.string().nullable(),
});
type StoredRobots = z.infer<typeof StoredRobots>;

export type SharedRobots = {
  /** One request to the host, however many workers wait for it. */
  of(origin: string, signal: AbortSignal): Promise<RobotsAnswer>;
  /** The answer where this process has it at hand; null: it has to be asked for. */
  atHand(origin: string): RobotsAnswer | null;
  /** Until when a host wants to be left alone, in milliseconds since 1970; 0: it said nothing. */
  closedUntil(origin: string): Promise<number>;
};

export type SharedRobotsNeeds = {
  redis: Redis;
  client: Pick<GuardedClient, 'get'>;
  agent: string;
  clock: Clock;
  /** The time to tell the scripts; '' for the server's own. */
  told(): number | string;
  keyOf(origin: string): string;
  originsKey: string;
  paceOf(origin: string, answer: RobotsAnswer): { base: number; most: number };
};

/** A worker that was killed while it asked holds up the others for so long. */
const lockMs = 15_000;
const lookAgainMs = 100;

const Known = z.tuple([z.enum(['known', 'ask', 'wait']), z.string(), z.number()]);

export function sharedRobots(needs: SharedRobotsNeeds): SharedRobots {
  const { redis, agent, clock, told, keyOf } = needs;
  const cached = new Map<string, { answer: RobotsAnswer; untilMs: number }>();
  // Redis keeps what is past here, for hosts that cannot be asked just now.
  const sweep = sweeper(cached, ({ untilMs }, nowMs) => nowMs >= untilMs, clock);
  const asking = new Map<string, Promise<RobotsAnswer>>();

  async function look(origin: string, signal: AbortSignal): Promise<RobotsAnswer> {
    const lock = `${keyOf(origin)}:robots-lock`;
    const token = randomBytes(8).toString('hex');
    for (;;) {
      const words = [told(), token, lockMs];
      const [state, text, leftMs] = Known.parse(await robotsScript(redis, [keyOf(origin), lock], words));
      const known = text === '' ? null : answerOf(origin, StoredRobots.parse(JSON.parse(text)));
      if (state === 'known' && known) return keep(origin, known, leftMs);
      if (state === 'ask') return await ask(origin, known, lock, signal);
      await sleep(lookAgainMs, undefined, { signal });
    }
  }

  async function ask(
    origin: string,
    before: RobotsAnswer | null,
    lock: string,
    signal: AbortSignal,
  ): Promise<RobotsAnswer> {
    const renewal = setInterval(() => void redis.pexpire(lock, lockMs).catch(() => undefined), lockMs / 3);
    try {
      const asked = await fetchRobots(origin, needs.client, agent, signal);
      // A host that had rules and cannot be asked just now keeps them (RFC 9309 section 2.4).
      const kept = asked.kind === 'closed' && before?.kind === 'rules' ? before : asked;
      const lifeMs = asked.kind === 'rules' || asked.kind === 'none' ? robotsLifeMs : closedLifeMs;
      const { base, most } = needs.paceOf(origin, kept);
      const words = [told(), base, most, JSON.stringify(stored(kept)), lifeMs, origin];
      await robotsAskedScript(redis, [keyOf(origin), lock, needs.originsKey], words);
      return keep(origin, kept, lifeMs);
    } catch (error) {
      await redis.del(lock).catch(() => undefined);
      throw error;
    } finally {
      clearInterval(renewal);
    }
  }

  function keep(origin: string, answer: RobotsAnswer, leftMs: number): RobotsAnswer {
    sweep();
    cached.set(origin, { answer, untilMs: clock.nowMs() + leftMs });
    return answer;
  }

  function answerOf(origin: string, { kind, source, text }: StoredRobots): RobotsAnswer {
    if (kind !== 'rules') return { kind, source };
    return { kind, source, text: text ?? '', rules: robotsRules(`${origin}/robots.txt`, text ?? '', agent) };
  }

  function atHand(origin: string): RobotsAnswer | null {
    const known = cached.get(origin);
    return known && clock.nowMs() < known.untilMs ? known.answer : null;
  }

  return {
    atHand,
    async of(origin, signal) {
      const known = atHand(origin);
      if (known) return known;
      const running = asking.get(origin);
      if (running) return running;
      const started = look(origin, signal).finally(() => asking.delete(origin));
      asking.set(origin, started);
      return started;
    },
    async closedUntil(origin) {
      return Number((await redis.hget(keyOf(origin), 'closedUntil')) ?? 0);
    },
  };
}

function stored(answer: RobotsAnswer): StoredRobots {
  return { kind: answer.kind, source: answer.source, text: answer.kind === 'rules' ? answer.text : null };
}
