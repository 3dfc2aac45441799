import { alignWords } from './align-words.ts';
import { splitWords } from './split-words.ts';
import { agreements } from './support.ts';
import { textSketch } from './text-sketch.ts';

/** So many members are asked; more would change little. */
const mostAsked = 24;
/** A word stays where this share of the members have it; excerpts keep many from having all. */
const leastShare = 0.3;

/**
 * What the texts of a story have in common: the member that agrees best with the others, without the words that too
 * few of them have. Of two texts the common words, unless one is much shorter: then it is an excerpt.
 *
 * @param bodies in an order that does not depend on when they came; at least one
 */
export function consensusText(bodies: readonly string[]): string {
  const asked = bodies.slice(0, mostAsked);
  const base = mostAgreeing(asked);
  if (asked.length < 3) return base;
  const words = splitWords(base);
  const keys = words.map(({ key }) => key);
  const holders = new Uint16Array(words.length);
  for (const body of asked) {
    const other = splitWords(body).map(({ key }) => key);
    for (const { a, length } of alignWords(keys, other)) {
      for (let i = a; i < a + length; i++) holders[i] = (holders[i] ?? 0) + 1;
    }
  }
  const least = Math.max(2, Math.ceil(asked.length * leastShare));
  const paragraphs: string[][] = [];
  words.forEach(({ text, paragraph }, i) => {
    if ((holders[i] ?? 0) < least) return;
    paragraphs[paragraph] ??= [];
    paragraphs[paragraph]?.push(text);
  });
  return paragraphs
    .filter((paragraph) => paragraph !== undefined)
    .map((paragraph) => paragraph.join(' '))
    .join('\n\n');
}

/** Of equal ones the text with the most spaces: the others have lost some. */
function mostAgreeing(bodies: readonly string[]): string {
  const agreed = agreements(bodies.map((body) => textSketch({ title: null, body })));
  const ranked = bodies.map((body, i) => {
    const { coverage = 0, supported = 0 } = agreed[i] ?? {};
    return { body, agreement: coverage * supported, spaces: body.split(' ').length };
  });
  ranked.sort((a, b) => b.agreement - a.agreement || b.spaces - a.spaces);
  return ranked[0]?.body ?? '';
}
