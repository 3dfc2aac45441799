import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { setImmediate as nextTurn, setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { expect } from 'vitest';
import { openInlineQueue } from '../../src/queue/inline/inline-queue.ts';
import { openSqliteHistory } from '../../src/store/sqlite/open-sqlite-history.ts';
import { openSqliteStore } from '../../src/store/sqlite/open-sqlite-store.ts';
import { openSqliteSubscriptions } from '../../src/store/sqlite/open-sqlite-subscriptions.ts';
import { until } from '../workers/webhook-receiver.ts';
import { diskFaults, setWritable } from './disk-faults.ts';
import { disturber } from './disturbance.ts';
import { type ChaosPlace, type Fault, faultsContract, oneOf, processFaults } from './faults.contract.ts';
import { runningService } from './running-service.ts';

const faults: readonly Fault<ChaosPlace>[] = [
  ...processFaults,
  {
    name: 'every process is killed in the midst of a commit',
    async strike(service, { data }) {
      await commitBegins(data);
      await service.stop('SIGKILL');
      await service.start();
    },
  },
  {
    name: 'every process is killed as soon as a commit can be seen',
    async strike(service, { data }) {
      await articleComes(data);
      await service.stop('SIGKILL');
      await service.start();
    },
  },
  {
    name: 'two services work on one store',
    async strike(service, place, random) {
      const second = runningService({ ...place, roles: ['worker'], allow: service.allow });
      await second.start();
      // Long enough that both have batches to commit at the same time.
      await sleep(3_000 + random() * 3_000);
      await second.stop(oneOf(['SIGKILL', 'SIGTERM'], random));
    },
  },
  ...diskFaults((data) => statSync(join(data, 'wellspring.sqlite-wal')).size),
  {
    name: 'the store is slowed by 500 ms: another program writes into its file',
    async strike(_, { data }, random) {
      const words = [join(data, 'wellspring.sqlite'), '500', String(2_000 + Math.floor(random() * 3_000))];
      const writer = spawn(process.execPath, [slowWriter, ...words], { stdio: 'ignore' });
      expect(await once(writer, 'exit')).toEqual([0, null]);
    },
  },
];

const slowWriter = fileURLToPath(new URL('./hold-write-lock.ts', import.meta.url));

/** Resolves while a commit is being written. */
async function commitBegins(data: string): Promise<void> {
  // The log is written over again and again: its time changes with each commit, its size does not.
  const written = () => statSync(join(data, 'wellspring.sqlite-wal'), { bigint: true }).mtimeNs;
  const before = written();
  await until(() => written() !== before);
}

/** Resolves at the first sight of one more article; what belongs to it has to be there as well, or to come. */
async function articleComes(data: string): Promise<void> {
  const db = new DatabaseSync(join(data, 'wellspring.sqlite'), { readOnly: true });
  const last = db.prepare('SELECT max(n) AS last FROM article');
  for (const before = last.get()?.last; last.get()?.last === before; ) await nextTurn();
  db.close();
}

async function embedded(): Promise<ChaosPlace> {
  const home = mkdtempSync(join(tmpdir(), 'wellspring-chaos-'));
  const [data, sites] = [join(home, 'data'), join(home, 'sites')];
  for (const folder of [data, sites]) mkdirSync(folder);
  const file = join(data, 'wellspring.sqlite');
  return {
    roles: ['all'],
    data,
    settings: { WELLSPRING_SITES: sites },
    disturber: disturber(home),
    publishEveryMs: 200,
    firstNewsWithinMs: 5_000,
    async open() {
      const store = await openSqliteStore({ file });
      const history = await openSqliteHistory({ file });
      const subscriptions = await openSqliteSubscriptions({ file });
      const queue = openInlineQueue({ file });
      return {
        ...{ store, history, subscriptions, queue },
        async close() {
          for (const one of [queue, subscriptions, history, store]) await one.close();
        },
      };
    },
    async clear() {
      setWritable(data, true);
      rmSync(home, { recursive: true, force: true });
    },
  };
}

faultsContract('embedded', embedded, faults);
