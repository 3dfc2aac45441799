import { StaleCommitError } from '../store-errors.ts';

/** Another writer stored a text that may be a copy, after this commit had looked for copies. */
export class StaleMatchError extends StaleCommitError {
  constructor(articleId: string, otherId: string) {
    super(articleId, 0, 0);
    this.message = `article ${otherId} came in meanwhile and may be a copy of ${articleId}; match it again`;
  }
}
