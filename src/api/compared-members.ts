import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Article } from '../model/article.ts';
import { comparable, memberDifference, storyConsensus, storyLineage } from '../stories/story-comparison.ts';
import type { ComparedMember } from './answers.ts';

/** Members as they are shown; the first of them are held against each other, with a turn for others in between. */
export async function comparedMembers(articles: readonly Article[]): Promise<ComparedMember[]> {
  // One text has nothing to be held against.
  const members = articles.length > 1 ? comparable(articles) : [];
  const consensus = storyConsensus(members);
  const differences = new Map<string, ComparedMember['difference']>();
  for (const member of members) {
    await nextTurn();
    const { pieces: _, ...counts } = memberDifference(member, consensus);
    differences.set(member.id, counts);
  }
  await nextTurn();
  const descents = new Map(storyLineage(members).map(({ id, ...descent }) => [id, descent]));
  return articles.map((article) => ({
    ...shown(article),
    difference: differences.get(article.id) ?? null,
    descent: descents.get(article.id) ?? null,
  }));
}

function shown(article: Article): Omit<ComparedMember, 'difference' | 'descent'> {
  const { id, url, site, siteName, title, authors, wireCredit, category, claimedDate } = article;
  const { dateVerdict, dateReasons, dateEvidence, lagDays, relation, firstSeenAt, lastSeenAt } = article;
  return {
    ...{ id, url, site, siteName, title, authors, wireCredit, category, claimedDate },
    ...{ dateVerdict, dateReasons, dateEvidence, lagDays, relation, firstSeenAt, lastSeenAt },
  };
}
