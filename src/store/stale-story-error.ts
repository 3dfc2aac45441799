import { StaleCommitError } from './store-errors.ts';

/** Another writer changed the story that this commit decided on: a member came in, or it was merged away. */
export class StaleStoryError extends StaleCommitError {
  readonly storyId: string;
  constructor(storyId: string, articleId: string, found: string) {
    super(articleId, 0, 0);
    this.message = `story ${storyId} changed meanwhile (${found}); read it again`;
    this.storyId = storyId;
  }
}
