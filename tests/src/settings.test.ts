import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { loadSettings } from '../../src/settings.ts';

describe('loadSettings', () => {
  let folder: string;
  let file: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'wellspring-settings-'));
    file = join(folder, 'wellspring.yaml');
  });
  afterEach(() => rmSync(folder, { recursive: true }));
  const load = (env: Record<string, string> = {}, flags = {}) => loadSettings({ env, file, flags });

  it('has a default for everything', () => {
    expect(load()).toMatchObject({
      data: './data',
      allow: [],
      crawl: { maxPages: 2_000 },
      api: { host: '127.0.0.1' },
    });
  });

  it('lets flags stand above the environment, and that above the file', () => {
    writeFileSync(
      file,
      'data: from-file\ncontact: bot@portal.example\ncrawl: { maxPages: 7, maxDepth: 2 }\n',
    );
    const settings = load({ WELLSPRING_DATA: 'from-env', WELLSPRING_MAX_PAGES: '9' }, { data: 'from-flag' });
    expect(settings).toMatchObject({
      data: 'from-flag',
      contact: 'bot@portal.example',
      crawl: { maxPages: 9, maxDepth: 2 },
    });
    expect(load({ WELLSPRING_DATA: 'from-env' }).data).toBe('from-env');
  });

  it('refuses a retention rule without a bound, with a query that cannot be read, or with the name of another', () => {
    const rules = (text: string) => {
      writeFileSync(file, `retention: [${text}]\n`);
      return load().retention;
    };
    expect(rules('{ name: a, olderThanDays: 30 }')).toEqual([
      { name: 'a', olderThanDays: 30, by: 'firstSeenAt' },
    ]);
    expect(() => rules('{ name: a }')).toThrow('retention.0.olderThanDays');
    expect(() => rules('{ name: a, olderThanDays: 9, query: "flood (" }')).toThrow('query, character 8');
    expect(() => rules('{ name: a, olderThanDays: 9, query: "flood as-of:2025-01-01" }')).toThrow('as-of:');
    expect(() => rules('{ name: a, olderThanDays: 9, sites: [] }')).toThrow('name a site');
    const twice = '{ name: a, olderThanDays: 9 }, { name: a, olderThanDays: 8 }';
    expect(() => rules(twice)).toThrow('two have one name');
  });

  it('reads lists from one variable', () => {
    expect(load({ WELLSPRING_ALLOW: '127.0.0.1:8080, [::1]:9090' }).allow).toEqual([
      '127.0.0.1:8080',
      '[::1]:9090',
    ]);
  });

  it('names line and column of a misspelt key', () => {
    writeFileSync(file, 'data: x\ncrawl:\n  maxPage: 7\n');
    expect(() => load()).toThrow(`${file}:3:3: crawl.maxPage is no setting here`);
  });

  it('names line and column of a wrong value, with what was found', () => {
    writeFileSync(file, 'api:\n  port: http\n');
    expect(() => load()).toThrow(`${file}:2:3: api.port is "http"`);
  });

  it('names broken YAML by its place', () => {
    writeFileSync(file, 'data: [1\n');
    expect(() => load()).toThrow(new RegExp(`${file}:\\d+:\\d+: `));
  });

  it('refuses YAML aliases, which bombs are made of', () => {
    writeFileSync(file, 'data: &a [x]\nallow: *a\n');
    expect(() => load()).toThrow(file);
  });

  it('names the variable and the flag that are wrong', () => {
    expect(() => load({ WELLSPRING_MAX_PAGES: 'many' })).toThrow(
      'environment: WELLSPRING_MAX_PAGES is "many"',
    );
    expect(() => load({}, { allow: 'localhost' })).toThrow('--allow is "localhost"; write ip:port');
    expect(() => load({ WELLSPRING_CONTACT: 'me' })).toThrow('environment: WELLSPRING_CONTACT is "me"');
  });

  it('refuses a variable that nobody reads', () => {
    expect(() => load({ WELLSPRING_DATTA: 'x' })).toThrow('WELLSPRING_DATTA is no setting');
  });

  it('never shows a secret', () => {
    expect(() => load({ WELLSPRING_API_KEY: 'short' })).toThrow(/^(?!.*"short").*WELLSPRING_API_KEY/s);
  });
});
