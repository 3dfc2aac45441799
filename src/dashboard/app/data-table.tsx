import type { ReactNode } from 'react';
import type { Term } from './definitions.ts';
import { Link } from './location.tsx';
import { Defined } from './term.tsx';

export type Column<Row> = {
  name: string;
  /** Its definition; every column of numbers has one. */
  term?: Term;
  cell(row: Row): ReactNode;
  /** Numbers stand to the right, under each other. */
  number?: boolean;
  /** The address of the page in the order of this column; left out: it cannot be sorted by it. */
  sort?: { href: string; current: 'ascending' | 'descending' | null };
};

type Props<Row> = {
  name: string;
  rows: readonly Row[];
  keyOf(row: Row): string;
  /** The first column names the row. */
  columns: readonly Column<Row>[];
  className?: string;
  isCurrent?(row: Row): boolean;
};

/** A table that scrolls sideways by itself where the window is narrow. */
export function DataTable<Row>({ name, rows, keyOf, columns, className, isCurrent }: Props<Row>) {
  const [first, ...others] = columns;
  if (!first) return null;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls sideways must be reached by keyboard
    <section className="scroll" aria-label={name} tabIndex={0}>
      <table className={className}>
        <thead>
          <tr>
            {columns.map((column) => (
              <Head key={column.name} column={column} />
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={keyOf(row)} aria-current={isCurrent?.(row) ? 'true' : undefined}>
              <th scope="row">{first.cell(row)}</th>
              {others.map((column) => (
                <td
                  key={column.name}
                  className={column.number ? 'number' : undefined}
                  data-name={column.name}
                >
                  {column.cell(row)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

function Head<Row>({ column: { name, term, number, sort } }: { column: Column<Row> }) {
  const label = term ? <Defined term={term}>{name}</Defined> : name;
  return (
    <th scope="col" className={number ? 'number' : undefined} aria-sort={sort?.current ?? undefined}>
      {label}
      {sort && (
        <Link
          href={sort.href}
          keepPlace
          className="sort-mark"
          aria-label={`Sort by ${name}`}
          aria-current={sort.current ? 'true' : undefined}
        >
          {sort.current === 'ascending' ? '↑' : '↓'}
        </Link>
      )}
    </th>
  );
}
