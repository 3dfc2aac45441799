import { pipeline, Readable } from 'node:stream';
import { stringify } from 'csv-stringify';
import type { Article } from '../model/article.ts';
import { exportColumns } from './export-columns.ts';
import type { ExportNote } from './export-note.ts';
import { parquetBytes } from './parquet-bytes.ts';

export type ExportFormat = 'ndjson' | 'csv' | 'parquet';

/**
 * Articles as a stream of bytes, read no faster than the stream is. An error of the source destroys the stream;
 * a destroyed stream ends the source.
 *
 * - `ndjson`: one PublicArticle a line (everything but the provenance), with the note as `export`
 * - `csv` (RFC 4180, UTF-8 with a header): `exportColumns`; a text that a spreadsheet would run as a formula gets a
 *   leading apostrophe; what is not known is empty; the note is
 *   the last three columns
 * - `parquet`: `exportColumns`; instants are timestamps, what is not known is null; the note is the file's metadata
 */
export function exportArticles(
  articles: AsyncIterable<Article>,
  format: ExportFormat,
  note: ExportNote,
): Readable {
  switch (format) {
    case 'ndjson':
      return Readable.from(lines(articles, note), { objectMode: false });
    case 'csv':
      return csv(articles, note);
    case 'parquet':
      return Readable.from(parquetBytes(articles, note), { objectMode: false });
  }
}

async function* lines(
  articles: AsyncIterable<Article>,
  note: ExportNote,
): AsyncGenerator<string, void, void> {
  for await (const { provenance: _, ...open } of articles)
    yield `${JSON.stringify({ ...open, export: note })}\n`;
}

function csv(articles: AsyncIterable<Article>, { query, exportedAt, version }: ExportNote): Readable {
  const stringifier = stringify({
    header: true,
    columns: [...exportColumns.map(({ name }) => name), ...noteColumns],
    record_delimiter: 'windows',
    escape_formulas: true,
    // Only the whole delimiter is quoted by itself; a lone line end would break the row for other readers.
    quoted_match: /[\r\n]/,
  });
  // An error reaches the reader through `destroy`: there is nothing left to do in the callback.
  return pipeline(Readable.from(rows(articles, [query, exportedAt, version])), stringifier, () => {});
}

/** CSV has no place for what is said of the whole: it stands at the end of each row. */
const noteColumns = ['exportQuery', 'exportedAt', 'wellspringVersion'];

async function* rows(
  articles: AsyncIterable<Article>,
  note: readonly string[],
): AsyncGenerator<(string | number | null)[], void, void> {
  for await (const article of articles) {
    yield [...exportColumns.map((column) => column.value(article)), ...note];
  }
}
