import { ByteWriter, type ColumnSource, ParquetWriter, schemaFromColumnData } from 'hyparquet-writer';
import type { Article } from '../model/article.ts';
import { exportColumns } from './export-columns.ts';
import type { ExportNote } from './export-note.ts';

/** A row group is closed at either bound, so that memory depends on neither the number nor the size of articles. */
const GROUP_ROWS = 2_000;
const GROUP_CHARACTERS = 8_000_000;

const TYPES = {
  text: 'STRING',
  instant: 'TIMESTAMP',
  integer: 'INT64',
  number: 'DOUBLE',
  json: 'JSON',
} as const;

/** One column of a Parquet file. Null: not known. `instant` is ISO 8601 in UTC, `json` is JSON text. */
export type ParquetColumn<Row> = {
  name: string;
  type: keyof typeof TYPES;
  value(row: Row): string | number | null;
};

/** Articles as a Parquet file with `exportColumns`. */
export function parquetBytes(
  articles: AsyncIterable<Article>,
  note: ExportNote,
): AsyncGenerator<Uint8Array, void, void> {
  return parquetTable(articles, exportColumns, ({ body }) => body.length, note);
}

/**
 * One Parquet file (Snappy), piece by piece: a row group is written as soon as it is full.
 *
 * @param sizeOf about how many characters a row has
 * @param note stands in the file's metadata, each member as wellspring.NAME
 */
export async function* parquetTable<Row>(
  rows: AsyncIterable<Row>,
  columns: readonly ParquetColumn<Row>[],
  sizeOf: (row: Row) => number,
  note: Readonly<Record<string, string>> = {},
): AsyncGenerator<Uint8Array, void, void> {
  const writer = new ByteWriter();
  const parquet = new ParquetWriter({
    writer,
    schema: schemaFromColumnData({ columnData: columnData<Row>([], columns) }),
    createdBy: 'wellspring',
    kvMetadata: Object.entries(note).map(([key, value]) => ({ key: `wellspring.${key}`, value })),
  });
  const written = (): Uint8Array => {
    const bytes = writer.getBytes().slice();
    // `offset` goes on counting: it is the place in the file; `index` is the place in this buffer.
    writer.index = 0;
    return bytes;
  };
  for await (const group of groups(rows, sizeOf)) {
    await parquet.write({ columnData: columnData(group, columns), rowGroupSize: group.length });
    yield written();
  }
  await parquet.finish();
  yield written();
}

async function* groups<Row>(
  rows: AsyncIterable<Row>,
  sizeOf: (row: Row) => number,
): AsyncGenerator<Row[], void, void> {
  let group: Row[] = [];
  let characters = 0;
  for await (const row of rows) {
    group.push(row);
    characters += sizeOf(row);
    if (group.length < GROUP_ROWS && characters < GROUP_CHARACTERS) continue;
    yield group;
    group = [];
    characters = 0;
  }
  if (group.length > 0) yield group;
}

function columnData<Row>(group: readonly Row[], columns: readonly ParquetColumn<Row>[]): ColumnSource[] {
  return columns.map((column) => ({
    name: column.name,
    type: TYPES[column.type],
    nullable: true,
    data: group.map((row) => cell(column, row)),
  }));
}

function cell<Row>(column: ParquetColumn<Row>, row: Row): unknown {
  const value = column.value(row);
  if (value === null) return undefined;
  switch (column.type) {
    case 'instant':
      return new Date(value);
    case 'integer':
      return BigInt(value);
    case 'json':
      // The writer makes JSON text of values by itself.
      return JSON.parse(String(value));
    default:
      return value;
  }
}
