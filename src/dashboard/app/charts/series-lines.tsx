import { scaleLinear, scaleUtc } from 'd3-scale';
import { line } from 'd3-shape';
import { TimeAxis } from './time-axis.tsx';
import { ValueAxis } from './value-axis.tsx';

export type Series = {
  name: string;
  /** In order of time; null: not known then, and the line has a gap. */
  points: readonly { time: number; value: number | null }[];
};

const LEFT = 44;
const BOTTOM = 22;
const TOP = 10;
export const SERIES_COLOURS = 6;

type Props = {
  series: readonly Series[];
  width: number;
  height: number;
  /** Places of a list: 1 stands on top. */
  upsideDown?: boolean;
  /** No line: between two looks nothing is known. */
  pointsOnly?: boolean;
  words(name: string, time: number, value: number): string;
};

/** Values over time; a line is broken where a value is missing, since missing is not zero. */
export function SeriesLines({ series, width, height, upsideDown = false, pointsOnly = false, words }: Props) {
  const known = series.flatMap(({ points }) =>
    points.flatMap(({ value }) => (value === null ? [] : [value])),
  );
  const times = series.flatMap(({ points }) => points.map(({ time }) => time));
  const [first, last] = [Math.min(...times), Math.max(...times)];
  const room = Math.max((last - first) * 0.03, 1_800_000);
  const x = scaleUtc()
    .domain([first - room, last + room])
    .range([LEFT, width - 4]);
  const most = Math.max(upsideDown ? 3 : 4, ...known);
  const y = scaleLinear()
    .domain(upsideDown ? [most, 1] : [0, most])
    .range([height - BOTTOM, TOP]);
  if (!upsideDown) y.nice(3);
  const ticks = y.ticks(4).filter(Number.isInteger);
  const path = line<{ time: number; value: number | null }>()
    .defined(({ value }) => value !== null)
    .x(({ time }) => x(time))
    .y(({ value }) => y(value ?? 0));
  return (
    <>
      <ValueAxis
        scale={y}
        left={LEFT}
        right={width - 4}
        ticks={upsideDown && !ticks.includes(1) ? [1, ...ticks] : ticks}
        format={(value) => value.toLocaleString('en')}
      />
      <TimeAxis scale={x} top={TOP} bottom={height - BOTTOM} />
      {series.map(({ name, points }, i) => (
        <g key={name} className={`series series-${i % SERIES_COLOURS}`}>
          {!pointsOnly && <path d={path(points) ?? ''} />}
          {points.map(({ time, value }) =>
            value === null ? null : (
              <circle key={time} cx={x(time)} cy={y(value)} r={3.5}>
                <title>{words(name, time, value)}</title>
              </circle>
            ),
          )}
        </g>
      ))}
    </>
  );
}
