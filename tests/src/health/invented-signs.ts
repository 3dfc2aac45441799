import { seededRandom } from '../../../src/demo/seeded-random.ts';
import { type Judgement, judgePages } from '../../../src/health/judge-pages.ts';
import type { Drift } from '../../../src/model/drift.ts';
import type { PageSigns } from '../../../src/model/page-signs.ts';
import type { SiteWatch } from '../../../src/model/site-watch.ts';

export type InventedSite = {
  next(change?: (page: PageSigns) => PageSigns): PageSigns;
};

/** Pages of a portal as one is: fields with gaps, lengths with a tail, two templates, some short pages. */
export function inventedSite(seed: number): InventedSite {
  const random = seededRandom('signs', seed);
  const share = () => random.pick([1, 1, 0.98, 0.9, 0.75, 0.5, 0.2, 0]);
  const shares = { authors: share(), category: share(), source: share(), views: share(), reactions: share() };
  const lengths = 6.5 + random.int(0, 200) / 100;
  const spread = random.int(20, 80) / 100;
  const rare = random.pick([0, 0.01, 0.1, 0.4]);
  const related = random.pick([0, 5, 10]);
  const normal = () =>
    Array.from({ length: 6 }, () => random.int(0, 1_000) / 1_000).reduce((a, b) => a + b, -3) * 1.41;
  let n = 0;
  return {
    next(change = (page) => page) {
      n += 1;
      const length = lengths + spread * normal() + (random.chance(0.05) ? -2 : 0);
      const url = `https://site${seed}.example/news/${n}.html`;
      return change({
        url,
        key: `${seed}-${n}`,
        kind: 'article',
        shape: '/news/0.html',
        template: random.chance(rare) ? `t${random.int(1, 3)}` : 't0',
        marks: {
          ...{ article: true, title: true, text: true, language: true },
          date: random.chance(0.99),
          authors: random.chance(shares.authors),
          category: random.chance(shares.category),
          source: random.chance(shares.source),
          views: random.chance(shares.views),
          reactions: random.chance(shares.reactions),
        },
        measures: {
          'text-length': length,
          paragraphs: length / 3,
          'title-length': 4 + 0.2 * normal(),
          // A time without a zone is ahead of UTC by some hours east of Greenwich.
          'date-age': Math.min(0, 0.1 * (normal() - (random.chance(0.1) ? 4 : 0))),
          related: Math.log1p(random.chance(0.9) ? related : 0),
          ranking: Math.log1p(8),
          recommendation: 0,
        },
        language: random.chance(0.97) ? 'en' : 'fr',
        own: {
          address: random.chance(0.99) ? url : 'shared',
          title: random.chance(0.97) ? `title ${n}` : 'Daily brief',
          opening: random.chance(0.95) ? `opening ${n}` : 'Good morning',
          date: random.chance(0.5) ? `date ${n}` : null,
        },
      });
    },
  };
}

export type Watched = { watch: SiteWatch | null; drift: Drift | null };

export function judgeOne(
  { watch, drift }: Watched,
  page: PageSigns,
  at = '2026-03-01T00:00:00.000Z',
): Judgement {
  const open = drift?.state === 'open' ? drift : null;
  return judgePages(watch, open, [page], { site: 'site.example', at, driftId: (key) => `drift-${key}` });
}
