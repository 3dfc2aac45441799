import { spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect } from 'vitest';
import type { ChaosPlace, Fault } from './faults.contract.ts';
import type { RunningService } from './running-service.ts';

/**
 * What the processes of the service meet on a machine that has no room left.
 *
 * @param fileBytes how long the file is that is to grow no further, of those that the service has open in its data folder
 */
export function diskFaults(fileBytes: (data: string) => number): Fault<ChaosPlace>[] {
  return [
    {
      name: 'the disk is full for a while',
      async strike(service, { data }, random) {
        limit(service, 'fsize', String(fileBytes(data) + 4_096));
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
  ];
}

/**
 * Rights do not bind root, but a file that is marked as immutable cannot even be written by whoever has it open. Who is not
 * root is bound by the rights of the folders and files: what is open stays so, and nothing new can be opened for writing.
 * The index of SQLite's log is left alone: it is memory that processes share, and to mark it ends whoever writes into it
 * by SIGBUS, which the faults that kill a process try.
 */
export function setWritable(folder: string, writable: boolean): void {
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
  if (files.length > 0) mark('-R', how, ...files.map((name) => join(folder, name)));
}

/** A limit of the running processes: what they meet is what they would meet on a full disk, and it can be lifted. */
function limit(service: RunningService, what: 'fsize' | 'nofile', soft: string): void {
  for (const pid of service.pids()) {
    const { status } = spawnSync('prlimit', ['--pid', String(pid), `--${what}=${soft}:`]);
    expect(status, service.said()).toBe(0);
  }
}
