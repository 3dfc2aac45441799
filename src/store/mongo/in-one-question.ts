/** So many keys at most in one question: an article has tens of kilobytes. */
const mostKeys = 100;

/**
 * A reader by key whose calls of one moment go to the server together.
 *
 * @param ask gives what there is of these keys, each of which it gets once
 */
export function inOneQuestion<T>(
  ask: (keys: readonly string[]) => Promise<ReadonlyMap<string, T>>,
): (key: string) => Promise<T | null> {
  let waiting: { keys: Set<string>; answer: Promise<ReadonlyMap<string, T>> } | null = null;

  function next() {
    const keys = new Set<string>();
    // By then all that is asked for in the same step of the program is known.
    const answer = Promise.resolve().then(() => {
      if (waiting?.keys === keys) waiting = null;
      return ask([...keys]);
    });
    return { keys, answer };
  }

  return async (key) => {
    if (!waiting || waiting.keys.size >= mostKeys) waiting = next();
    waiting.keys.add(key);
    return (await waiting.answer).get(key) ?? null;
  };
}
