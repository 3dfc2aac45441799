import { afterEach, describe, expect, it, vi } from 'vitest';
import type { Reply } from '../../../crawlers/gate/host-gate.ts';
import { type Clock, localHostGate } from '../../../crawlers/gate/local-host-gate.ts';
import { seededRandom } from '../../../src/demo/seeded-random.ts';
import { answer, gateOptions, hostGateContract, robotsHost } from './host-gate.contract.ts';

hostGateContract('local', async () => ({
  open: localHostGate,
  quiet: async () => undefined,
  clear: async () => undefined,
}));

afterEach(() => vi.restoreAllMocks());

it('keeps its pace when the clock of the machine is set back by an hour', async () => {
  const gate = localHostGate({ ...gateOptions, gapMs: 20, client: robotsHost(answer(404)) });
  const soon = () => AbortSignal.timeout(2_000);
  const pass = await gate.enter('https://a.example/1', soon());
  if ('leave' in pass) pass.leave({ status: 200, retryAfter: null });
  const hourBack = Date.now() - 3_600_000;
  vi.spyOn(Date, 'now').mockImplementation(() => hourBack);
  expect(await gate.enter('https://a.example/2', soon())).toHaveProperty('leave');
});

it('counts the gap from the request itself, whatever came between its turn and it', async () => {
  const random = seededRandom('busy');
  let nowMs = 0;
  const clock: Clock = {
    nowMs() {
      nowMs += random.next() * 8;
      return nowMs;
    },
    async sleep(ms) {
      nowMs += ms;
    },
  };
  const gate = localHostGate({ ...gateOptions, clock, gapMs: 50, client: robotsHost(answer(404)) });
  for (let n = 0; n < 40; n += 1) {
    const pass = await gate.enter(`https://a.example/${n}`, AbortSignal.timeout(2_000));
    if ('leave' in pass) pass.leave({ status: 200, retryAfter: null });
  }
  expect((await gate.rules())[0]?.smallestGapMs).toBeGreaterThanOrEqual(50);
});

describe('a host that nobody asks any more', () => {
  const dayMs = 86_400_000;
  const never = new AbortController().signal;
  function newGate() {
    let nowMs = 1_000_000;
    const client = robotsHost(answer(404));
    const clock: Clock = {
      nowMs: () => nowMs,
      async sleep(ms) {
        nowMs += ms;
      },
    };
    const gate = localHostGate({ ...gateOptions, clock, client });
    return {
      gate,
      pass: (days: number) => {
        nowMs += days * dayMs;
      },
      async visit(host: string, reply: Reply = { status: 200, retryAfter: null }) {
        const pass = await gate.enter(`https://${host}.example/`, never);
        if ('leave' in pass) pass.leave(reply);
        return pass;
      },
      known: async () => (await gate.rules()).map(({ origin }) => new URL(origin).host.split('.')[0]),
    };
  }

  it('is forgotten after two days: what is kept does not grow with all hosts ever met', async () => {
    const { visit, pass, known } = newGate();
    for (let day = 0; day < 30; day += 1) {
      for (let n = 0; n < 50; n += 1) await visit(`h${day}-${n}`);
      pass(1);
    }
    expect((await known()).length).toBeLessThanOrEqual(150);
  });

  it('is kept while it is asked now and then', async () => {
    const { visit, pass, known } = newGate();
    await visit('daily');
    for (let day = 0; day < 5; day += 1) {
      pass(1);
      await visit('daily');
      await visit(`other-${day}`);
    }
    expect(await known()).toContain('daily');
  });

  it('is kept while it wants to be left alone', async () => {
    const { visit, pass, known } = newGate();
    await visit('alone', { status: 503, retryAfter: String((7 * dayMs) / 1_000) });
    pass(6);
    await visit('other');
    expect(await visit('alone')).toMatchObject({ outcome: 'not-due' });
    pass(3);
    await visit('third');
    expect(await known()).toEqual(['third']);
  });

  it('is kept while a request is under way there, however long that takes', async () => {
    const { gate, visit, pass, known } = newGate();
    const slow = await gate.enter('https://slow.example/', never);
    pass(3);
    await visit('other');
    expect(await known()).toEqual(['slow', 'other']);
    if ('leave' in slow) slow.leave({ status: 200, retryAfter: null });
  });
});
