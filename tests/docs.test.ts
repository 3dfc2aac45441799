import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { Outcome } from '../src/model/outcome.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
const read = (path: string) => readFileSync(join(root, path), 'utf8');

const guides = [
  ...['README.md', 'CONTRIBUTING.md', 'CHANGELOG.md', 'SECURITY.md'],
  ...readdirSync(join(root, 'docs'), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.md'))
    .map((name) => join('docs', name)),
];

describe('the guides', () => {
  it('link only to what is there', () => {
    const broken = guides.flatMap((guide) =>
      [...read(guide).matchAll(/\]\((?!https?:|#|mailto:)([^)#\s]+)/g)]
        .map(([, target = '']) => target)
        .filter((target) => !existsSync(join(root, dirname(guide), target)))
        .map((target) => `${guide} → ${target}`),
    );
    expect(broken).toEqual([]);
  });

  it('name a test, or what is checked before a release, for every threat', () => {
    const [, table = ''] = /\| threat .*\n((?:\|.*\n)+)/.exec(read('SECURITY.md')) ?? [];
    const threats = table.trim().split('\n').slice(1);
    expect(threats.length).toBeGreaterThan(20);
    expect(threats.filter((row) => !/\]\((?:tests|\.github)\/[^)]+\)\s*\|$/.test(row))).toEqual([]);
  });

  it('list every outcome', () => {
    const text = read('docs/crawling.md');
    expect(Outcome.options.filter((outcome) => !text.includes(`\`${outcome}\``))).toEqual([]);
  });

  it('list every error code, and none that nobody throws', () => {
    const files = ['src', 'crawlers', 'parsers', 'workers'].flatMap((folder) =>
      readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
        .filter((name) => name.endsWith('.ts'))
        .map((name) => join(folder, name)),
    );
    const thrown = new Set(
      files.flatMap((file) =>
        [...read(file).matchAll(/(?:readonly code = |\{ code: )'([a-z-]+)'/g)].map(([, code = '']) => code),
      ),
    );
    const listed = [...read('docs/errors.md').matchAll(/^\| `([a-z-]+)`/gm)].map(([, code = '']) => code);
    const api = read('docs/api.md');
    expect([...thrown].filter((code) => !listed.includes(code) && !api.includes(`\`${code}\``))).toEqual([]);
    expect(listed.filter((code) => !thrown.has(code) && !api.includes(`\`${code}\``))).toEqual([]);
  });
});
