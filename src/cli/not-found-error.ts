/** Something asked for by its id or address is not in the store. */
export class NotFoundError extends Error {
  readonly code = 'not-found';
  constructor(what: string, id: string, hint: string) {
    super(`there is no ${what} ${JSON.stringify(id)}; ${hint}`);
  }
}
