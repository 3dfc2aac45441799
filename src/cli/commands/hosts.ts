import { z } from 'zod';
import { type OpenApplication, withApplication } from '../application.ts';
import { command } from '../command.ts';
import { writeLine } from '../io.ts';
import { settingFlags, settingInput } from '../setting-flags.ts';
import { table } from '../table.ts';

export const hosts = (open: OpenApplication) =>
  command({
    usage: 'hosts',
    summary: "each host's rule, where it comes from, and the gaps that were kept",
    flags: [['--json', 'one JSON object a host'], ...settingFlags],
    input: z.object({ json: z.boolean().default(false), ...settingInput }),
    async run({ json, ...flags }, io) {
      return withApplication(open, flags, async (application) => {
        const entries = await application.hosts();
        if (json) {
          for (const entry of entries) await writeLine(io.out, JSON.stringify(entry));
          return 0;
        }
        if (entries.length === 0) {
          io.err.write('no host has been asked for anything yet\n');
          return 0;
        }
        const rows = entries.map(
          ({ origin, robots, source, gapMs, smallestGapMs, requests, closedUntil, seenAt }) => [
            origin,
            robots,
            `${gapMs} ms`,
            smallestGapMs === null ? '–' : `${Math.floor(smallestGapMs)} ms`,
            String(requests),
            closedUntil ?? '',
            seenAt,
            source,
          ],
        );
        await writeLine(
          io.out,
          table([
            ['host', 'robots', 'gap', 'smallest kept', 'requests', 'closed until', 'seen', 'source'],
            ...rows,
          ]),
        );
        return 0;
      });
    },
  });
