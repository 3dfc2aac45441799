import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import type { Article } from '../../src/model/article.ts';
import { openSqliteStore } from '../../src/store/sqlite/open-sqlite-store.ts';
import { ingestVisits, type Visit } from './ingest-visits.ts';

const paragraphs = [
  'The harbour board of Ellery Point voted on Thursday to rebuild the old tide clock, which stopped nine years ago after a storm.',
  'Volunteers found the drawings in a chest beneath the pilot house and spent fourteen months making the missing wheels by hand.',
  'Nobody could say what one of the gears was for until the clock was put together again and refused to strike without it.',
];
const visit = (url: string, claimedOn: string): Visit => ({
  ...{ url, claimedOn, paragraphs },
  title: 'Tide clock strikes again',
});
const visits = [
  visit('https://late.example/a.html', '2025-06-01'),
  ...['m', 'k', 'c', 'a'].map((site) => visit(`https://${site}.example/2025/01/10/a.html`, '2025-01-10')),
];

/** What the store holds in the end of one text on five sites. */
async function ingested(batches: readonly (readonly Visit[])[]): Promise<Article[]> {
  const folder = mkdtempSync(join(tmpdir(), 'wellspring-judge-'));
  const store = await openSqliteStore({ file: join(folder, 'wellspring.sqlite') });
  const at = Date.parse('2026-01-01T00:00:00Z');
  for (const batch of batches) await ingestVisits(batch, at, store);
  const articles: Article[] = [];
  for await (const article of store.export({ type: 'everything' })) articles.push(article);
  await store.close();
  rmSync(folder, { recursive: true, force: true });
  return articles.sort((a, b) => (a.id < b.id ? -1 : 1));
}

it('says the same of each date, with the same reasons, whether its story came at once or copy by copy', async () => {
  const judgement = ({ dateVerdict, dateReasons, relation, lagDays, site }: Article) => {
    return { dateVerdict, dateReasons, relation, lagDays, site };
  };
  const [together, apart] = [await ingested([visits]), await ingested(visits.map((one) => [one]))];
  expect(together.map(judgement).find(({ site }) => site === 'late.example')?.dateReasons[1]).toContain(
    'a.example and k.example and m.example and the date in the address agree',
  );
  expect(apart.map(judgement)).toEqual(together.map(judgement));
});
