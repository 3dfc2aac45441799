import type { Article } from '../model/article.ts';
import { consensusText } from './consensus-text.ts';
import { type Difference, difference } from './difference.ts';
import { type Descent, lineage } from './lineage.ts';

export type Compared = Pick<Article, 'id' | 'site' | 'body' | 'relation' | 'firstSeenAt'>;

/** Members that are held against each other: more are no reading for a person. */
export const mostCompared = 60;
/** Of longer texts the beginning is compared. */
const mostCharacters = 40_000;
/** All texts together: a few long ones cost as much as many short ones. */
const mostInAll = 400_000;

/** The first members whose texts together are not too long to compare; at least one. */
export function comparable<M extends Compared>(members: readonly M[]): M[] {
  let left = mostInAll;
  return members.slice(0, mostCompared).filter(({ body }, i) => {
    left -= Math.min(body.length, mostCharacters);
    return i === 0 || left >= 0;
  });
}

/** What the texts of a story have in common, whatever order they came in. @param members as `comparable` gives them */
export function storyConsensus(members: readonly Compared[]): string {
  return consensusText([...members].sort((a, b) => (a.id < b.id ? -1 : 1)).map(beginning));
}

/** One copy against that, word by word. */
export function memberDifference(member: Compared, consensus: string): Difference {
  return difference(beginning(member), consensus);
}

/** From whom each member most probably has its text. @param members as `comparable` gives them */
export function storyLineage(members: readonly Compared[]): Descent[] {
  const [first] = members;
  if (!first) return [];
  const original = members.find(({ relation }) => relation === 'original') ?? first;
  return lineage(
    members.map((member) => ({
      id: member.id,
      site: member.site,
      body: beginning(member),
      at: member.firstSeenAt,
    })),
    original.id,
  );
}

function beginning({ body }: Pick<Compared, 'body'>): string {
  return body.slice(0, mostCharacters);
}
