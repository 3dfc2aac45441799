import { afterEach, expect, it, vi } from 'vitest';
import { localHostGate } from '../../../crawlers/gate/local-host-gate.ts';
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
