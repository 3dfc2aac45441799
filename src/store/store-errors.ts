/** Another writer changed what this commit was decided on. Read again and decide again. */
export class StaleCommitError extends Error {
  readonly code = 'stale-commit';
  readonly articleId: string;
  constructor(articleId: string, expected: number, found: number) {
    super(`article ${articleId} is at revision ${found}, the commit expected ${expected}; read it again`);
    this.articleId = articleId;
  }
}

/** The store's file or server cannot be used as it is; the message says what to do. */
export class StoreError extends Error {
  readonly code = 'store';
}
