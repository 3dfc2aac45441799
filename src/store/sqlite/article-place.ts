import { QUARTER_MS } from '../../model/quarter.ts';

/** Articles that one millisecond has places for; more of them take places of the next. */
const SLOTS = 2_048;

/** Places in a quarter of an hour: `n / PLACES_A_QUARTER` numbers the quarters since 1970. */
export const PLACES_A_QUARTER = QUARTER_MS * SLOTS;

/**
 * The number of an article's row: first by first sight, then by the first 11 bits of its id. So the order of rows is
 * that of time, which the text index keeps too, and the low bits are an even sample of all articles.
 */
export function articlePlace(firstSeenAt: string, id: string): number {
  return placeAtMs(Date.parse(firstSeenAt)) + (Number.parseInt(id.slice(0, 3), 16) >> 1);
}

/** The first place of a millisecond since 1970. Whole numbers are exact up to the year 2109. */
export function placeAtMs(ms: number): number {
  return Math.min(ms * SLOTS, Number.MAX_SAFE_INTEGER);
}

export function placeMs(place: number): number {
  return Math.floor(place / SLOTS);
}

/** SQL: whether a place belongs to an even sample of one article in 2 to the power of `halvings`. */
export function inSample(place: string, halvings: number): string {
  return halvings === 0 ? '1' : `(${place} & ${SLOTS - 1}) < ${SLOTS >> halvings}`;
}

/** The same of a place in hand. */
export function isInSample(place: number, halvings: number): boolean {
  return place % SLOTS < SLOTS >> halvings;
}

/** No smaller sample can be taken. */
export const MAX_HALVINGS = Math.log2(SLOTS);
