import { spawn, spawnSync } from 'node:child_process';
import { createReadStream } from 'node:fs';
import { appendFile, mkdtemp, readdir, readFile, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { gunzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { WARCParser } from 'warcio';
import type { Archive } from '../../../../src/archive/archive.ts';
import { openWarcArchive } from '../../../../src/archive/warc/open-warc-archive.ts';
import { openObjects } from '../../../../src/objects/open-objects.ts';
import { s3Server } from '../../../s3-server.ts';
import { archiveContract, listed, page, request } from '../archive.contract.ts';

const newFolder = () => mkdtemp(join(tmpdir(), 'wellspring-archive-'));

archiveContract('warc', async () => {
  const folder = await newFolder();
  return {
    open: () => openWarcArchive({ folder }),
    clear: () => rm(folder, { recursive: true, force: true }),
  };
});

archiveContract('warc on s3', async () => {
  const server = await s3Server('bucket');
  const objects = openObjects('s3://bucket/archive', server.access);
  return { open: () => openWarcArchive({ objects }), clear: server.close };
});

describe('the files of the WARC archive', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await newFolder();
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  const texts = async (archive: Archive) =>
    (await listed(archive)).map(({ page: { body } }) => new TextDecoder().decode(body));
  const onlyFile = async () => join(folder, (await readdir(folder))[0] ?? '');

  it('are read by another WARC reader: warcinfo, response, request, revisit, request', async () => {
    const archive = await openWarcArchive({ folder });
    const fetched = page('hello', { headers: { 'content-encoding': 'br', 'x-a': 'b' } });
    await archive.append(fetched, request('https://portal.example/news/1.html?a=b'));
    await archive.append(fetched, request());
    await archive.close();

    const records: { type: string; headers: Map<string, string>; content: string }[] = [];
    const parser = new WARCParser(createReadStream(await onlyFile()), { keepHeadersCase: true });
    for await (const record of parser) {
      const content = await record.contentText();
      const http = record.httpHeaders ? `${record.httpHeaders.statusline}|` : '';
      records.push({
        type: record.warcType,
        headers: new Map(record.warcHeaders.headers),
        content: http + content,
      });
    }
    expect(records.map(({ type }) => type)).toEqual([
      'warcinfo',
      'response',
      'request',
      'revisit',
      'request',
    ]);
    const [info, response, sent, revisit] = records;
    expect(info?.content).toContain('WARC File Format 1.1');
    expect(response?.content).toBe('HTTP/1.1 200 OK|hello');
    expect(sent?.content).toBe('GET /news/1.html?a=b HTTP/1.1|');
    expect(sent?.headers.get('WARC-Concurrent-To')).toBe(response?.headers.get('WARC-Record-ID'));
    expect(response?.headers.get('WARC-Target-URI')).toBe(fetched.finalUrl);
    expect(response?.headers.get('WARC-Date')).toBe(fetched.fetchedAt);
    expect(response?.headers.get('WARC-Payload-Digest')).toBe(fetched.digest);
    expect(revisit?.headers.get('WARC-Profile')).toContain('/1.1/revisit/identical-payload-digest');
    expect(revisit?.headers.get('WARC-Refers-To')).toBe(response?.headers.get('WARC-Record-ID'));
    expect(revisit?.headers.get('WARC-Refers-To-Target-URI')).toBe(fetched.finalUrl);
    const wire = gunzipSync(await readFile(await onlyFile())).toString();
    expect(wire).toContain('\r\nx-archive-orig-content-encoding: br\r\n');
    expect(wire).not.toContain('\r\ncontent-encoding:');
  });

  it('carry the time and the process in their names, and are left when they are full', async () => {
    const now = () => new Date('2025-04-16T12:47:42.123Z');
    const archive = await openWarcArchive({ folder, maxFileBytes: 1_500, now });
    const bodies = Array.from({ length: 12 }, (_, i) => `body ${i}`);
    await Promise.all(bodies.map((body) => archive.append(page(body), request())));
    expect(await texts(archive)).toEqual(bodies);
    await archive.close();
    const names = await readdir(folder);
    expect(names.length).toBeGreaterThan(2);
    for (const name of names)
      expect(name).toMatch(new RegExp(`^wellspring-20250416124742123-${process.pid}-\\d+\\.warc\\.gz$`));
  });

  it('are never shared by two openings, even at the same instant', async () => {
    const now = () => new Date('2025-04-16T12:47:42.123Z');
    const [one, two] = [await openWarcArchive({ folder, now }), await openWarcArchive({ folder, now })];
    await Promise.all([one.append(page('1'), request()), two.append(page('2'), request())]);
    expect((await texts(one)).sort()).toEqual(['1', '2']);
    await Promise.all([one.close(), two.close()]);
    expect(await readdir(folder)).toHaveLength(2);
  });

  it('are not made by an archive that is only read', async () => {
    const archive = await openWarcArchive({ folder });
    expect(await texts(archive)).toEqual([]);
    await archive.close();
    expect(await readdir(folder)).toEqual([]);
  });

  it('may be cut at any byte: whole records are read, the torn one is refused by name', async () => {
    const archive = await openWarcArchive({ folder });
    await archive.append(page('first'), request());
    const last = await archive.append(page('second'), request());
    await archive.close();
    const path = await onlyFile();
    const whole = await readFile(path);
    // The last response ends before its request record; cut inside the response only.
    for (let cut = last.offsetBytes + 1; cut < last.offsetBytes + 200; cut += 7) {
      await truncate(path, cut);
      const reopened = await openWarcArchive({ folder });
      expect(await texts(reopened)).toEqual(['first']);
      await expect(reopened.read(last)).rejects.toMatchObject({ code: 'snapshot' });
      await reopened.close();
      await writeFile(path, whole);
    }
  });

  it('lose one page only when bytes in the middle are damaged', async () => {
    const archive = await openWarcArchive({ folder });
    const bodies = ['one', 'two', 'three'];
    const places = await Promise.all(bodies.map((body) => archive.append(page(body), request())));
    await archive.close();
    const path = await onlyFile();
    const bytes = await readFile(path);
    bytes.fill(0xff, (places[1]?.offsetBytes ?? 0) + 40, (places[1]?.offsetBytes ?? 0) + 60);
    await writeFile(path, bytes);
    const reopened = await openWarcArchive({ folder });
    expect(await texts(reopened)).toEqual(['one', 'three']);
    await expect(reopened.read(places[1] ?? { file: '', offsetBytes: 0 })).rejects.toThrow('damaged');
    await reopened.close();
  });

  it('are looked through by their heads past a record whose length is wrong, up to a torn end', async () => {
    const archive = await openWarcArchive({ folder });
    const bodies = ['one', 'two', 'three'];
    const places = await Promise.all(bodies.map((body) => archive.append(page(body), request())));
    await archive.close();
    const path = await onlyFile();
    const whole = await readFile(path);
    for (const wrong of [100, 5_000, 1_000_000]) {
      const bytes = Buffer.from(whole);
      bytes.writeUInt32LE(wrong, (places[1]?.offsetBytes ?? 0) + 16);
      await writeFile(path, bytes.subarray(0, -30));
      const reopened = await openWarcArchive({ folder });
      const found = [];
      for await (const snapshot of reopened.places(() => true)) found.push(snapshot);
      // One that begins whole is found; whether its end is, shows when it is read.
      expect(found).toEqual(places.filter((_, index) => index !== 1 || wrong > 1_000));
      await reopened.close();
    }
  });

  it('may end in zeros, as after a power cut', async () => {
    const archive = await openWarcArchive({ folder });
    await archive.append(page('kept'), request());
    await archive.close();
    await appendFile(await onlyFile(), Buffer.alloc(3_000_000));
    const reopened = await openWarcArchive({ folder });
    expect(await texts(reopened)).toEqual(['kept']);
    await reopened.close();
  });

  it('hold every page whose append was kept when the process is killed while writing', async () => {
    const child = spawn(
      process.execPath,
      [new URL('fixtures/append-for-ever.ts', import.meta.url).pathname, folder],
      { stdio: ['ignore', 'pipe', 'inherit'] },
    );
    const kept: string[] = [];
    for await (const line of createInterface({ input: child.stdout })) {
      kept.push(line);
      // Lines that were already printed still arrive after the kill.
      if (kept.length === 40) child.kill('SIGKILL');
    }
    const archive = await openWarcArchive({ folder });
    const found = new Set((await listed(archive)).map(({ page: { url } }) => url));
    expect(kept.length).toBeGreaterThanOrEqual(40);
    expect(kept.filter((url) => !found.has(url))).toEqual([]);

    const before = await readdir(folder);
    const { file } = await archive.append(page('after the kill'), request());
    expect(before).not.toContain(file);
    expect(await texts(archive)).toContain('after the kill');
    await archive.close();
  });

  it.skipIf(process.platform !== 'linux')(
    'leave neither empty files nor open handles where the disk is full',
    () => {
      const fixture = new URL('fixtures/append-without-room.ts', import.meta.url).pathname;
      const { stdout } = spawnSync('prlimit', ['--fsize=0:', process.execPath, fixture, folder], {
        encoding: 'utf8',
      });
      expect(JSON.parse(stdout)).toEqual({ refused: 20, files: 0, handles: 0 });
    },
  );
});
