import { afterEach, expect, it, vi } from 'vitest';
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
