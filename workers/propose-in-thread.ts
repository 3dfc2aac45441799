import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import type { RepairRequest } from '../parsers/templates/propose-repair.ts';
import type { RepairProposal } from '../src/model/site-proposal.ts';

const longestMs = 60_000;

/** `proposeRepair` in a thread of its own. @throws what it throws, or that it took longer than a minute */
export async function proposeInThread(request: RepairRequest): Promise<RepairProposal[]> {
  // The same ending as this file: `.ts` in a clone, `.js` in the published package.
  const ending = import.meta.url.endsWith('.ts') ? 'ts' : 'js';
  const worker = new Worker(new URL(`./propose-thread.${ending}`, import.meta.url), { workerData: request });
  try {
    const [proposals] = await once(worker, 'message', { signal: AbortSignal.timeout(longestMs) });
    return proposals;
  } finally {
    await worker.terminate();
  }
}
