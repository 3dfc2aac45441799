import type { Story } from '../model/story.ts';

/**
 * A story after members left it. Who was earliest is not judged again here: that evidence was held, and the next
 * judgement of the story renews it.
 *
 * @param sites of the members that remain, one entry a member
 */
export function storyWithout(story: Story, gone: ReadonlySet<string>, sites: readonly string[]): Story {
  const members = story.members.filter((id) => !gone.has(id));
  const remaining = [...new Set(sites)].sort();
  return {
    ...story,
    members,
    sites: remaining,
    spread: {
      ...story.spread,
      copies: Math.max(0, members.length - 1),
      sites: Math.max(1, remaining.length),
    },
  };
}
