/** RFC 9309 section 2.4: a robots.txt is kept no longer than a day. */
export const robotsLifeMs = 86_400_000;
/** A host that nobody asked for so long, and that did not ask to be left alone for longer, is forgotten. */
export const hostLifeMs = 2 * robotsLifeMs;
/** A host that wants to be left alone for longer is asked again after this all the same. */
export const longestAloneMs = 365 * robotsLifeMs;
/** A robots.txt that could not be had is asked for again after this. */
export const closedLifeMs = 600_000;
/** A host that wants to be left alone for longer than this is not waited for. */
export const longestWaitMs = 120_000;
/** A struggling host (5xx, no answer) gets its gap doubled with each failure, up to this. */
export const longestGapMs = 60_000;
/** The same for a portal that was allowed by hand. */
export const longestOwnGapMs = 500;
