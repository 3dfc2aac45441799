import type { Story } from '../model/story.ts';

/** What was asked for cannot be decided: the message says why. */
export class StoryDecisionError extends Error {
  readonly code = 'story-decision';
}

/** Where a person joins and parts stories; what is decided holds against later matching. */
export interface StoryDesk {
  /**
   * Two stories become one, named by their own ids, ended ids or ids of members; null: there is no such story.
   * @throws {TooManyError}
   */
  join(one: string, other: string): Promise<Story | null>;
  /**
   * An article leaves its story for one of its own; null: there is no such article, or it is not in `storyId`.
   * @throws {StoryDecisionError} it stands alone
   * @throws {TooManyError}
   */
  part(articleId: string, storyId?: string): Promise<{ rest: Story; parted: Story } | null>;
}
