import { buffer, text } from 'node:stream/consumers';
import { parquetMetadata, parquetReadObjects } from 'hyparquet';
import { describe, expect, it } from 'vitest';
import { type ExportFormat, exportArticles } from '../../../src/export/export-articles.ts';
import { exportColumns } from '../../../src/export/export-columns.ts';
import type { Article } from '../../../src/model/article.ts';
import { PublicArticle } from '../../../src/model/change-event.ts';
import { inventedArticle } from '../../invented-article.ts';

const note = { query: '=flood', exportedAt: '2026-03-01T10:00:00.000Z', version: '1.2.3' };

async function* each(...articles: Article[]): AsyncGenerator<Article> {
  yield* articles;
}

const lamps = inventedArticle({
  reactions: [
    { label: 'veryGood!', count: 15, atLeast: false },
    { label: 'Sad', count: null, atLeast: false },
  ],
  lagDays: 498.5,
  dateVerdict: 'late',
});
const bare = inventedArticle({
  url: 'https://b.example/2.html',
  title: null,
  authors: [],
  claimedDate: null,
  language: null,
});

describe('exportArticles as NDJSON', () => {
  it('writes one public article a line, without the provenance', async () => {
    const lines = (await text(exportArticles(each(lamps, bare), 'ndjson', note))).trimEnd().split('\n');
    expect(lines.map((line) => JSON.parse(line))).toEqual(
      [lamps, bare].map((article) => ({ ...PublicArticle.parse(article), export: note })),
    );
  });

  it('writes nothing for no articles', async () => {
    expect(await text(exportArticles(each(), 'ndjson', note))).toBe('');
  });
});

describe('exportArticles as CSV', () => {
  it('writes a header and one row an article; what is not known is empty, not 0', async () => {
    const [header, row, other] = (await text(exportArticles(each(lamps, bare), 'csv', note))).split('\r\n');
    expect(header).toBe(
      [...exportColumns.map(({ name }) => name), 'exportQuery', 'exportedAt', 'wellspringVersion'].join(','),
    );
    expect(row?.endsWith(",'=flood,2026-03-01T10:00:00.000Z,1.2.3")).toBe(true);
    expect(row).toContain(',late,[],498.5,2025-04-17T08:00:00.000Z,2025-04-17T08:00:00.000Z,,15,');
    expect(other).toContain(',,,,,,,unknown,[],,2025-04-17T08:00:00.000Z');
  });

  it('writes the header where there are no articles', async () => {
    expect(await text(exportArticles(each(), 'csv', note))).toMatch(
      /^id,revision,storyId,.*parserVersion,exportQuery,exportedAt,wellspringVersion\r\n$/,
    );
  });

  it.each(['=HYPERLINK("https://x.example")', '+1', '-1', '@SUM(A1)', '\t=1', '\r=1', '＝1'])(
    'puts an apostrophe before %j, which a spreadsheet would run',
    async (title) => {
      const csv = await text(exportArticles(each(inventedArticle({ title })), 'csv', note));
      const quoted = `'${title.replaceAll('"', '""')}`;
      expect(csv.includes(`,${quoted},`) || csv.includes(`,"${quoted}",`)).toBe(true);
    },
  );

  it('leaves a negative number a number', async () => {
    expect(await text(exportArticles(each(inventedArticle({ lagDays: -3 })), 'csv', note))).toContain(
      ',[],-3,',
    );
  });

  it.each(['a\nb', 'a\rb', 'a"b', 'a,b'])('keeps %j in one field', async (title) => {
    const csv = await text(exportArticles(each(inventedArticle({ title })), 'csv', note));
    expect(csv).toContain(`,"${title.replaceAll('"', '""')}",`);
  });
});

describe('exportArticles as Parquet', () => {
  const read = async (bytes: Buffer) => {
    const file = new Uint8Array(bytes).buffer;
    return { metadata: parquetMetadata(file), rows: await parquetReadObjects({ file }) };
  };

  it('names query, time and version in the metadata of the file', async () => {
    const { metadata } = await read(await buffer(exportArticles(each(lamps), 'parquet', note)));
    expect(metadata.key_value_metadata).toEqual([
      { key: 'wellspring.query', value: note.query },
      { key: 'wellspring.exportedAt', value: note.exportedAt },
      { key: 'wellspring.version', value: note.version },
    ]);
  });

  it('writes the columns with their types; what is not known is null', async () => {
    const { rows } = await read(await buffer(exportArticles(each(lamps, bare), 'parquet', note)));
    expect(rows[0]).toMatchObject({
      id: lamps.id,
      title: 'Keepers agree on new lamps',
      reactionCount: 15n,
      lagDays: 498.5,
      views: null,
      firstSeenAt: new Date('2025-04-17T08:00:00.000Z'),
      reactions: lamps.reactions,
    });
    expect(Object.keys(rows[0] ?? {})).toEqual(exportColumns.map(({ name }) => name));
    expect(rows[1]).toMatchObject({ title: null, authors: null, claimedDate: null, reactionCount: null });
  });

  it('writes a whole file where there are no articles', async () => {
    const { metadata } = await read(await buffer(exportArticles(each(), 'parquet', note)));
    expect(metadata.num_rows).toBe(0n);
  });

  it('closes a row group now and then and loses no row at its edge', async () => {
    const many = async function* () {
      for (let n = 0; n < 4_100; n += 1) yield inventedArticle({ url: `https://m.example/${n}`, views: n });
    };
    const { metadata, rows } = await read(await buffer(exportArticles(many(), 'parquet', note)));
    expect(metadata.row_groups.map(({ num_rows }) => num_rows)).toEqual([2000n, 2000n, 100n]);
    expect(rows.map(({ views }) => views)).toEqual(Array.from({ length: 4_100 }, (_, n) => BigInt(n)));
  });
});

describe.each<ExportFormat>(['ndjson', 'csv', 'parquet'])('exportArticles as %s', (format) => {
  it('fails when its source fails', async () => {
    const broken = async function* () {
      yield lamps;
      throw new Error('the disk is gone');
    };
    await expect(buffer(exportArticles(broken(), format, note))).rejects.toThrow('the disk is gone');
  });
});

describe.each<ExportFormat>(['ndjson', 'csv'])('exportArticles as %s', (format) => {
  it('reads no faster than it is read, and ends its source when it is given up', async () => {
    let taken = 0;
    const { promise: ended, resolve } = Promise.withResolvers<void>();
    const endless = async function* () {
      try {
        for (;;) {
          taken += 1;
          yield inventedArticle({ body: 'x'.repeat(10_000) });
        }
      } finally {
        resolve();
      }
    };
    const stream = exportArticles(endless(), format, note);
    for await (const _ of stream) break;
    await ended;
    expect(taken).toBeLessThan(200);
  });
});
