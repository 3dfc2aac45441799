/** Numbers 0 ≤ x < 1, the same ones for the same seed. */
export type Random = () => number;

/** 128 bits of state, so that no two of a million texts draw from one part of one cycle. @see Doty-Humphrey, sfc32 */
export function random(seed: number): Random {
  let [a, b, c, counter] = [seed, 0x9e3779b9, 0x5bd1e995, 1];
  const next = () => {
    const drawn = (a + b + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (((c << 21) | (c >>> 11)) + drawn) | 0;
    return (drawn >>> 0) / 2 ** 32;
  };
  // Near seeds part only after some draws.
  for (let i = 0; i < 12; i++) next();
  return next;
}

export type Text = { title: string; body: string };

export const pick = <T>(list: readonly [T, ...T[]], next: Random): T =>
  list[Math.floor(next() * list.length)] ?? list[0];

const below = (limit: number, next: Random) => Math.floor(next() * limit);

const syllables =
  'ba ce di fo gu ha je ki lo mu na pe ri so tu va we xi yo zu bran clor dast flem grin plov strun'.split(
    ' ',
  ) as [string, ...string[]];

/** An invented word; the first words of the language come most often, as in any language (Zipf). */
function word(next: Random): string {
  const rank = Math.floor(4000 ** next());
  const own = random(rank + 17);
  let made = '';
  for (let i = 0; i < 1 + (rank > 40 ? 1 : 0) + (rank > 900 ? 1 : 0); i++) made += pick(syllables, own);
  return made;
}

const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);
export const name = (next: Random): string => capital(word(next) + pick(syllables, next));

function sentence(next: Random): string {
  const words = Array.from({ length: 8 + below(14, next) }, () => {
    const kind = next();
    if (kind < 0.05) return String(below(5000, next));
    return kind < 0.15 ? name(next) : word(next);
  });
  return `${capital(words.join(' '))}.`;
}

export const paragraph = (next: Random): string =>
  Array.from({ length: 2 + below(3, next) }, () => sentence(next)).join(' ');

/** An invented article in an invented language: the same one for the same seed. */
export function inventedText(seed: number): Text {
  const next = random(seed);
  const paragraphs = Array.from({ length: 4 + below(8, next) }, () => paragraph(next));
  return { title: sentence(next).slice(0, 70).trim(), body: paragraphs.join('\n\n') };
}

const paragraphsOf = ({ body }: Text) => body.split('\n\n');
const joined = (paragraphs: readonly string[]) => paragraphs.join('\n\n');
const eachWord = ({ body }: Text, change: (each: string) => string) =>
  joined(body.split('\n\n').map((part) => part.split(' ').map(change).join(' ')));

function shuffled<T>(list: readonly T[], next: Random): T[] {
  return list
    .map((each) => [next(), each] as const)
    .sort((a, b) => a[0] - b[0])
    .map(([, each]) => each);
}

/** What republishers do to a text, by the name of the change. */
export const changes: Readonly<Record<string, (text: Text, next: Random) => Text>> = {
  brand: (text, next) => ({
    title: `EchoSense:${text.title}`,
    body: eachWord(text, (each) => (next() < 0.02 ? `${each},EchoSense` : each)),
  }),
  spaces: ({ title, body }, next) => ({ title, body: body.replace(/ /g, () => (next() < 0.06 ? '' : ' ')) }),
  titleCut: ({ title, body }) => ({ title: `${title.slice(0, 12)} -AssetLink`, body }),
  drop: (text, next) => ({
    ...text,
    body: joined(paragraphsOf(text).filter((_, i) => i === 0 || next() > 0.25)),
  }),
  links: (text, next) => ({
    ...text,
    body: joined([text.body, 'Related', ...Array.from({ length: 8 }, () => sentence(next))]),
  }),
  quotes: ({ title, body }) => ({ title, body: body.replace(/\. /g, '.&amp;quot; ') }),
  excerpt: (text) => ({
    ...text,
    body: joined(paragraphsOf(text).slice(0, Math.max(1, Math.floor(paragraphsOf(text).length * 0.4)))),
  }),
  reorder: (text, next) => ({ ...text, body: joined(shuffled(paragraphsOf(text), next)) }),
  typos: ({ title, body }, next) => ({
    title,
    body: body.replace(/[a-z]/g, (sign) => (next() < 0.02 ? 'q' : sign)),
  }),
  respelt: (text, next) => ({ ...text, body: eachWord(text, (each) => (next() < 0.08 ? word(next) : each)) }),
  capitals: ({ title, body }) => ({ title: title.toUpperCase(), body: body.toUpperCase() }),
  newTitle: ({ body }, next) => ({ title: sentence(next), body }),
  revision: (text, next) => ({
    ...text,
    body: joined([...paragraphsOf(text), `Update: ${sentence(next)}`, `Update: ${sentence(next)}`]),
  }),
};

const days = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'] as const;

/** Texts of which only names and numbers change: each is a story of its own. */
export const templates: Readonly<Record<string, (next: Random) => Text>> = {
  weather: (next) => {
    const town = name(next);
    return {
      title: `Weather in ${town} on ${pick(days, next)}`,
      body: `${town} can expect a high of ${below(35, next)} degrees on ${pick(days, next)}, with winds of ${below(90, next)} kilometers per hour from the west.\n\nThe chance of rain is ${below(100, next)} percent. The sun rises at ${below(9, next)}:${10 + below(49, next)}. This forecast was made automatically from the data of ${name(next)} station.`,
    };
  },
  shares: (next) => {
    const company = `${name(next)} ${pick(['Energy', 'Bank', 'Foods'], next)}`;
    return {
      title: `${company} shares move ${below(30, next)}%`,
      body: `Shares of ${company} closed at ${below(900, next)} on ${pick(days, next)} after trading between ${below(900, next)} and ${below(900, next)} during the session.\n\nAbout ${below(900000, next)} shares changed hands. ${name(next)} Securities set a price target of ${below(900, next)} in a note to its clients, and the company is now worth ${below(90, next)} billion.`,
    };
  },
  match: (next) => {
    const [home, away] = [name(next), name(next)];
    return {
      title: `${home} ${below(6, next)}-${below(6, next)} ${away}`,
      body: `${home} received ${away} before ${below(60000, next)} spectators. The first goal fell in minute ${below(90, next)} after a corner, and the referee showed ${below(9, next)} yellow cards.\n\n${home} is now in place ${below(20, next)} with ${below(80, next)} points, while ${away} follows in place ${below(20, next)}. Both teams play again in a week.`,
    };
  },
  crossword: (next) => ({
    title: `Crossword answers for ${pick(days, next)} the ${1 + below(28, next)}th`,
    body: `Stuck on the crossword of today? Here are all the answers, checked by our editors this morning.\n\n${Array.from({ length: 12 }, () => `${below(60, next)}. ${word(next)} ${word(next)}: ${name(next)}`).join('\n')}\n\nCome back tomorrow for the next answers.`,
  }),
  obituary: (next) => {
    const dead = `${name(next)} ${name(next)}`;
    return {
      title: `Obituary: ${dead}`,
      body: `${dead}, of ${name(next)}, passed away at home among family and friends, ${below(99, next)} years old. Friends will be received at the ${name(next)} chapel.\n\nInstead of flowers, gifts may be sent to the ${name(next)} foundation. The family thanks the staff of ${name(next)} hospital for their care.`,
    };
  },
};
