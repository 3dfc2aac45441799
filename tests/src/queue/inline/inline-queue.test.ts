import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openInlineQueue } from '../../../../src/queue/inline/inline-queue.ts';
import type { JobQueue } from '../../../../src/queue/job-queue.ts';
import { jobQueueContract } from '../job-queue.contract.ts';

jobQueueContract('inline', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'wellspring-queue-'));
  return {
    open: () => openInlineQueue({ file: join(folder, 'jobs.sqlite') }),
    clear: async () => rmSync(folder, { recursive: true, force: true }),
  };
});

describe('a job in a file that others have had', () => {
  let folder: string;
  let file: string;
  let queue: JobQueue;
  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'wellspring-queue-'));
    file = join(folder, 'jobs.sqlite');
    queue = openInlineQueue({ file });
    await queue.add([{ name: 'ingest', key: 'a', version: 1, data: {}, priority: 0, notBeforeMs: 0 }]);
  });
  afterEach(async () => {
    await queue.close();
    rmSync(folder, { recursive: true, force: true });
  });

  it('gives a job of a killed process to the next one at once', async () => {
    const script = `
    const { openInlineQueue } = await import(${JSON.stringify(new URL('../../../../src/queue/inline/inline-queue.ts', import.meta.url).href)});
    const queue = openInlineQueue({ file: ${JSON.stringify(file)} });
    await queue.work(() => { process.stdout.write('begun'); return new Promise(() => {}); }, { concurrency: { ingest: 1 }, versions: { ingest: 1 } });
  `;
    const child = spawn(process.execPath, ['--input-type=module', '-e', script], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    await once(child.stdout, 'data');
    child.kill('SIGKILL');
    await once(child, 'exit');
    expect((await queue.counts()).running).toBe(1);

    let runs = 0;
    const working = await queue.work(
      async () => {
        runs += 1;
      },
      {
        concurrency: { ingest: 1 },
        versions: { ingest: 1 },
      },
    );
    await queue.idle(['ingest']);
    await working.close();
    expect(runs).toBe(1);
  });

  it('buries a job that took ten workers with it, and says so', async () => {
    const db = new DatabaseSync(file);
    // As the tenth of its workers left it: taken by a process that is no more.
    const goneFor = spawnSync(process.execPath, ['--version']).pid;
    db.prepare(`UPDATE jobs SET state = 'running', owner = ?, leased_until = ?, attempts = 10`).run(
      goneFor,
      Date.now() + 60_000,
    );
    db.close();
    let runs = 0;
    const working = await queue.work(
      async () => {
        runs += 1;
      },
      { concurrency: { ingest: 1 }, versions: { ingest: 1 } },
    );
    await queue.idle(['ingest']);
    await working.close();
    expect(runs).toBe(0);
    const letters = [];
    for await (const letter of queue.deadLetters()) letters.push(letter);
    expect(letters).toMatchObject([{ key: 'a', attempts: 10, error: { code: 'worker-lost' } }]);
  });

  it('takes a job again whose lease was given by a clock that was set back since', async () => {
    const db = new DatabaseSync(file);
    // In a container, the process that follows a killed one often has its number.
    db.prepare(`UPDATE jobs SET state = 'running', owner = ?, leased_until = ?, attempts = 1`).run(
      process.pid,
      Date.now() + 3_600_000,
    );
    db.close();
    let runs = 0;
    const run = async () => {
      runs += 1;
    };
    const working = await queue.work(run, { concurrency: { ingest: 1 }, versions: { ingest: 1 } });
    await queue.idle(['ingest']);
    await working.close();
    expect(runs).toBe(1);
  });

  it('does not begin a job twice while it is under way, whatever the clock says', async () => {
    let runs = 0;
    const run = async () => {
      runs += 1;
      const db = new DatabaseSync(file);
      db.prepare('UPDATE jobs SET leased_until = ?').run(Date.now() - 3_600_000);
      db.close();
      await sleep(700);
    };
    const working = await queue.work(run, { concurrency: { ingest: 2 }, versions: { ingest: 1 } });
    await queue.idle(['ingest']);
    await working.close();
    expect(runs).toBe(1);
  });
});
