import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { startDemoPortals } from '../../demo/start-demo-portals.ts';
import type { Story } from '../../model/story.ts';
import { type Application, type OpenApplication, withApplication } from '../application.ts';
import { command } from '../command.ts';
import { writeLine } from '../io.ts';
import { outcomeSummary } from '../outcome-summary.ts';
import { printable } from '../printable.ts';
import { progressLine } from '../progress.ts';

export const demo = (open: OpenApplication) =>
  command({
    usage: 'demo',
    summary: 'starts demo portals on loopback, crawls them, serves API and dashboard',
    flags: [
      ['--portals <n>', 'how many portals (6 to 50)'],
      ['--articles <n>', 'articles on each portal'],
      ['--seed <n>', 'another seed gives other stories'],
      ['--port <n>', 'port of API and dashboard (default: any free one)'],
      ['--data <folder>', 'keep the data there (default: a temporary folder, removed at the end)'],
      ['--once', 'leave after the summary instead of serving'],
    ],
    input: z.object({
      portals: z.coerce.number().int().min(6).max(50).default(6),
      articles: z.coerce.number().int().min(5).max(20_000).default(30),
      seed: z.coerce.number().int().nonnegative().default(1),
      port: z.coerce.number().int().min(0).max(65_535).default(0),
      data: z.string().min(1).optional(),
      once: z.boolean().default(false),
    }),
    async run({ portals, articles, seed, port, data, once: leave }, io) {
      const folder = data ?? (await mkdtemp(join(tmpdir(), 'wellspring-demo-')));
      const demoPortals = await startDemoPortals({ seed, portals, articlesPerPortal: articles });
      try {
        const allow = demoPortals.portals.map(({ origin }) => new URL(origin).host).join(',');
        return await withApplication(open, { data: folder, allow }, async (application) => {
          await writeLine(io.err, `${portals} demo portals on loopback, ${articles} articles each:`);
          for (const { name, startUrl } of demoPortals.portals)
            await writeLine(io.err, `  ${startUrl}  ${name}`);
          const progress = progressLine(io.err);
          const summary = await application
            .run(
              {
                starts: demoPortals.portals.map(({ startUrl }) => ({ url: startUrl, kind: 'page' as const })),
                maxPages: 1_000_000,
              },
              progress.show,
              io.signal,
            )
            .finally(progress.done);
          await writeLine(io.out, outcomeSummary(summary));
          const copied = await mostCopied(application.store, 3);
          if (copied.length > 0) await writeLine(io.out, 'Most copied stories:');
          for (const story of copied) {
            await writeLine(
              io.out,
              `  ${story.members.length} copies on ${story.sites.length} sites: ${printable(story.title ?? '(no title)')}`,
            );
          }
          if (leave || io.signal.aborted) return 0;
          const served = await application.serve({ port });
          await writeLine(io.out, `Open ${served.url} in a browser. Ctrl-C ends the demo.`);
          if (!io.signal.aborted) await once(io.signal, 'abort');
          await served.close();
          return 0;
        });
      } finally {
        await demoPortals.close();
        if (data === undefined) await rm(folder, { recursive: true, force: true });
      }
    },
  });

async function mostCopied(store: Application['store'], count: number): Promise<Story[]> {
  const stories: Story[] = [];
  let cursor: string | null = null;
  do {
    const page: Awaited<ReturnType<typeof store.stories>> = await store.stories({
      limit: 200,
      cursor,
      minCopies: 2,
    });
    stories.push(...page.stories);
    cursor = page.next;
  } while (cursor !== null);
  return stories.sort((a, b) => b.members.length - a.members.length).slice(0, count);
}
