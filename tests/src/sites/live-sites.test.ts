import { mkdirSync, mkdtempSync, renameSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openLiveSites, readSites } from '../../../src/sites/live-sites.ts';

let folder: string;
let touched = 1_000;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'wellspring-live-sites-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

function write(name: string, text: string): void {
  mkdirSync(join(folder, name), { recursive: true });
  const file = join(folder, name, 'site.yaml');
  writeFileSync(file, text);
  // Two writes within one tick of the clock are told apart.
  touched += 1;
  utimesSync(file, touched, touched);
}
const site = (name: string, host = `${name}.example`, more = '') =>
  `name: ${name}\nhosts: [${host}]\nstart: [{ list: "https://${host}/" }]\n${more}`;
const open = () => openLiveSites(folder, () => new Date('2026-03-01T00:00:00Z'));
const hosts = (live: ReturnType<typeof open>) => live.current().flatMap((one) => one.hosts);

describe('site files that are read while the service runs', () => {
  it('are in force as soon as they change, come or go', () => {
    write('a', site('a'));
    const live = open();
    expect(live.reread()).toEqual([]);
    write('a', site('a', 'a.example', 'maxPages: 7\n'));
    write('b', site('b'));
    expect(live.reread()).toEqual([
      expect.stringMatching(/a.site\.yaml: read anew$/),
      expect.stringMatching(/b.site\.yaml: read anew$/),
    ]);
    expect(live.current().map(({ maxPages }) => maxPages)).toEqual([7, undefined]);
    rmSync(join(folder, 'a'), { recursive: true });
    expect(live.reread()).toEqual([expect.stringMatching(/a.site\.yaml: is gone: its site too$/)]);
    expect(hosts(live)).toEqual(['b.example']);
  });

  it('stay as they were while one is broken, and the reason is told once', () => {
    write('a', site('a'));
    write('b', site('b'));
    const live = open();
    write('a', site('a', 'a.example', 'schedule: { cron: "0 0 30 2 *" }\n'));
    expect(live.reread()).toEqual([
      expect.stringMatching(
        /a.site\.yaml:4:13: schedule\.cron is "0 0 30 2 \*"; it never fires .*; the site stays as it was until the file is right$/,
      ),
    ]);
    expect(live.reread()).toEqual([]);
    expect(hosts(live)).toEqual(['a.example', 'b.example']);
    expect(live.problems()).toMatchObject([{ inForce: 'before', since: '2026-03-01T00:00:00.000Z' }]);
    write('a', site('a'));
    expect(live.reread()).toEqual([expect.stringContaining('read anew')]);
    expect(live.problems()).toEqual([]);
  });

  it('may not claim a host or a name of another site; the one that had it keeps it', () => {
    write('a', site('a'));
    const live = open();
    write('b', site('b', 'a.example'));
    write('c', site('A', 'c.example'));
    expect(live.reread()).toEqual([
      expect.stringMatching(
        /b.site\.yaml: hosts names a\.example, which .*a.site\.yaml has already; the site is not in use/,
      ),
      expect.stringMatching(
        /c.site\.yaml: name is "A", which .*a.site\.yaml has already; the site is not in use/,
      ),
    ]);
    expect(hosts(live)).toEqual(['a.example']);
    // The other gives the host up: the file that waited for it is right now, though nobody touched it.
    write('a', site('a', 'new.example'));
    live.reread();
    live.reread();
    expect(hosts(live)).toEqual(['new.example', 'a.example']);
  });

  it('stay as they were while their folder cannot be read, and the reason is told once', () => {
    write('a', site('a'));
    const live = open();
    renameSync(folder, `${folder}-away`);
    const gone = /^.*: ENOENT.*; all sites stay as they were until it can be read$/;
    expect(live.reread()).toEqual([expect.stringMatching(gone)]);
    expect(live.reread()).toEqual([]);
    writeFileSync(folder, 'no folder');
    expect(live.reread()).toEqual([expect.stringMatching(/: ENOTDIR.*; all sites stay as they were/)]);
    expect(hosts(live)).toEqual(['a.example']);
    expect(live.problems()).toMatchObject([{ file: folder, inForce: 'before' }]);
    rmSync(folder);
    renameSync(`${folder}-away`, folder);
    expect(live.reread()).toEqual([expect.stringMatching(/: can be read again$/)]);
    expect(live.problems()).toEqual([]);
  });

  it('are refused with the reason where nothing can be done without them', () => {
    write('a', site('a'));
    write('b', site('b', 'a.example'));
    write('c', 'name: c\n');
    const live = open();
    expect(hosts(live)).toEqual(['a.example']);
    expect(live.check).toThrow(
      /b.site\.yaml: hosts names a\.example[\s\S]*\n.*c.site\.yaml:1:1: hosts is nothing/,
    );
    write('b', site('b'));
    write('c', site('c'));
    live.reread();
    expect(live.check).not.toThrow();
  });
});

describe('readSites', () => {
  it('reads one folder a site; a folder that is not there has none', () => {
    expect(readSites(join(folder, 'missing'))).toEqual([]);
    write('b', site('b'));
    write('a', site('a'));
    expect(readSites(folder).map(({ name }) => name)).toEqual(['a', 'b']);
    write('b', 'name: b\n');
    expect(() => readSites(folder)).toThrow(/b.site\.yaml:1:1: hosts is nothing/);
  });
});
