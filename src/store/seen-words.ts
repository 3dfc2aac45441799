import { ownString } from '../model/own-string.ts';

/** Words that are in the vocabulary: to write them again would cost time for nothing. */
export type SeenWords = { has(word: string): boolean; add(word: string): void };

const mostSeen = 200_000;

/** Past so many, all are forgotten. Of the texts that they stood in nothing is kept. */
export function seenWords(): SeenWords {
  const seen = new Set<string>();
  return {
    has: (word) => seen.has(word),
    add(word) {
      if (seen.size >= mostSeen) seen.clear();
      seen.add(ownString(word));
    },
  };
}
