import { mkdtempSync, openAsBlob, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { ObjectStore } from '../../../src/objects/object-store.ts';

const bytes = (text: string) => new TextEncoder().encode(text);

/** What every storage of objects promises. */
export function objectStoreContract(
  adapter: string,
  make: () => Promise<{ objects: ObjectStore; clear(): Promise<void> }>,
): void {
  describe(`ObjectStore (${adapter})`, () => {
    let objects: ObjectStore;
    let clear: () => Promise<void>;
    beforeEach(async () => {
      ({ objects, clear } = await make());
    });
    afterEach(() => clear());

    const names = async (prefix: string) => {
      const found: [string, number][] = [];
      for await (const { name, bytes: size } of objects.list(prefix)) found.push([name, size]);
      return found;
    };

    it('gives back what was put, whole or in part, and null where nothing is', async () => {
      await objects.put('date=2026-11-27/hour=05/a b.ndjson', bytes('0123456789'));
      expect(await objects.get('date=2026-11-27/hour=05/a b.ndjson')).toEqual(bytes('0123456789'));
      expect(await objects.get('date=2026-11-27/hour=05/a b.ndjson', { start: 2, end: 5 })).toEqual(
        bytes('234'),
      );
      expect(await objects.get('date=2026-11-27/hour=05/a b.ndjson', { start: 8, end: 99 })).toEqual(
        bytes('89'),
      );
      expect(await objects.get('date=2026-11-27/hour=05/a b.ndjson', { start: 50, end: 99 })).toEqual(
        bytes(''),
      );
      expect(await objects.get('date=2026-11-27/none')).toBeNull();
    });

    it('replaces what was there under the name', async () => {
      await objects.put('one', bytes('before, and longer'));
      await objects.put('one', bytes('after'));
      expect(await objects.get('one')).toEqual(bytes('after'));
      expect(await names('')).toEqual([['one', 5]]);
    });

    it('takes a part of a buffer for what it is, and an empty one too', async () => {
      await objects.put('part', bytes('0123456789').subarray(3, 6));
      await objects.put('empty', bytes(''));
      expect(await objects.get('part')).toEqual(bytes('345'));
      expect(await objects.get('empty')).toEqual(bytes(''));
    });

    it('takes a file larger than one request carries', async () => {
      const folder = mkdtempSync(join(tmpdir(), 'wellspring-large-'));
      const path = join(folder, 'large');
      const large = Buffer.alloc(34 * 1_024 * 1_024, 'wellspring ');
      writeFileSync(path, large);
      await objects.put('large.warc.gz', await openAsBlob(path));
      expect(await names('large')).toEqual([['large.warc.gz', large.length]]);
      const end = await objects.get('large.warc.gz', { start: large.length - 20, end: large.length });
      expect(end).toEqual(new Uint8Array(large.subarray(-20)));
      rmSync(folder, { recursive: true });
    });

    it('lists by name those that begin with a prefix, however many there are', async () => {
      for (let n = 0; n < 23; n += 1) await objects.put(`b/${String(n).padStart(4, '0')}`, bytes('x'));
      await objects.put('a/1', bytes('xx'));
      const listed = await names('b/');
      expect(listed).toHaveLength(23);
      expect(listed.map(([name]) => name)).toEqual(listed.map(([name]) => name).toSorted());
      expect(await names('a')).toEqual([['a/1', 2]]);
      expect(await names('c')).toEqual([]);
    });

    it('removes, and says whether there was one', async () => {
      await objects.put('one', bytes('x'));
      expect(await objects.remove('one')).toBe(true);
      expect(await objects.remove('one')).toBe(false);
      expect(await objects.get('one')).toBeNull();
    });

    it.each(['', '/a', 'a/', 'a//b', '../a', 'a/../../b', 'a\u0000b', 'a?b', 'x'.repeat(600)])(
      'refuses the name %j',
      async (name) => {
        await expect(objects.put(name, bytes('x'))).rejects.toMatchObject({ code: 'object-store' });
        await expect(objects.get(name)).rejects.toMatchObject({ code: 'object-store' });
      },
    );
  });
}
