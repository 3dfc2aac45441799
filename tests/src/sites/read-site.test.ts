import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readSite, readSites } from '../../../src/sites/read-site.ts';

const good = 'name: A\nhosts: [a.example]\nstart: [{ list: "https://a.example/" }]\n';

describe('readSite', () => {
  it('reads a site with its defaults', () => {
    expect(readSite('site.yaml', good)).toMatchObject({ name: 'A', scope: { include: ['/'] }, versions: [] });
  });
  it('names line and column of a wrong key', () => {
    expect(() => readSite('sites/a/site.yaml', `${good}encodng: gbk\n`)).toThrow(
      'sites/a/site.yaml:4:1: encodng is no setting here',
    );
  });
  it('names line and column of a wrong value, what was found and what is allowed', () => {
    expect(() => readSite('sites/a/site.yaml', `${good}encoding: utf-9\n`)).toThrow(
      /^sites\/a\/site\.yaml:4:1: encoding is "utf-9"; .*"utf-8"/,
    );
  });
  it('points into lists', () => {
    expect(() => readSite('s.yaml', 'name: A\nhosts: [a.example]\nstart:\n  - { list: nowhere }\n')).toThrow(
      's.yaml:4:7: start.0.list is "nowhere"',
    );
  });
});

describe('readSites', () => {
  it('reads one folder a site, and refuses two sites with one host', () => {
    const folder = mkdtempSync(join(tmpdir(), 'wellspring-sites-'));
    try {
      expect(readSites(join(folder, 'missing'))).toEqual([]);
      for (const name of ['a', 'b']) {
        mkdirSync(join(folder, name));
        writeFileSync(join(folder, name, 'site.yaml'), good.replaceAll('a.example', `${name}.example`));
      }
      expect(readSites(folder).map(({ hosts }) => hosts)).toEqual([['a.example'], ['b.example']]);
      writeFileSync(join(folder, 'b', 'site.yaml'), good);
      expect(() => readSites(folder)).toThrow(/b\/site\.yaml: hosts names a\.example/);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});
