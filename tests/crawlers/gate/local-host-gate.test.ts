import { localHostGate } from '../../../crawlers/gate/local-host-gate.ts';
import { hostGateContract } from './host-gate.contract.ts';

hostGateContract('local', async () => ({
  open: localHostGate,
  quiet: async () => undefined,
  clear: async () => undefined,
}));
