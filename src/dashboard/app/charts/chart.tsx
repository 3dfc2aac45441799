import { type ReactNode, useRef } from 'react';
import { type Column, DataTable } from '../data-table.tsx';
import { useWidth } from './use-width.ts';

type Props<Row> = {
  /** What it shows, in one sentence: read out in place of the picture. */
  label: string;
  caption?: ReactNode;
  height: number;
  draw(width: number): ReactNode;
  /** The same numbers, for whoever wants them exactly. */
  rows: readonly Row[];
  keyOf(row: Row): string;
  columns: readonly Column<Row>[];
  /** It holds links: each is read out by itself. */
  interactive?: boolean;
};

/** A picture of numbers with the table behind it. */
export function Chart<Row>({ label, caption, height, draw, rows, keyOf, columns, interactive }: Props<Row>) {
  const frame = useRef<HTMLDivElement>(null);
  const width = useWidth(frame);
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
