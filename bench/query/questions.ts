import { corpusArticle, randomOf, SITES, siteOf, VOCABULARY, wordOf } from './corpus.ts';

/** A question in our language, and what FTS5 would be asked by hand: words, and a condition on the joined rows. */
export type Question = { kind: string; q: string; match: string | null; where: string };

/** `each` questions of every kind, no two alike; words of every frequency, from one in half of the articles on. */
export function questions(total: number, each: number): Question[] {
  const random = randomOf(7);
  const word = (from = 20, to = 20_000) =>
    wordOf(Math.min(VOCABULARY - 1, Math.floor(from * (to / from) ** random())));
  const site = () => siteOf(Math.floor(SITES * random() * random()));
  const phrase = () => {
    const body = corpusArticle(Math.floor(random() * total), total).body.split(/[^a-z]+/);
    const at = Math.floor(random() * (body.length - 3));
    return body.slice(at, at + 2).join(' ');
  };
  const day = () =>
    new Date(Date.parse('2025-01-05') + Math.floor(random() * 300) * 86_400_000).toISOString().slice(0, 10);
  const kinds: Record<string, () => Omit<Question, 'kind'>> = {
    word: () => ((w) => ({ q: w, match: w, where: '1' }))(word()),
    'two words': () => ((a, b) => ({ q: `${a} ${b}`, match: `${a} AND ${b}`, where: '1' }))(word(), word()),
    either: () => ((a, b) => ({ q: `${a} OR ${b}`, match: `${a} OR ${b}`, where: '1' }))(word(), word()),
    without: () => ((a, b) => ({ q: `${a} NOT ${b}`, match: `${a} NOT ${b}`, where: '1' }))(word(), word()),
    phrase: () => ((p) => ({ q: `"${p}"`, match: `"${p}"`, where: '1' }))(phrase()),
    title: () => ((w) => ({ q: `title:${w}`, match: `title : ${w}`, where: '1' }))(word()),
    prefix: () => ((w) => ({ q: `${w}*`, match: `${w}*`, where: '1' }))(word(100).slice(0, 4)),
    near: () =>
      ((a, b) => ({ q: `${a} NEAR/8 ${b}`, match: `NEAR(${a} ${b}, 8)`, where: '1' }))(
        word(20, 500),
        word(20, 500),
      ),
    'word in site': () =>
      ((w, s) => ({ q: `${w} site:${s}`, match: w, where: `a.site = '${s}'` }))(word(), site()),
    'word and verdict': () =>
      ((w) => ({ q: `${w} verdict:late`, match: w, where: `a.verdict = 'late'` }))(word()),
    'word in a week': () =>
      ((w, from) => {
        const to = new Date(Date.parse(from) + 6 * 86_400_000).toISOString().slice(0, 10);
        return { q: `${w} seen:${from}..${to}`, match: w, where: `a.day BETWEEN '${from}' AND '${to}'` };
      })(word(), day()),
    site: () => ((s) => ({ q: `site:${s}`, match: null, where: `a.site = '${s}'` }))(site()),
    'late and long': () =>
      ((days) => ({
        q: `verdict:late lag:>${days}d`,
        match: null,
        where: `a.verdict = 'late' AND a.lag > ${days}`,
      }))(10 + Math.floor(random() * 600)),
  };
  return Object.entries(kinds).flatMap(([kind, make]) =>
    Array.from({ length: each }, () => ({ kind, ...make() })),
  );
}
