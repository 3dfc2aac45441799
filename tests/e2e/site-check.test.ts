import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { cli, jsonLines } from './run-cli.ts';

const sites = fileURLToPath(new URL('../../sites/', import.meta.url));
let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'wellspring-site-check-'));
  cpSync(sites, folder, { recursive: true });
  process.env.WELLSPRING_SITES = folder;
});
afterAll(() => {
  delete process.env.WELLSPRING_SITES;
  rmSync(folder, { recursive: true, force: true });
});
const data = () => join(folder, 'data');

describe('site check', () => {
  it('shows each field with what was found, and ends with 0 where all are right', async () => {
    const { code, out } = await cli(['site', 'check', 'Finquay'], { data: data() });
    expect(out).toMatch(/right {2}category +Finance|right {2}category +\S* +"Finance"/);
    expect(out).toContain('all 2 examples are right');
    expect(code).toBe(0);
  });

  it('ends with 1 on a difference, and shows found and expected', async () => {
    const file = join(folder, 'shanhezx.example', 'examples', 'rain-garden', 'expected.json');
    const text = readFileSync(file, 'utf8');
    writeFileSync(file, text.replace('陶堃', '别人'));
    const { code, out } = await cli(['site', 'check', 'shanhezx.example'], { data: data() });
    expect(code).toBe(1);
    expect(out).toMatch(/WRONG {2}authors .*found {4}\["陶堃"\]\n.*expected \["别人"\]/);
    const json = await cli(['site', 'check', 'shanhezx.example', '--json'], { data: data() });
    expect(json.code).toBe(1);
    const [row] = jsonLines(json.out);
    expect(row?.fields).toContainEqual(
      expect.objectContaining({ field: 'authors', right: false, expected: ['别人'], found: ['陶堃'] }),
    );
    writeFileSync(file, text);
  });

  it('names the place of a mistake in the site file, and ends with 2', async () => {
    const file = join(folder, 'shanhezx.example', 'site.yaml');
    const text = readFileSync(file, 'utf8');
    writeFileSync(file, text.replace('td#text', 'td['));
    const { code, err } = await cli(['site', 'check', 'shanhezx.example'], { data: data() });
    expect(code).toBe(2);
    expect(err).toMatch(
      /shanhezx\.example\/site\.yaml:11:7: versions\.0\.fields\.body is "td\["; write a CSS/,
    );
    writeFileSync(file, text);
  });

  it('says that there is no such site', async () => {
    const { code, err } = await cli(['site', 'check', 'nowhere'], { data: data() });
    expect(code).toBe(2);
    expect(err).toContain('there is no site "nowhere"');
  });
});
