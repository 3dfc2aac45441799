import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { openInlineQueue } from '../../../../src/queue/inline/inline-queue.ts';
import { jobQueueContract } from '../job-queue.contract.ts';

jobQueueContract('inline', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'wellspring-queue-'));
  return {
    open: () => openInlineQueue({ file: join(folder, 'jobs.sqlite') }),
    clear: async () => rmSync(folder, { recursive: true, force: true }),
  };
});

it('gives a job of a killed process to the next one at once', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'wellspring-queue-'));
  const file = join(folder, 'jobs.sqlite');
  const queue = openInlineQueue({ file });
  try {
    await queue.add([{ name: 'ingest', key: 'a', version: 1, data: {}, priority: 0, notBeforeMs: 0 }]);
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
  } finally {
    await queue.close();
    rmSync(folder, { recursive: true, force: true });
  }
});
