/** The finest step in which times of first sight are counted: no zone is off by less. */
export const QUARTER_MS = 900_000;
