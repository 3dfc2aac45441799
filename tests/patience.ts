import { availableParallelism, loadavg } from 'node:os';

/** How much slower this machine is for others' work: 1 on one of its own, n where n processes want each processor. */
export function patience(): number {
  return Math.max(1, (loadavg()[0] ?? 0) / availableParallelism());
}
