import type { ScaleTime } from 'd3-scale';
import { timeTicks } from './time-ticks.ts';

/** Labels under a chart, and a thin line up from each. */
export function TimeAxis({
  scale,
  top,
  bottom,
}: {
  scale: ScaleTime<number, number>;
  top: number;
  bottom: number;
}) {
  const [left = 0, right = 0] = scale.range();
  return (
    // biome-ignore lint/a11y/noAriaHiddenOnFocusable: nothing in a group of lines and labels takes the focus
    <g className="axis" aria-hidden="true">
      <line x1={left} x2={right} y1={bottom} y2={bottom} />
      {timeTicks(scale).map(({ time, label }) => {
        const x = Math.round(scale(time)) + 0.5;
        // The outermost labels stay inside.
        const anchor = x < left + 24 ? 'start' : x > right - 24 ? 'end' : 'middle';
        return (
          <g key={time}>
            <line className="grid" x1={x} x2={x} y1={top} y2={bottom} />
            <text x={x} y={bottom + 16} textAnchor={anchor}>
              {label}
            </text>
          </g>
        );
      })}
    </g>
  );
}
