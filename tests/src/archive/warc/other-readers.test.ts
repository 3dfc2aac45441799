import { execFileSync } from 'node:child_process';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openWarcArchive } from '../../../../src/archive/warc/open-warc-archive.ts';
import { pythonWith } from '../../../services/python-with.ts';
import { page, request } from '../archive.contract.ts';

const python = pythonWith('warcio');

let folder: string;
let file: string;
const first = page('hello from the harbour', {
  headers: { 'content-type': 'text/plain', 'content-encoding': 'gzip' },
});
const second = page('täglich 你好');

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'wellspring-readers-'));
  const archive = await openWarcArchive({ folder });
  await archive.append(first, request());
  await archive.append(second, request());
  await archive.append(first, request());
  await archive.close();
  file = join(folder, (await readdir(folder))[0] ?? '');
});
afterAll(() => rm(folder, { recursive: true }));

const types = ['warcinfo', 'response', 'request', 'response', 'request', 'revisit', 'request'];

describe('the archive', () => {
  it.skipIf(!python)(
    'is read by warcio for Python, member by member, and passes its check of digests',
    () => {
      const program = `import json, sys
from warcio.archiveiterator import ArchiveIterator
rows = []
with open(sys.argv[1], 'rb') as stream:
    iterator = ArchiveIterator(stream, check_digests='raise')
    for record in iterator:
        body = record.content_stream().read().decode('utf8')
        h = record.rec_headers
        rows.append({'type': record.rec_type, 'url': h.get_header('WARC-Target-URI'), 'body': body,
          'refers': h.get_header('WARC-Refers-To'), 'id': h.get_header('WARC-Record-ID'),
          'offset': iterator.get_record_offset(), 'status': record.http_headers and record.http_headers.get_statuscode()})
json.dump(rows, sys.stdout)`;
      const rows: Record<string, unknown>[] = JSON.parse(
        execFileSync(python ?? '', ['-c', program, file]).toString(),
      );
      expect(rows.map(({ type }) => type)).toEqual(types);
      expect(rows[1]).toMatchObject({ url: first.finalUrl, body: 'hello from the harbour', status: '200' });
      expect(rows[3]).toMatchObject({ url: second.finalUrl, body: 'täglich 你好' });
      expect(rows[5]?.refers).toBe(rows[1]?.id);
      // Each record is a gzip member of its own, so that a reader can begin at any.
      expect(new Set(rows.map(({ offset }) => offset)).size).toBe(rows.length);
    },
  );
});
