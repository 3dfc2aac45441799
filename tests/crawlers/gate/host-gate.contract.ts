import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Answer, NoAnswer } from '../../../crawlers/fetch/guarded-client.ts';
import type { HostGate } from '../../../crawlers/gate/host-gate.ts';
import type { Clock, LocalHostGateOptions } from '../../../crawlers/gate/local-host-gate.ts';

const never = new AbortController().signal;

/** Where gates come from. `quiet` resolves when nothing is on its way to where their state lies. */
export type GatePlace = {
  open(options: LocalHostGateOptions): HostGate;
  quiet(): Promise<void>;
  clear(): Promise<void>;
};

/** A clock that moves only when everyone sleeps. */
function clockOf({ quiet }: Pick<GatePlace, 'quiet'>): Clock & { run<T>(work: Promise<T>): Promise<T> } {
  let now = 1_000_000;
  const sleepers: { at: number; wake: () => void }[] = [];
  return {
    nowMs: () => now,
    sleep: (ms) => new Promise((wake) => sleepers.push({ at: now + ms, wake })),
    async run(work) {
      let done = false;
      const finished = work.finally(() => {
        done = true;
      });
      finished.catch(() => undefined);
      while (!done) {
        await new Promise((resolve) => setImmediate(resolve));
        await quiet();
        if (done) break;
        sleepers.sort((a, b) => a.at - b.at);
        const next = sleepers.shift();
        if (next) {
          now = Math.max(now, next.at);
          next.wake();
        }
      }
      return finished;
    },
  };
}

export function robotsHost(robots: Answer | NoAnswer | ((url: string) => Answer | NoAnswer)) {
  const asked: string[] = [];
  return {
    asked,
    get: async (url: string) => {
      asked.push(url);
      return typeof robots === 'function' ? robots(url) : robots;
    },
    isOwn: () => false,
  };
}
export const answer = (status: number, body = '', headers: Record<string, string> = {}): Answer => ({
  status,
  headers,
  body: Buffer.from(body),
});
export const gateOptions = { agent: 'Wellspring', gapMs: 1_000, concurrency: 2 };

/** What every HostGate promises to the one who asks it. */
export function hostGateContract(adapter: string, make: () => Promise<GatePlace>): void {
  describe(`HostGate (${adapter})`, () => {
    let place: GatePlace;
    beforeEach(async () => {
      place = await make();
    });
    afterEach(() => place.clear());

    it('lets in where there is no robots.txt, and asks for it once', async () => {
      const client = robotsHost(answer(404, 'User-agent: *\nDisallow: /'));
      const gate = place.open({ ...gateOptions, client });
      const pass = await gate.enter('https://a.example/x', never);
      expect('leave' in pass).toBe(true);
      expect(client.asked).toEqual(['https://a.example/robots.txt']);
    });

    it('says what robots.txt and the host forbid, without a request for the page', async () => {
      const client = robotsHost(answer(200, 'User-agent: *\nDisallow: /secret'));
      const gate = place.open({ ...gateOptions, client });
      expect(await gate.refusal('https://a.example/open', never)).toBeNull();
      expect(await gate.refusal('https://a.example/secret/1', never)).toMatchObject({
        outcome: 'robots',
        reason: expect.stringContaining('Disallow: /secret'),
      });
      expect(client.asked).toEqual(['https://a.example/robots.txt']);
      expect((await gate.rules())[0]?.requests).toBe(0);
      const pass = await gate.enter('https://a.example/open', never);
      if (!('leave' in pass)) throw new Error('no pass');
      pass.leave({ status: 503, retryAfter: '3600' });
      await place.quiet();
      expect(await gate.refusal('https://a.example/open', never)).toMatchObject({ outcome: 'not-due' });
    });

    it('stays out where robots.txt answers 5xx or not at all', async () => {
      const broken = place.open({ ...gateOptions, client: robotsHost(answer(503)) });
      expect(await broken.enter('https://a.example/x', never)).toEqual({
        outcome: 'robots',
        reason: 'robots.txt: HTTP 503',
      });
      const silent: NoAnswer = { outcome: 'timeout', reason: 'no whole answer within 30 s', passing: true };
      const gone = place.open({ ...gateOptions, client: robotsHost(silent) });
      expect(await gone.enter('https://a.example/x', never)).toMatchObject({ outcome: 'robots' });
    });

    it('follows five redirects of robots.txt and no more', async () => {
      const redirecting = (hops: number) =>
        robotsHost((url) => {
          const hop = Number(new URL(url).searchParams.get('hop') ?? 0);
          return hop < hops
            ? answer(301, '', { location: `https://b.example/robots.txt?hop=${hop + 1}` })
            : answer(200, 'User-agent: *\nDisallow: /x');
        });
      const five = await place
        .open({ ...gateOptions, client: redirecting(5) })
        .enter('https://a.example/x', never);
      expect(five).toMatchObject({ outcome: 'robots', reason: 'robots.txt line 2: Disallow: /x' });
      const six = await place
        .open({ ...gateOptions, client: redirecting(6) })
        .enter('https://a.example/y', never);
      expect(six).toMatchObject({ outcome: 'robots', reason: 'robots.txt: more than 5 redirects' });
    });

    it('keeps the gap of Crawl-delay, whoever asks', async () => {
      const clock = clockOf(place);
      const gate = place.open({
        ...gateOptions,
        clock,
        client: robotsHost(answer(200, 'User-agent: *\nCrawl-delay: 5')),
      });
      const starts: number[] = [];
      const visit = async (n: number) => {
        const pass = await gate.enter(`https://a.example/${n}`, never);
        if (!('leave' in pass)) throw new Error(pass.reason);
        starts.push(clock.nowMs());
        pass.leave({ status: 200, retryAfter: null });
      };
      await clock.run(Promise.all([1, 2, 3, 4].map(visit)));
      for (let i = 1; i < starts.length; i++)
        expect((starts[i] ?? 0) - (starts[i - 1] ?? 0)).toBeGreaterThanOrEqual(5_000);
      expect((await gate.rules())[0]).toMatchObject({ gapMs: 5_000, requests: 4, smallestGapMs: 5_000 });
    });

    it('leaves a host alone as long as it asks, and says so where that is too long to wait', async () => {
      const clock = clockOf(place);
      const gate = place.open({ ...gateOptions, clock, client: robotsHost(answer(404)) });
      const first = await clock.run(gate.enter('https://a.example/1', never));
      if ('leave' in first) first.leave({ status: 503, retryAfter: '100' });
      const before = clock.nowMs();
      const second = await clock.run(gate.enter('https://a.example/2', never));
      expect(clock.nowMs() - before).toBeGreaterThanOrEqual(100_000);
      if ('leave' in second) second.leave({ status: 429, retryAfter: '3600' });
      expect(await gate.enter('https://a.example/3', never)).toMatchObject({ outcome: 'not-due' });
    });

    it('slows down for a struggling host and recovers with its first good answer', async () => {
      const clock = clockOf(place);
      const gate = place.open({ ...gateOptions, clock, client: robotsHost(answer(404)) });
      let n = 0;
      const visit = async (status: number | null) => {
        n += 1;
        const pass = await clock.run(gate.enter(`https://a.example/${n}`, never));
        if ('leave' in pass) pass.leave({ status, retryAfter: null });
        return (await gate.rules())[0]?.gapMs;
      };
      expect(await visit(200)).toBe(1_000);
      expect(await visit(500)).toBe(2_000);
      expect(await visit(null)).toBe(4_000);
      expect(await visit(200)).toBe(1_000);
    });

    it('asks for robots.txt again after a day', async () => {
      const clock = clockOf(place);
      const client = robotsHost(answer(404));
      const gate = place.open({ ...gateOptions, clock, client });
      const visit = async () => {
        const pass = await clock.run(gate.enter('https://a.example/', never));
        if ('leave' in pass) pass.leave({ status: 200, retryAfter: null });
      };
      await visit();
      await clock.run(clock.sleep(86_400_001, never));
      await visit();
      expect(client.asked).toHaveLength(2);
    });

    it('gives up waiting when it is told to stop, and lets the next one in', async () => {
      const gate = place.open({ ...gateOptions, gapMs: 0, concurrency: 1, client: robotsHost(answer(404)) });
      const first = await gate.enter('https://a.example/1', never);
      const stop = new AbortController();
      const second = gate.enter('https://a.example/2', stop.signal);
      const third = gate.enter('https://a.example/3', never);
      setImmediate(() => stop.abort(new Error('stopped')));
      await expect(second).rejects.toThrow('stopped');
      if ('leave' in first) first.leave({ status: 200, retryAfter: null });
      expect('leave' in (await third)).toBe(true);
    });

    it('keeps every rule whatever many workers do (model test)', async () => {
      await fc.assert(
        fc.asyncProperty(
          fc.integer({ min: 0, max: 3 }),
          fc.integer({ min: 1, max: 4 }),
          fc.array(
            fc.record({
              host: fc.integer({ min: 0, max: 2 }),
              holdMs: fc.integer({ min: 0, max: 4_000 }),
              status: fc.constantFrom(200, 200, 200, 404, 500, null),
              retryAfter: fc.constantFrom(null, null, '7'),
            }),
            { minLength: 1, maxLength: 30 },
          ),
          async (delay, concurrency, visits) => {
            const clock = clockOf(place);
            const gate = place.open({
              ...gateOptions,
              concurrency,
              clock,
              client: robotsHost(answer(200, `User-agent: *\nCrawl-delay: ${delay}`)),
            });
            const hosts = new Map<string, { last: number; open: number; notBefore: number }>();
            await clock.run(
              Promise.all(
                visits.map(async ({ host: n, holdMs, status, retryAfter }) => {
                  const origin = `https://h${n}.example`;
                  const pass = await gate.enter(`${origin}/`, never);
                  if (!('leave' in pass)) return;
                  const seen = hosts.get(origin) ?? { last: -Infinity, open: 0, notBefore: 0 };
                  hosts.set(origin, seen);
                  const now = clock.nowMs();
                  expect(now - seen.last).toBeGreaterThanOrEqual(delay * 1_000);
                  expect(now).toBeGreaterThanOrEqual(seen.notBefore);
                  expect(seen.open).toBeLessThan(concurrency);
                  seen.last = now;
                  seen.open += 1;
                  await clock.sleep(holdMs, never);
                  seen.open -= 1;
                  if (retryAfter && status === 500) {
                    pass.leave({ status: 503, retryAfter });
                    seen.notBefore = clock.nowMs() + 7_000;
                  } else pass.leave({ status, retryAfter: null });
                }),
              ),
            );
          },
        ),
        { numRuns: 60 },
      );
    });
  });
}
