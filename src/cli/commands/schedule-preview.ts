import { DateTime } from 'luxon';
import { z } from 'zod';
import type { ScheduleView } from '../../model/schedule-view.ts';
import { type OpenApplication, withApplication } from '../application.ts';
import { command } from '../command.ts';
import { type Io, writeLine } from '../io.ts';
import { settingFlags, settingInput } from '../setting-flags.ts';
import { table } from '../table.ts';

export const schedulePreview = (open: OpenApplication) =>
  command({
    usage: 'schedule preview <name>',
    summary: "the next runs of a site's lists, exactly as they will be made",
    flags: [['--runs <n>', 'how many (default 20)'], ['--json', 'one JSON object a list'], ...settingFlags],
    input: z.object({
      name: z.string(),
      runs: z.coerce.number().int().min(1).max(1_000).default(20),
      json: z.boolean().default(false),
      ...settingInput,
    }),
    async run({ name, runs, json, ...flags }, io) {
      return withApplication(open, flags, async ({ scheduleDesk }) => {
        const views = await scheduleDesk.schedules({ site: name, times: runs });
        if (json) {
          for (const view of views) await writeLine(io.out, JSON.stringify(view));
          return 0;
        }
        await show(views, runs, io);
        return 0;
      });
    },
  });

async function show(views: readonly ScheduleView[], runs: number, io: Io): Promise<void> {
  for (const view of views) {
    const about = [
      view.rhythm,
      ...(view.jitterMinutes > 0 ? [`up to ${view.jitterMinutes} min later`] : []),
      ...(view.blackout.length > 0 ? [`not ${view.blackout.join(', ')} (${view.zone})`] : []),
      ...(view.lastVisitAt
        ? [`last visit ${view.lastVisitAt}`]
        : ['never visited: at once when the service runs']),
    ];
    await writeLine(io.err, `${view.id}  ${about.join(' · ')}`);
    if (view.paused) {
      const { by, since, reason } = view.paused;
      await writeLine(io.err, `  paused by ${by}${since ? ` since ${since}` : ''}: ${reason}`);
    }
  }
  const rows = views
    .flatMap((view) => view.next.map((at) => ({ at, view })))
    .sort((a, b) => (a.at < b.at ? -1 : 1))
    .slice(0, runs)
    .map(({ at, view }) => [
      at,
      DateTime.fromISO(at, { zone: view.zone }).toFormat('ccc dd LLL HH:mm:ss'),
      view.zone,
      view.starts[0]?.url ?? '',
      view.certainUntil !== null && at > view.certainUntil ? 'expected: moves with what is learned' : '',
    ]);
  if (rows.length > 0) await writeLine(io.out, table(rows));
}
