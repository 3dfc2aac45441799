import { scaleLinear, scaleUtc } from 'd3-scale';
import { Link } from '../location.tsx';
import { TimeAxis } from './time-axis.tsx';
import { ValueAxis } from './value-axis.tsx';

export type ColumnBar = {
  /** Begin and end of the stretch, in ms. */
  from: number;
  to: number;
  /** From the axis upwards; the names are classes of the style sheet. */
  parts: readonly { name: string; value: number }[];
  /** Its numbers in words. */
  words: string;
  href?: string;
  isCurrent?: boolean;
};

const LEFT = 34;
const BOTTOM = 22;
const TOP = 6;

/** Numbers of stretches of time, each as a column of parts. */
export function StackedColumns({
  bars,
  width,
  height,
  format,
}: {
  bars: readonly ColumnBar[];
  width: number;
  height: number;
  format?(value: number): string;
}) {
  const sum = ({ parts }: ColumnBar) => parts.reduce((total, { value }) => total + value, 0);
  const x = scaleUtc()
    .domain([bars[0]?.from ?? 0, bars.at(-1)?.to ?? 1])
    .range([LEFT, width - 2]);
  const y = scaleLinear()
    .domain([0, Math.max(format ? 0.01 : 4, ...bars.map(sum))])
    .nice(3)
    .range([height - BOTTOM, TOP]);
  return (
    <>
      <ValueAxis
        scale={y}
        left={LEFT}
        right={width - 2}
        {...(format ? { format } : { ticks: y.ticks(3).filter(Number.isInteger) })}
      />
      <TimeAxis scale={x} top={height - BOTTOM} bottom={height - BOTTOM} />
      {bars.map((bar) => {
        const left = x(bar.from);
        const room = x(bar.to) - left;
        const size = Math.max(1, Math.min(room - 1, 48));
        const drawn = <Column bar={bar} left={left + (room - size) / 2} size={size} y={y} />;
        if (!bar.href || sum(bar) === 0) return <g key={bar.from}>{drawn}</g>;
        return (
          <Link
            key={bar.from}
            href={bar.href}
            keepPlace
            aria-label={bar.words}
            aria-current={bar.isCurrent ? 'true' : undefined}
          >
            {/* The whole height can be hit, however low the column. */}
            <rect className="hit" x={left} width={room} y={TOP} height={height - BOTTOM - TOP} />
            {drawn}
          </Link>
        );
      })}
    </>
  );
}

function Column({
  bar,
  left,
  size,
  y,
}: {
  bar: ColumnBar;
  left: number;
  size: number;
  y(value: number): number;
}) {
  let below = 0;
  return (
    <g className="column">
      <title>{bar.words}</title>
      {bar.parts.map(({ name, value }) => {
        const bottom = y(below);
        below += value;
        const top = y(below);
        // What is there is seen, however little it is.
        const height = value > 0 ? Math.max(1, bottom - top) : 0;
        return (
          <rect
            key={name}
            className={`part ${name}`}
            x={left}
            width={size}
            y={bottom - height}
            height={height}
          />
        );
      })}
    </g>
  );
}
