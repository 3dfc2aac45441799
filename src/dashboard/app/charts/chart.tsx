import { type ReactNode, useRef } from 'react';
import { type Column, DataTable } from '../data-table.tsx';
import { useWidth } from './use-width.ts';

type Props<Row> = {
  /** What it shows, in one sentence: read out in place of the picture. */
  label: string;
  caption?: ReactNode;
  /** In pixels; by the width, where narrow ones need more of it. */
  height: number | ((width: number) => number);
  draw(width: number): ReactNode;
  /** The same numbers, for whoever wants them exactly. */
  rows: readonly Row[];
  keyOf(row: Row): string;
  columns: readonly Column<Row>[];
  /** It holds links: each is read out by itself. */
  interactive?: boolean;
};

/** A picture of numbers with the table behind it. */
export function Chart<Row>(props: Props<Row>) {
  const { label, caption, draw, rows, keyOf, columns, interactive } = props;
  const frame = useRef<HTMLDivElement>(null);
  const width = useWidth(frame);
  const height = typeof props.height === 'number' ? props.height : props.height(width);
  return (
    <figure className="chart">
      {caption && <figcaption>{caption}</figcaption>}
      <div ref={frame} className="chart-frame" style={{ height }}>
        {width > 0 && (
          <svg
            width={width}
            height={height}
            viewBox={`0 0 ${width} ${height}`}
            role={interactive ? 'group' : 'img'}
            aria-label={label}
          >
            {draw(width)}
          </svg>
        )}
      </div>
      <details className="behind">
        <summary>The numbers</summary>
        <DataTable name={label} rows={rows} keyOf={keyOf} columns={columns} className="compact" />
      </details>
    </figure>
  );
}
