/** A query that cannot be read: where, what was found there, and what may stand there instead. */
export class QueryError extends Error {
  readonly code = 'query';
  /** Counted in characters (code points) from 1; one past the last character: the end of the query. */
  readonly position: number;
  readonly found: string;
  readonly allowed: readonly string[];

  /** @param index place in `text`, in UTF-16 units from 0 */
  constructor(text: string, index: number, found: string, allowed: readonly string[]) {
    const position = [...text.slice(0, index)].length + 1;
    super(`query, character ${position}: found ${found}; here may stand ${list(allowed)}`);
    this.position = position;
    this.found = found;
    this.allowed = allowed;
  }
}

function list(allowed: readonly string[]): string {
  if (allowed.length < 2) return allowed.join('');
  return `${allowed.slice(0, -1).join(', ')} or ${allowed.at(-1)}`;
}
