import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { backUp } from '../../../src/app/back-up.ts';
import { checkBackup } from '../../../src/app/backup-format.ts';
import { restore } from '../../../src/app/restore.ts';
import { openWarcArchive } from '../../../src/archive/warc/open-warc-archive.ts';
import { pageDigest } from '../../../src/model/page-digest.ts';
import { Settings } from '../../../src/settings.ts';
import { openSqliteStore } from '../../../src/store/sqlite/open-sqlite-store.ts';
import { article, batch } from '../store/store-values.ts';

const now = () => new Date('2026-03-01T12:00:00.000Z');
let folder: string;
let data: string;
let file: string;
const settings = (place = data) => Settings.parse({ data: place });
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'wellspring-backup-'));
  data = join(folder, 'data');
  file = join(folder, 'backup.wellspring');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const body = Buffer.from('<h1>News of a</h1>'.repeat(90_000));
async function filled() {
  const store = await openSqliteStore({ file: join(data, 'wellspring.sqlite') });
  const archive = await openWarcArchive({ folder: join(data, 'archive') });
  const { url } = article('a');
  const page = {
    ...{ url, finalUrl: url, fetchedAt: now().toISOString(), status: 200, headers: {} },
    ...{ body, via: 'http' as const, digest: pageDigest(body) },
  };
  const snapshot = await archive.append(page, { method: 'GET', url, headers: {} });
  await store.commit(batch(article('a', { snapshot })));
  return { store, archive, snapshot };
}

describe('a backup', () => {
  it('is taken while others write, and gives store and pages back as they were', async () => {
    const { store, archive, snapshot } = await filled();
    const taken = backUp(file, settings(), now);
    for (const path of ['b', 'c', 'd']) await store.commit(batch(article(path)));
    const manifest = await taken;
    expect(manifest.articles).toBeGreaterThanOrEqual(1);
    expect(checkBackup(file)).toEqual(manifest);
    await store.close();
    await archive.close();

    const other = join(folder, 'other');
    expect(await restore(file, settings(other), { replace: false, now })).toEqual({ manifest, aside: null });
    const back = await openSqliteStore({ file: join(other, 'wellspring.sqlite') });
    const pages = await openWarcArchive({ folder: join(other, 'archive') });
    expect(await back.article(article('a').id)).toEqual(article('a', { snapshot }));
    expect(await back.lastSeq()).toBe(manifest.lastSeq);
    expect(Buffer.from((await pages.read(snapshot)).body).equals(body)).toBe(true);
    await back.close();
    await pages.close();
    const tables = new DatabaseSync(join(other, 'wellspring.sqlite'));
    expect(tables.prepare("SELECT name FROM sqlite_master WHERE name LIKE 'backup%'").all()).toEqual([]);
    tables.close();
  });

  it('that was cut short is refused wherever it was cut, and nothing is written', async () => {
    const { store, archive } = await filled();
    await store.close();
    await archive.close();
    await backUp(file, settings(), now);
    const whole = readFileSync(file);
    const other = join(folder, 'other');
    for (const share of [0, 0.01, 0.3, 0.5, 0.9, 0.999]) {
      writeFileSync(file, whole);
      truncateSync(file, Math.floor(whole.length * share));
      await expect(restore(file, settings(other), { replace: false, now })).rejects.toMatchObject({
        code: 'backup',
      });
    }
    expect(existsSync(other)).toBe(false);
    expect(readdirSync(folder).toSorted()).toEqual(['backup.wellspring', 'data']);
  });

  it('with a page that was changed on the way is refused, and says which file', async () => {
    const { store, archive } = await filled();
    await store.close();
    await archive.close();
    await backUp(file, settings(), now);
    const db = new DatabaseSync(file);
    db.exec("UPDATE backup_file SET bytes = zeroblob(10) WHERE path LIKE 'archive/%' AND part = 0");
    db.close();
    expect(() => checkBackup(file)).toThrow(/is damaged: archive\/wellspring-/);
  });

  it('of a newer program is refused', async () => {
    const { store, archive } = await filled();
    await store.close();
    await archive.close();
    await backUp(file, settings(), now);
    const db = new DatabaseSync(file);
    db.exec("UPDATE backup_manifest SET json = json_set(json, '$.schema', 999)");
    db.close();
    expect(() => checkBackup(file)).toThrow(/newer Wellspring \(schema 999/);
  });

  it('is not written over another, nor taken of nothing', async () => {
    await expect(backUp(file, settings(), now)).rejects.toThrow(/there is no store/);
    const { store, archive } = await filled();
    await store.close();
    await archive.close();
    writeFileSync(file, 'mine');
    await expect(backUp(file, settings(), now)).rejects.toThrow(/is there already/);
    expect(readFileSync(file, 'utf8')).toBe('mine');
  });
});

describe('a restore', () => {
  it('over a newer store is refused; over one as old, it puts that aside', async () => {
    const { store, archive } = await filled();
    const manifest = await backUp(file, settings(), now);
    await expect(restore(file, settings(), { replace: true, now })).rejects.toThrow(/is in use/);
    await store.close();
    await archive.close();
    await expect(restore(file, settings(), { replace: false, now })).rejects.toThrow(/say --replace/);
    const { aside } = await restore(file, settings(), { replace: true, now });
    expect(aside).toBe(`${data}.before-20260301120000`);
    expect(existsSync(join(aside ?? '', 'wellspring.sqlite'))).toBe(true);

    const again = await openSqliteStore({ file: join(data, 'wellspring.sqlite') });
    await again.commit(batch(article('z')));
    await again.close();
    await expect(restore(file, settings(), { replace: true, now })).rejects.toThrow(
      `it has ${manifest.lastSeq + 2} changes, the backup of 2026-03-01T12:00:00.000Z has ${manifest.lastSeq}`,
    );
    const kept = await openSqliteStore({ file: join(data, 'wellspring.sqlite') });
    expect(await kept.article(article('z').id)).not.toBeNull();
    await kept.close();
  });

  it('puts a folder without a store aside, too', async () => {
    const { store, archive } = await filled();
    await store.close();
    await archive.close();
    await backUp(file, settings(), now);
    const other = join(folder, 'other');
    mkdirSync(other);
    writeFileSync(join(other, 'note'), 'mine');
    const { aside } = await restore(file, settings(other), { replace: false, now });
    expect(readFileSync(join(aside ?? '', 'note'), 'utf8')).toBe('mine');
  });
});
