import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect } from 'vitest';
import { openInlineQueue } from '../../src/queue/inline/inline-queue.ts';
import { openSqliteHistory } from '../../src/store/sqlite/open-sqlite-history.ts';
import { openSqliteStore } from '../../src/store/sqlite/open-sqlite-store.ts';
import { openSqliteSubscriptions } from '../../src/store/sqlite/open-sqlite-subscriptions.ts';
import { until } from '../workers/webhook-receiver.ts';
import { type ChaosPlace, type Fault, faultsContract, oneOf, processFaults } from './faults.contract.ts';
import { type RunningService, runningService } from './running-service.ts';

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
    name: 'two services work on one store',
    async strike(service, place, random) {
      const second = runningService({ ...place, roles: ['worker'], allow: service.allow });
      await second.start();
      // Long enough that both have batches to commit at the same time.
      await sleep(3_000 + random() * 3_000);
      await second.stop(oneOf(['SIGKILL', 'SIGTERM'], random));
    },
  },
  {
    name: 'the disk is full for a while',
    async strike(service, { data }, random) {
      const { size } = statSync(join(data, 'wellspring.sqlite-wal'));
      limit(service, 'fsize', String(size + 4_096));
      await sleep(500 + random() * 2_000);
      limit(service, 'fsize', 'unlimited');
    },
  },
  {
    name: 'a process may open no more files for a while',
    async strike(service, _, random) {
      limit(service, 'nofile', '24');
      await sleep(500 + random() * 2_000);
      limit(service, 'nofile', '1024');
    },
  },
];

/** Resolves while a commit is being written. */
async function commitBegins(data: string): Promise<void> {
  // The log is written over again and again: its time changes with each commit, its size does not.
  const written = () => statSync(join(data, 'wellspring.sqlite-wal'), { bigint: true }).mtimeNs;
  const before = written();
  await until(() => written() !== before);
}

/** A limit of the running processes: what they meet is what they would meet on a full disk, and it can be lifted. */
function limit(service: RunningService, what: 'fsize' | 'nofile', soft: string): void {
  for (const pid of service.pids()) {
    const { status } = spawnSync('prlimit', ['--pid', String(pid), `--${what}=${soft}:`]);
    expect(status, service.said()).toBe(0);
  }
}

async function embedded(): Promise<ChaosPlace> {
  const data = mkdtempSync(join(tmpdir(), 'wellspring-chaos-'));
  const sites = join(data, 'sites');
  mkdirSync(sites);
  const file = join(data, 'wellspring.sqlite');
  return {
    roles: ['all'],
    data,
    settings: {
      WELLSPRING_SITES: sites,
      // A limit ends a process by a signal, which a full disk does not.
      NODE_OPTIONS: `--import=data:text/javascript,process.on('SIGXFSZ',()=>{})`,
    },
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
      rmSync(data, { recursive: true, force: true });
    },
  };
}

faultsContract('embedded', embedded, faults);
