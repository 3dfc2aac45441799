import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { mapFile, openDatabase } from '../../../../src/store/sqlite/open-database.ts';

const module = fileURLToPath(new URL('../../../../src/store/sqlite/open-database.ts', import.meta.url));

describe("a store's file", () => {
  let folder: string;
  let file: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'wellspring-file-'));
    file = join(folder, 'wellspring.sqlite');
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  it('of a newer Wellspring is refused, and left as it is', () => {
    const made = openDatabase(file);
    made.exec('PRAGMA user_version = 999');
    made.close();
    expect(() => openDatabase(file)).toThrow(/has version 999.*install the newer Wellspring that wrote it/);
    expect(() => openDatabase(file)).toThrow(/has version 999/);
  });

  it('takes little memory for each connection, and is mapped only where that is asked for', () => {
    const db = openDatabase(file);
    const number = (pragma: string) => Number(Object.values(db.prepare(`PRAGMA ${pragma}`).get() ?? {})[0]);
    // A negative number counts kibibytes.
    expect([number('cache_size'), number('mmap_size')]).toEqual([-2_048, 0]);
    mapFile(db);
    expect(number('mmap_size')).toBe(256 * 1_024 ** 2);
    db.close();
    const writer = openDatabase(file, { cacheMb: 16 });
    expect(writer.prepare('PRAGMA cache_size').get()).toEqual({ cache_size: -16_384 });
    writer.close();
  });

  it('that is none is refused with what to do', () => {
    writeFileSync(file, 'no database at all '.repeat(100));
    expect(() => openDatabase(file)).toThrow(/not a database; restore it from a backup or name another file/);
  });

  it('on a full disk is refused with what to do, not as a damaged one', () => {
    // The shell lets the process write files of 16 kB at most: to SQLite that is a disk without room.
    const script = `import(${JSON.stringify(module)}).then(({ openDatabase }) => openDatabase(${JSON.stringify(file)}))`;
    const { status, stderr } = spawnSync(
      'bash',
      ['-c', 'ulimit -f 16; exec "$0" "$@"', process.execPath, '-e', script],
      { encoding: 'utf8' },
    );
    expect(stderr).toMatch(/cannot be used as a store: .*; make room on its disk/);
    expect(stderr).not.toContain('backup');
    expect(status).toBe(1);
  });
});
