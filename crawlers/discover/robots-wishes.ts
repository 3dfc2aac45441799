/** What a page asks of crawlers, beside robots.txt. */
export type RobotsWishes = {
  /** Do not keep what it says. */
  noIndex: boolean;
  /** Do not go where it links. */
  noFollow: boolean;
};

export const noWishes: RobotsWishes = { noIndex: false, noFollow: false };

/** The value of a meta robots element: "noindex, nofollow"; "none" is both. */
export function readWishes(content: string): RobotsWishes {
  const words = content.toLowerCase().split(/[\s,]+/);
  const none = words.includes('none');
  return { noIndex: none || words.includes('noindex'), noFollow: none || words.includes('nofollow') };
}

/**
 * The `X-Robots-Tag` field: directives for all, or behind the name of one crawler ("otherbot: noindex"). A name holds
 * until the next one.
 */
export function readRobotsTag(field: string, agent: string): RobotsWishes {
  let wishes = noWishes;
  let isForUs = true;
  for (const part of field.toLowerCase().split(',')) {
    const named = /^\s*([a-z0-9_*-]+)\s*:(.*)$/.exec(part);
    // "unavailable_after: date" and "max-snippet: 5" are directives, not names.
    const isName = named !== null && !/^(?:unavailable_after|max-|indexifembedded)/.test(named[1] ?? '');
    if (isName) isForUs = named[1] === '*' || named[1] === agent.toLowerCase();
    if (isForUs) wishes = joinWishes(wishes, readWishes(isName ? (named[2] ?? '') : part));
  }
  return wishes;
}

export function joinWishes(a: RobotsWishes, b: RobotsWishes): RobotsWishes {
  return { noIndex: a.noIndex || b.noIndex, noFollow: a.noFollow || b.noFollow };
}
