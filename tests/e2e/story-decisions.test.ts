import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { articleId } from '../../src/model/article-id.ts';
import { openSqliteStore } from '../../src/store/sqlite/open-sqlite-store.ts';
import { ingestVisits } from '../workers/ingest-visits.ts';
import { cli } from './run-cli.ts';

describe('a person who knows better than the texts', () => {
  const data = mkdtempSync(join(tmpdir(), 'wellspring-decisions-'));
  const elsewhere = mkdtempSync(join(tmpdir(), 'wellspring-decisions-'));
  const urls = ['https://a.example/1.html', 'https://b.example/2.html'] as const;
  const [a, b] = [articleId(urls[0]), articleId(urls[1])];
  const paragraphs = [
    'The harbour board of Ellery Point voted on Thursday to rebuild the old tide clock, which stopped nine years ago.',
    'Volunteers found the drawings in a chest beneath the pilot house and spent fourteen months making the wheels by hand.',
  ];

  beforeAll(async () => {
    const store = await openSqliteStore({ file: join(data, 'wellspring.sqlite') });
    const visits = urls.map((url) => ({ url, title: 'Tide clock', paragraphs }));
    await ingestVisits(visits, Date.parse('2026-01-01T00:00:00Z'), store);
    await store.close();
  });
  afterAll(() => {
    for (const folder of [data, elsewhere]) rmSync(folder, { recursive: true });
  });

  it('parts and joins stories at the command line', async () => {
    const parted = await cli(['story', 'part', b, '--json'], { data });
    expect(JSON.parse(parted.out)).toMatchObject({ rest: { members: [a] }, parted: { members: [b] } });
    const joined = await cli(['story', 'join', a, b], { data });
    expect(joined.out).toContain('2 members, Tide clock');
  });

  it('is told when there is nothing of that name, or nothing to part', async () => {
    const unknown = await cli(['story', 'join', a, 'nonesuch'], { data });
    expect([unknown.code, unknown.err]).toEqual([1, expect.stringContaining('there is no story')]);
    const flag = await cli(['story', 'part', a, '--data', elsewhere], { data });
    expect([flag.code, flag.err]).toEqual([1, expect.stringContaining('there is no article')]);
  });
});
