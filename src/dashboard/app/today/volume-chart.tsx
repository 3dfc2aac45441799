import type { TodayAnswer } from '../../../api/figure-answers.ts';
import { Chart } from '../charts/chart.tsx';
import { Legend } from '../charts/legend.tsx';
import { StackedColumns } from '../charts/stacked-columns.tsx';
import { counted } from '../counted.ts';
import { shownTime } from '../shown-time.ts';
import { Defined } from '../term.tsx';

const HEIGHT = 150;
const STEP_MS = { hour: 3_600_000, day: 86_400_000 } as const;

type Row = { at: string; from: number; own: number; copied: number };

/** What came in by hour or day: own articles below, copies above. */
export function VolumeChart({ today }: { today: TodayAnswer }) {
  const rows = everyStep(today);
  const stepMs = STEP_MS[today.step];
  return (
    <Chart
      label={`${counted(today.counts.articles, 'new article')} by ${today.step}, own ones and copies`}
      caption={
        <Legend
          entries={[
            { mark: 'own', name: <Defined term="originality">own</Defined> },
            { mark: 'copied', name: <Defined term="copied-share">copied</Defined> },
          ]}
        />
      }
      height={HEIGHT}
      draw={(width) => (
        <StackedColumns
          {...{ width, height: HEIGHT }}
          bars={rows.map(({ at, from, own, copied }) => ({
            from,
            to: from + stepMs,
            parts: [
              { name: 'own', value: own },
              { name: 'copied', value: copied },
            ],
            words: `${shownTime(at)}: ${own} own, ${copied} copied`,
          }))}
        />
      )}
      rows={rows.filter(({ own, copied }) => own + copied > 0)}
      keyOf={({ at }) => at}
      columns={[
        { name: 'From (UTC)', cell: ({ at }) => shownTime(at) },
        { name: 'own', term: 'originality', number: true, cell: ({ own }) => own },
        { name: 'copied', term: 'copied-share', number: true, cell: ({ copied }) => copied },
      ]}
    />
  );
}

/** Each hour or day of the window. One without an article has none: nothing is unknown here. */
function everyStep({ window, step, volume }: TodayAnswer): Row[] {
  const known = new Map(volume.map((row) => [row.at, row]));
  const [length, stepMs] = [step === 'hour' ? 13 : 10, STEP_MS[step]];
  const rows: Row[] = [];
  for (
    let from = Math.floor(Date.parse(window.from) / stepMs) * stepMs;
    from < Date.parse(window.to);
    from += stepMs
  ) {
    const at = new Date(from).toISOString().slice(0, length);
    const { articles = 0, own = 0 } = known.get(at) ?? {};
    rows.push({ at, from, own, copied: articles - own });
  }
  return rows;
}
