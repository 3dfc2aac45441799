import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterAll, describe, expect, it } from 'vitest';
import { openSqliteStore } from '../../src/store/sqlite/open-sqlite-store.ts';
import { cli } from './run-cli.ts';

const data = mkdtempSync(join(tmpdir(), 'wellspring-no-begin-'));
afterAll(() => rmSync(data, { recursive: true, force: true }));

describe('a crawl that cannot begin', () => {
  it('ends with the reason: no worker is left that keeps the process', async () => {
    const file = join(data, 'wellspring.sqlite');
    await (await openSqliteStore({ file })).close();
    const db = new DatabaseSync(file);
    // Stands for a disk without room: the run cannot be written down.
    db.exec(
      `CREATE TRIGGER full BEFORE INSERT ON run BEGIN SELECT RAISE(FAIL, 'database or disk is full'); END`,
    );
    db.close();
    const words = ['crawl', 'http://127.0.0.1:1/', '--allow', '127.0.0.1:1'];
    const { code, err } = await cli(words, { data, settings: { REDIS_URL: '', MONGODB_URI: '' } });
    expect(err).toBe('wellspring: database or disk is full\n');
    expect(code).toBe(1);
  }, 30_000);
});
