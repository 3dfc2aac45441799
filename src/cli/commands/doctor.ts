import { z } from 'zod';
import { type OpenApplication, withApplication } from '../application.ts';
import { command } from '../command.ts';
import { writeLine } from '../io.ts';
import { settingFlags, settingInput } from '../setting-flags.ts';
import { table } from '../table.ts';

export const doctor = (open: OpenApplication) =>
  command({
    usage: 'doctor',
    summary: 'checks that store, queue, archive and parsers work together, and says what waits',
    flags: settingFlags,
    input: z.object(settingInput),
    async run(flags, io) {
      return withApplication(open, flags, async (application) => {
        const { store, queue, sites } = application;
        const checks: [name: string, look: () => Promise<string>][] = [
          ['node', async () => `${process.versions.node}`],
          ['data', async () => application.dataFolder],
          ['sites', async () => `${sites.length} site files are right`],
          [
            'store',
            async () => {
              const { total } = await store.search({
                query: { type: 'everything' },
                limit: 1,
                cursor: null,
                sort: 'newest',
                collapse: false,
              });
              return `${total} articles, ${await store.lastSeq()} changes`;
            },
          ],
          [
            'queue',
            async () => {
              const { waiting, running, dead } = await queue.counts();
              return `${waiting} waiting, ${running} running, ${dead} dead`;
            },
          ],
          ['parser', async () => `reads a page (${(await application.parse(knownPage())).title})`],
          [
            'archive',
            async () => {
              const { hits } = await store.search({
                query: { type: 'everything' },
                limit: 1,
                cursor: null,
                sort: 'newest',
                collapse: false,
              });
              const snapshot = hits[0]?.article.snapshot;
              if (!snapshot) return 'empty';
              const page = await application.archive.read(snapshot);
              return `the newest article's page is there (${page.body.byteLength} bytes)`;
            },
          ],
        ];
        let failed = 0;
        for (const [name, look] of checks) {
          try {
            await writeLine(io.out, table([['ok', name.padEnd(8), await look()]]));
          } catch (error) {
            failed += 1;
            await writeLine(
              io.out,
              table([['!!', name.padEnd(8), error instanceof Error ? error.message : String(error)]]),
            );
          }
        }
        return failed === 0 ? 0 : 1;
      });
    },
  });

function knownPage() {
  const html =
    '<html><head><title>A page for the doctor</title></head><body><h1>A page for the doctor</h1></body></html>';
  return {
    url: 'https://doctor.example/',
    finalUrl: 'https://doctor.example/',
    fetchedAt: new Date().toISOString(),
    status: 200,
    headers: { 'content-type': 'text/html; charset=utf-8' },
    body: new TextEncoder().encode(html),
    via: 'archive' as const,
    digest: `sha256:${'0'.repeat(64)}`,
  };
}
