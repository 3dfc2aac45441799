import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
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
import { disturber } from './disturbance.ts';
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
  {
    name: 'the data folder is read-only for a while',
    async strike(_, { data }, random) {
      setWritable(data, false);
      await sleep(500 + random() * 2_000);
      setWritable(data, true);
    },
  },
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

/**
 * Rights do not bind root, but a file that is marked as immutable cannot even be written by whoever has it open. Who is not
 * root is bound by the rights of the folders and files: what is open stays so, and nothing new can be opened for writing.
 * The index of SQLite's log is left alone: it is memory that processes share, and to mark it ends whoever writes into it
 * by SIGBUS, which the faults that kill a process try.
 */
function setWritable(folder: string, writable: boolean): void {
  const byRights = process.getuid?.() !== 0;
  const mark = (...words: string[]) => {
    const { status, stderr } = spawnSync(byRights ? 'chmod' : 'chattr', words, { encoding: 'utf8' });
    expect(status, stderr).toBe(0);
  };
  const [readOnly, free] = byRights ? ['a-w', 'u+w'] : ['+i', '-i'];
  const how = writable ? free : readOnly;
  // The folder first: from then on no file of it comes or goes.
  mark(how, folder);
  const files = readdirSync(folder).filter((name) => !name.endsWith('-shm'));
  mark('-R', how, ...files.map((name) => join(folder, name)));
}

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

/** A limit of the running processes: what they meet is what they would meet on a full disk, and it can be lifted. */
function limit(service: RunningService, what: 'fsize' | 'nofile', soft: string): void {
  for (const pid of service.pids()) {
    const { status } = spawnSync('prlimit', ['--pid', String(pid), `--${what}=${soft}:`]);
    expect(status, service.said()).toBe(0);
  }
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
