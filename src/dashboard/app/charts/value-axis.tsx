import type { ScaleLinear } from 'd3-scale';

type Props = {
  scale: ScaleLinear<number, number>;
  left: number;
  right: number;
  format?(value: number): string;
  ticks?: readonly number[];
};

/** Whole numbers to the left of a chart, and a thin line from each. */
export function ValueAxis({ scale, left, right, format = String, ticks }: Props) {
  return (
    // biome-ignore lint/a11y/noAriaHiddenOnFocusable: nothing in a group of lines and labels takes the focus
    <g className="axis" aria-hidden="true">
      {(ticks ?? scale.ticks(3)).map((value) => {
        const y = Math.round(scale(value)) + 0.5;
        return (
          <g key={value}>
            <line className="grid" x1={left} x2={right} y1={y} y2={y} />
            <text x={left - 6} y={y} textAnchor="end" dominantBaseline="central">
              {format(value)}
            </text>
          </g>
        );
      })}
    </g>
  );
}
