/** A state of then is put together in memory: of more articles, a part has to be asked for. */
export const MAX_PAST_ARTICLES = 200_000;

/** The state that `as-of:` asks for holds too many articles of the query. */
export class TooManyPastError extends Error {
  readonly code = 'as-of-too-many';
  /** @param todo what whoever asked can do instead */
  constructor(todo = 'narrow the query by words, site: or seen:, or leave as-of: out') {
    super(`as-of: more than ${MAX_PAST_ARTICLES.toLocaleString('en')} articles fit; ${todo}`);
  }
}
