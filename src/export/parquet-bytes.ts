import { ByteWriter, type ColumnSource, ParquetWriter, schemaFromColumnData } from 'hyparquet-writer';
import type { Article } from '../model/article.ts';
import { type ExportColumn, exportColumns } from './export-columns.ts';

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

/** One Parquet file (Snappy), piece by piece: a row group is written as soon as it is full. */
export async function* parquetBytes(
  articles: AsyncIterable<Article>,
): AsyncGenerator<Uint8Array, void, void> {
  const writer = new ByteWriter();
  const parquet = new ParquetWriter({
    writer,
    schema: schemaFromColumnData({ columnData: columnData([]) }),
    createdBy: 'wellspring',
  });
  const written = (): Uint8Array => {
    const bytes = writer.getBytes().slice();
    // `offset` goes on counting: it is the place in the file; `index` is the place in this buffer.
    writer.index = 0;
    return bytes;
  };
  for await (const group of groups(articles)) {
    await parquet.write({ columnData: columnData(group), rowGroupSize: group.length });
    yield written();
  }
  await parquet.finish();
  yield written();
}

async function* groups(articles: AsyncIterable<Article>): AsyncGenerator<Article[], void, void> {
  let group: Article[] = [];
  let characters = 0;
  for await (const article of articles) {
    group.push(article);
    characters += article.body.length;
    if (group.length < GROUP_ROWS && characters < GROUP_CHARACTERS) continue;
    yield group;
    group = [];
    characters = 0;
  }
  if (group.length > 0) yield group;
}

function columnData(group: readonly Article[]): ColumnSource[] {
  return exportColumns.map((column) => ({
    name: column.name,
    type: TYPES[column.type],
    nullable: true,
    data: group.map((article) => cell(column, article)),
  }));
}

function cell(column: ExportColumn, article: Article): unknown {
  const value = column.value(article);
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
