import type { Article } from '../../src/model/article.ts';
import { articleId } from '../../src/model/article-id.ts';

/** Words of a language that nobody speaks; how often each is used falls as in a real one (Zipf). */
export const VOCABULARY = 50_000;
const YEAR_MS = 365 * 86_400_000;
const START_MS = Date.parse('2025-01-01T00:00:00Z');

/** The word of a rank, 0 being the most frequent. */
export function wordOf(rank: number): string {
  let word = '';
  for (let left = rank + 27; left > 0; left = Math.floor(left / 80)) {
    word += 'bcdfghklmnprstvz'.charAt(left % 16) + 'aeiou'.charAt((left >> 4) % 5);
  }
  return word;
}

export const siteOf = (n: number): string => `portal-${n}.example`;
export const SITES = 200;

/** The same numbers (0 … 1) for the same seed (mulberry32). */
export function randomOf(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

const weights = new Float64Array(VOCABULARY);
for (let rank = 0, sum = 0; rank < VOCABULARY; rank += 1) {
  sum += 1 / (rank + 1);
  weights[rank] = sum;
}
const words = Array.from({ length: VOCABULARY }, (_, rank) => wordOf(rank));

/** A word as a text has it: the frequent ones frequently. */
export function drawWord(random: () => number): string {
  const wanted = random() * (weights[VOCABULARY - 1] ?? 1);
  let low = 0;
  for (let high = VOCABULARY - 1; low < high; ) {
    const middle = (low + high) >> 1;
    if ((weights[middle] ?? 0) < wanted) low = middle + 1;
    else high = middle;
  }
  return words[low] ?? '';
}

/** Article `i` of `total`: 120 to 280 words; one year of first sights, the later the higher `i`; three a story. */
export function corpusArticle(i: number, total: number): Article {
  const random = randomOf(i + 1);
  const pick = <T>(first: T, ...others: T[]): T =>
    [first, ...others][Math.floor(random() * (others.length + 1))] ?? first;
  const text = (length: number) => Array.from({ length }, () => drawWord(random)).join(' ');
  const site = siteOf(Math.floor(SITES * random() * random()));
  const url = `https://${site}/${i}.html`;
  const paragraphs = Array.from({ length: 4 }, () => `${text(30 + Math.floor(random() * 40))}.`);
  const seenMs = START_MS + Math.floor(((i + random()) / total) * YEAR_MS);
  const firstSeenAt = new Date(seenMs).toISOString();
  const lagDays = random() < 0.2 ? null : Math.round((random() ** 6 * 900 - 1) * 10) / 10;
  const story = Math.floor(random() * (total / 3));
  return {
    kind: 'article',
    ...{ url, canonicalUrl: url, site, siteName: null, id: articleId(url) },
    ...{ title: text(9), titleWithSuffix: null, authors: [pick('Ada Marsh', 'Ben Reed', 'Cy Dell')] },
    ...{ category: null, breadcrumb: [] },
    claimedDate:
      lagDays === null
        ? null
        : {
            raw: '',
            iso: new Date(seenMs + lagDays * 86_400_000).toISOString().slice(0, 10),
            precision: 'day',
            zone: null,
          },
    modifiedDate: null,
    ...{ paragraphs, body: paragraphs.join('\n\n'), language: pick('en', 'en', 'de', 'fr') },
    ...{ dateline: null, wireCredit: null, source: null },
    reactions:
      random() < 0.5 ? [] : [{ label: 'Good', count: Math.floor(random() ** 4 * 500), atLeast: false }],
    ...{
      views: null,
      links: [],
      items: [],
      paging: null,
      needsBrowser: false,
      template: 't1',
      provenance: [],
    },
    ...{ parserVersion: '1', revision: 1, firstSeenAt, lastSeenAt: firstSeenAt, storyId: `s${story}` },
    relation: pick('original', 'copy', 'copy', 'excerpt', 'unique'),
    ...{ dateEvidence: [], dateVerdict: pick('consistent', 'consistent', 'late', 'unknown', 'backdated') },
    ...{ dateReasons: [], lagDays, snapshot: null, outcome: 'stored' },
  };
}
