/** The command line was used wrongly: exit code 2. The message says what was found and what is allowed. */
export class UsageError extends Error {
  readonly code = 'usage';
}
