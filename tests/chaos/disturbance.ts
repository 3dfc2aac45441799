import { renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

/** What `disturb-process.ts` does to the processes that load it. */
export type Disturbance = {
  /** How far their clock is ahead of this machine's. */
  aheadMs: number;
  /** Each time this number grows, the event loop stands still once for `blockMs`. */
  blocks: number;
  blockMs: number;
};

export type Disturber = {
  /** For the environment of the service. */
  settings: Readonly<Record<string, string>>;
  /** Sets the clock of every process of the service, as an administrator or a time server does. */
  setClock(aheadMs: number): Promise<void>;
  aheadMs(): number;
  /** Stops the event loop of every process for so long; done when it goes on. */
  block(ms: number): Promise<void>;
};

/** Until each process has seen what was written. */
const seenAfterMs = 150;

/** @param folder for the file through which the processes are told; no fault reaches it */
export function disturber(folder: string): Disturber {
  const file = join(folder, 'disturbance.json');
  let told: Disturbance = { aheadMs: 0, blocks: 0, blockMs: 0 };
  async function tell(next: Disturbance): Promise<void> {
    told = next;
    writeFileSync(`${file}.new`, JSON.stringify(told));
    renameSync(`${file}.new`, file);
    await sleep(seenAfterMs);
  }
  return {
    settings: {
      CHAOS_DISTURBANCE: file,
      NODE_OPTIONS: `--import=${new URL('./disturb-process.ts', import.meta.url).href}`,
    },
    setClock: (aheadMs) => tell({ ...told, aheadMs }),
    aheadMs: () => told.aheadMs,
    async block(ms) {
      await tell({ ...told, blocks: told.blocks + 1, blockMs: ms });
      await sleep(ms);
    },
  };
}
