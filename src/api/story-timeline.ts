import type { Article } from '../model/article.ts';
import type { StoryDetail } from './answers.ts';

/** By first sight and by claim, side by side: the gap between the two is what a story's copies are told by. */
export function storyTimeline(
  members: readonly Pick<Article, 'firstSeenAt' | 'claimedDate'>[],
): StoryDetail['timeline'] {
  const days = new Map<string, { firstSeen: number; claimed: number }>();
  const on = (iso: string) => {
    const day = iso.slice(0, 10);
    const counts = days.get(day) ?? { firstSeen: 0, claimed: 0 };
    days.set(day, counts);
    return counts;
  };
  for (const { firstSeenAt, claimedDate } of members) {
    on(firstSeenAt).firstSeen++;
    if (claimedDate?.iso) on(claimedDate.iso).claimed++;
  }
  return [...days].sort(([a], [b]) => (a < b ? -1 : 1)).map(([day, counts]) => ({ day, ...counts }));
}
