import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { z } from 'zod';
import type { HostGate } from '../crawlers/gate/host-gate.ts';
import { HostEntry } from './model/host-entry.ts';

const Ledger = z.array(HostEntry);

/** How each host was treated, kept beyond the process: what proves the manners of the last runs. */
export function hostLedger(file: string, gate: Pick<HostGate, 'rules'>, now: () => Date) {
  async function read(): Promise<HostEntry[]> {
    try {
      const parsed = Ledger.safeParse(JSON.parse(await readFile(file, 'utf8')));
      return parsed.success ? parsed.data : [];
    } catch {
      // Not there yet, or half a file of an older day: the ledger begins anew.
      return [];
    }
  }
  async function entries(): Promise<HostEntry[]> {
    const known = new Map((await read()).map((entry) => [entry.origin, entry]));
    const seenAt = now().toISOString();
    for (const rule of await gate.rules()) known.set(rule.origin, { ...rule, seenAt });
    return [...known.values()].sort((a, b) => (a.origin < b.origin ? -1 : 1));
  }
  async function save(): Promise<void> {
    if ((await gate.rules()).length === 0) return;
    await mkdir(dirname(file), { recursive: true });
    // Workers that share the folder may save at one moment: each to a file of its own first.
    const partial = `${file}.${process.pid}.partial`;
    await writeFile(partial, JSON.stringify(await entries(), null, 1));
    await rename(partial, file);
  }
  let saving = Promise.resolve();
  return {
    entries,
    save: () => (saving = saving.then(save, save)),

    /** Saves now and then, so that other commands see it while this process works; what is given back ends it. */
    keepSaved(everyMs: number, log: { warn(details: object, message: string): void }): () => Promise<void> {
      const again = () => {
        saving = saving
          .then(save)
          .catch((err: unknown) => log.warn({ err }, 'how hosts were treated could not be written down'));
      };
      const timer = setInterval(again, everyMs);
      return () => {
        clearInterval(timer);
        again();
        return saving;
      };
    },
  };
}
