import { z } from 'zod';
import { type OpenApplication, withApplication } from '../application.ts';
import { command } from '../command.ts';
import { writeLine } from '../io.ts';
import { settingFlags, settingInput } from '../setting-flags.ts';
import { table } from '../table.ts';

export const scheduleList = (open: OpenApplication) =>
  command({
    usage: 'schedule list',
    summary:
      'each list: its rhythm, last and next visit, what its goal promises and what was reached; alarms',
    flags: [['--json', 'one JSON object a list'], ...settingFlags],
    input: z.object({ json: z.boolean().default(false), ...settingInput }),
    async run({ json, ...flags }, io) {
      return withApplication(open, flags, async ({ scheduleDesk }) => {
        const views = await scheduleDesk.schedules({ times: 1 });
        if (json) for (const view of views) await writeLine(io.out, JSON.stringify(view));
        else if (views.length > 0) {
          const rows = views.map(({ site, id, rhythm, paused, lastVisitAt, next, predicted, actual }) => [
            ...[site, id, rhythm, lastVisitAt ?? 'never'],
            paused ? `paused by ${paused.by}` : (next[0] ?? 'none'),
            predicted ? `${minutes(predicted.p95Minutes)}, ${percent(predicted.shareWithin)}` : '',
            actual ? `${minutes(actual.p95Minutes)}, ${percent(actual.shareWithin)}` : '',
          ]);
          const head = ['site', 'list', 'rhythm', 'last visit', 'next', 'predicted p95, in time', 'actual'];
          await writeLine(io.out, table([head, ...rows]));
        }
        for (const { kind, site, since, message } of await scheduleDesk.alarms())
          await writeLine(io.err, `!! ${kind} ${site} since ${since}: ${message}`);
        return 0;
      });
    },
  });

function minutes(value: number): string {
  return `${value < 10 ? value.toFixed(1) : Math.round(value)} min`;
}

function percent(share: number): string {
  return `${Math.round(share * 1_000) / 10} %`;
}
