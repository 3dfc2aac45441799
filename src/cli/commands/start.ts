import { once } from 'node:events';
import { z } from 'zod';
import { type OpenApplication, withApplication } from '../application.ts';
import { command } from '../command.ts';
import { settingFlags, settingInput } from '../setting-flags.ts';

export const start = (open: OpenApplication) =>
  command({
    usage: 'start',
    summary:
      'the long-running service: visits sites as they fall due, works the queue, serves API and dashboard',
    flags: [
      ['--role <role>', 'all, scheduler, worker or api', 'all'],
      [
        '--host <address>',
        'address to listen on (of a scheduler or worker: for /healthz, /readyz, /metrics)',
      ],
      ['--port <n>', 'port to listen on; 0: any free one'],
      ...settingFlags,
    ].map(([flag = '', text = '']) => [flag, text] as const),
    input: z.object({
      role: z.enum(['all', 'scheduler', 'worker', 'api']).default('all'),
      host: z.string().optional(),
      port: z.coerce.number().int().min(0).max(65_535).optional(),
      ...settingInput,
    }),
    async run({ role, host, port, ...flags }, io) {
      return withApplication(open, flags, async (application) => {
        const has = (one: 'scheduler' | 'worker' | 'api') => role === 'all' || role === one;
        const closing: (() => Promise<void>)[] = [];
        try {
          const address = {
            ...(host === undefined ? {} : { host }),
            ...(port === undefined ? {} : { port }),
          };
          // First of all: where the port is taken, nothing has begun.
          const served = await (has('api') ? application.serve(address) : application.serveProbes(address));
          closing.push(served.close);
          if (has('scheduler') || has('worker')) {
            const working = await application.work({ scheduler: has('scheduler'), worker: has('worker') });
            closing.push(working.close);
          }
          io.err.write(
            has('api')
              ? `wellspring listens on ${served.url} (Ctrl-C to stop)\n`
              : `wellspring ${role} runs; health and metrics on ${served.url} (Ctrl-C to stop)\n`,
          );
          if (!io.signal.aborted) await once(io.signal, 'abort');
          io.err.write('stopping: what is under way is finished first\n');
        } finally {
          // Also where one of them could not begin: an open server would keep the process.
          for (const close of closing.reverse()) await close();
        }
        return 0;
      });
    },
  });
