import { createHash, randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Archive, SentRequest } from '../../../src/archive/archive.ts';
import type { Page } from '../../../src/model/page.ts';
import type { Snapshot } from '../../../src/model/snapshot.ts';

export function page(body: string | Uint8Array, change: Partial<Page> = {}): Page {
  const bytes = typeof body === 'string' ? new TextEncoder().encode(body) : new Uint8Array(body);
  return {
    url: 'https://portal.example/news/1.html',
    finalUrl: 'https://portal.example/news/1.html',
    fetchedAt: '2025-04-16T12:47:42.123Z',
    status: 200,
    headers: { 'content-type': 'text/html; charset=gbk', etag: '"a"' },
    body: bytes,
    via: 'http',
    digest: `sha256:${createHash('sha256').update(bytes).digest('hex')}`,
    ...change,
  };
}

export const request = (url = 'https://portal.example/news/1.html'): SentRequest => ({
  method: 'GET',
  url,
  headers: { 'user-agent': 'wellspring', 'if-none-match': '"a"' },
});

/** All that `pages` gives, in its order. */
export async function listed(archive: Archive): Promise<{ snapshot: Snapshot; page: Page }[]> {
  const found: { snapshot: Snapshot; page: Page }[] = [];
  for await (const entry of archive.pages()) found.push(entry);
  return found;
}

/** What every Archive promises. `open` twice gives two archives on the same place. */
export function archiveContract(
  adapter: string,
  make: () => Promise<{ open: () => Promise<Archive>; clear: () => Promise<void> }>,
): void {
  describe(`Archive (${adapter})`, () => {
    let place: Awaited<ReturnType<typeof make>>;
    let archive: Archive;
    beforeEach(async () => {
      place = await make();
      archive = await place.open();
    });
    afterEach(async () => {
      await archive.close();
      await place.clear();
    });

    it('gives a page back as it was fetched, with "via" saying that it comes from the archive', async () => {
      const fetched = page('<p>一</p>', {
        url: 'http://portal.example/old?a=1,,,2',
        finalUrl: 'https://portal.example/new/%E4%B8%80?b=,,,',
        status: 404,
        via: 'browser',
      });
      const snapshot = await archive.append(fetched, request());
      expect(await archive.read(snapshot)).toEqual({ ...fetched, via: 'archive' });
    });

    it('gives the headers of the wire back although the stored body has its codings undone', async () => {
      const headers = {
        'content-encoding': 'gzip',
        'content-length': '17',
        'transfer-encoding': 'chunked',
        'x-archive-orig-content-length': 'an archive was crawled',
        'x-empty': '',
        'x-list': 'a,,,b, c',
        'x-latin': 'caf\u00e9',
      };
      const snapshot = await archive.append(page('text', { headers }), request());
      expect((await archive.read(snapshot)).headers).toEqual(headers);
    });

    it('keeps header values beyond Latin-1, as a browser may give them', async () => {
      const headers = { 'content-disposition': 'filename=新闻.html' };
      const snapshot = await archive.append(page('text', { headers }), request());
      expect((await archive.read(snapshot)).headers).toEqual(headers);
    });

    it('does not let a line break in a header or an address become a header of its own', async () => {
      const odd = page('text', {
        url: 'http://portal.example/a\r\nb',
        headers: { note: 'a\r\n\r\nb', ':status': '200' },
      });
      const read = await archive.read(await archive.append(odd, request()));
      expect(read.headers).toEqual({ note: 'a    b' });
      expect(read.url).toBe(odd.url);
      expect(new TextDecoder().decode(read.body)).toBe('text');
    });

    it('keeps any bytes', async () => {
      const property = fc.asyncProperty(fc.uint8Array({ maxLength: 3_000 }), async (bytes) => {
        const snapshot = await archive.append(page(bytes), request());
        expect((await archive.read(snapshot)).body).toEqual(new Uint8Array(bytes));
      });
      await fc.assert(property, { numRuns: 60 });
    });

    it('keeps pages of 5 MB that do not compress', async () => {
      const bytes = new Uint8Array(5 * 1024 * 1024);
      for (let i = 0, state = 1; i < bytes.length; i += 1) {
        state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
        bytes[i] = state >>> 24;
      }
      const fetched = page(bytes);
      const read = await archive.read(await archive.append(fetched, request()));
      expect(Buffer.compare(read.body, bytes)).toBe(0);
    });

    it('gives the bytes of the first visit for a second visit with the same digest', async () => {
      const first = page('unchanged');
      const again = page('unchanged', {
        fetchedAt: '2025-04-17T08:00:00.000Z',
        headers: { etag: '"b"' },
      });
      const firstAt = await archive.append(first, request());
      const againAt = await archive.append(again, request());
      const thirdAt = await archive.append(again, request());
      expect(againAt).not.toEqual(firstAt);
      expect(await archive.read(againAt)).toEqual({ ...again, via: 'archive' });
      expect(await archive.read(thirdAt)).toEqual({ ...again, via: 'archive' });
    });

    it('takes 1,000 appends at once, each read back from its own place', async () => {
      const bodies = Array.from({ length: 1_000 }, (_, i) => `page ${i}`);
      const places = await Promise.all(
        bodies.map((body, i) =>
          archive.append(page(body, { finalUrl: `https://portal.example/${i}` }), request()),
        ),
      );
      expect(new Set(places.map(({ file, offsetBytes }) => `${file} ${offsetBytes}`)).size).toBe(1_000);
      const read = await Promise.all(places.map((snapshot) => archive.read(snapshot)));
      expect(read.map(({ body }) => new TextDecoder().decode(body))).toEqual(bodies);
    });

    it('lists every page of all its openings, oldest first, with the place to read it again', async () => {
      await archive.append(page('one'), request());
      await archive.append(page('one'), request());
      await archive.close();
      archive = await place.open();
      await archive.append(page('two'), request());
      const found = await listed(archive);
      expect(found.map(({ page: { body } }) => new TextDecoder().decode(body))).toEqual([
        'one',
        'one',
        'two',
      ]);
      for (const { snapshot, page: listedPage } of found)
        expect(await archive.read(snapshot)).toEqual(listedPage);
    });

    it('finds every visit of an address, also where it was sent on, and each may be erased at once', async () => {
      const [wanted, other] = ['https://portal.example/gone', 'https://portal.example/kept'];
      const at = (url: string, finalUrl = url) => ({ url, finalUrl });
      const archive = await place.open();
      const places = [
        await archive.append(page('one', at(wanted)), request(wanted)),
        await archive.append(page('one', at(wanted)), request(wanted)),
        await archive.append(page('two', at('https://portal.example/short', wanted)), request(wanted)),
      ];
      await archive.append(page('three', at(other)), request(other));
      const found: Snapshot[] = [];
      for await (const snapshot of archive.places(({ url, finalUrl }) => [url, finalUrl].includes(wanted))) {
        found.push(snapshot);
        expect(await archive.erase(snapshot)).toBe(true);
      }
      expect(found).toEqual(places);
      expect((await listed(archive)).map((one) => one.page.url)).toEqual([other]);
      await archive.close();
    });

    it('asks once for each page where it lies, however long its address is, and stops when told', async () => {
      const long = `https://portal.example/${randomBytes(9_000).toString('hex')}`;
      const urls = [long, ...['a', 'b', 'c'].map((name) => `https://portal.example/${name}`)];
      for (const url of urls)
        await archive.append(
          page(randomBytes(300_000).toString('hex'), { url, finalUrl: url }),
          request(url),
        );
      const asked: string[] = [];
      const stop = new AbortController();
      for await (const snapshot of archive.places(({ url }) => asked.push(url) > 0, stop.signal)) {
        expect((await archive.read(snapshot)).url).toBe(asked.at(-1));
        if (asked.length === 3) stop.abort();
      }
      expect(asked).toEqual(urls.slice(0, 3));
    });

    it('is empty when nothing was appended', async () => {
      expect(await listed(archive)).toEqual([]);
    });

    it('names file and offset where no record is', async () => {
      const { file } = await archive.append(page('one'), request());
      for (const snapshot of [
        { file, offsetBytes: 7 },
        { file, offsetBytes: 10_000_000 },
        { file: file.replace(/\d/, '3'), offsetBytes: 0 },
      ])
        await expect(archive.read(snapshot)).rejects.toMatchObject({
          code: 'snapshot',
          message: expect.stringContaining(`${snapshot.file} at byte ${snapshot.offsetBytes}: `),
        });
    });

    it('refuses a name that is a path', async () => {
      const { file } = await archive.append(page('one'), request());
      for (const name of [`./${file}`, `../x/${file}`, `/etc/passwd`, `..\\${file}`, '..', ''])
        await expect(archive.read({ file: name, offsetBytes: 0 })).rejects.toMatchObject({
          code: 'snapshot',
          message: expect.stringContaining('not a file name of this archive'),
        });
    });

    it('refuses appends after it was closed, and keeps what came before', async () => {
      const kept = archive.append(page('kept'), request());
      await archive.close();
      await expect(archive.append(page('late'), request())).rejects.toThrow('closed');
      expect(await archive.read(await kept)).toMatchObject({ url: page('').url });
    });
  });
}
