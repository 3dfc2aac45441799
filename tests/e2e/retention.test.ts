import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { openSqliteStore } from '../../src/store/sqlite/open-sqlite-store.ts';
import { article, batch, urlRecord } from '../src/store/store-values.ts';
import { cli, jsonLines } from './run-cli.ts';

it('an operator looks at what the rules of the settings would take out, takes it out, and sees wrong rules refused', async () => {
  const cwd = mkdtempSync(join(tmpdir(), 'wellspring-retention-'));
  const options = { data: join(cwd, 'data'), cwd };
  const rules = (text: string) => writeFileSync(join(cwd, 'wellspring.yaml'), `retention:\n${text}`);
  mkdirSync(options.data);
  mkdirSync(join(cwd, 'sites'));
  const store = await openSqliteStore({ file: join(options.data, 'wellspring.sqlite') });
  for (const [path, firstSeenAt] of [
    ['old', '2020-01-01T00:00:00.000Z'],
    ['new', new Date().toISOString()],
  ] as const) {
    const one = article(path, { firstSeenAt, lastSeenAt: firstSeenAt });
    const record = urlRecord(one.url, { outcome: 'stored', waitsFor: null, articleId: one.id });
    await store.commit({ ...batch(one), urls: [record] });
  }
  await store.close();
  const { url } = article('old');

  rules('  - { name: year, olderThanDays: 365, sites: [portal.example], query: "title:news" }\n');
  const preview = await cli(['retention', 'preview'], options);
  expect(preview.out).toMatch(/year +portal\.example +1 /);
  expect(jsonLines((await cli(['retention', 'preview', '--json'], options)).out)).toMatchObject([
    { rule: 'year', url },
  ]);
  const applied = await cli(['retention', 'apply'], options);
  expect([applied.code, applied.out]).toEqual([0, 'removed: 1 URLs, 1 articles, 0 pages of the archive\n']);
  const feed = jsonLines((await cli(['changes'], options)).out);
  expect(feed.filter(({ type }) => type === 'article.removed')).toMatchObject([
    { data: { url } },
    { data: { reason: 'retention rule year: first seen more than 365 days ago' } },
  ]);
  expect((await cli(['audit'], options)).out).toContain('retention rule year');

  rules('  - { name: year, olderThanDays: 365, sites: [portal.exmaple] }\n');
  const unknown = await cli(['retention', 'apply'], options);
  expect([unknown.code, unknown.err]).toEqual([
    2,
    expect.stringContaining('there is no site "portal.exmaple"'),
  ]);

  rules('  - { name: all }\n  - { name: all, olderThanDays: 0, query: "title:(" }\n');
  const wrong = await cli(['retention', 'preview'], options);
  expect(wrong.code).toBe(2);
  expect(wrong.err).toMatch(/retention\.0\.olderThanDays is nothing/);
  expect(wrong.err).toMatch(/wellspring\.yaml:3:\d+: retention\.1\.olderThanDays is 0; write 1 day or more/);
  rmSync(cwd, { recursive: true, force: true });
}, 120_000);
