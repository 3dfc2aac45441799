import { isNumeric } from './sample-slots.ts';

/** Of texts up to this many units (some 100 words) a sketch holds the units themselves. */
export const shortText = 640;

/** How two short texts differ, read side by side. */
export type ShortDifference = {
  /** Stretches that say another thing in the same place: another word, name or number. */
  replaced: number;
  /** Units of those stretches in the longer of the two. */
  replacedUnits: number;
  /** Stretches with a slip: a letter wrong, lost or doubled. */
  slips: number;
  /** Stretches that only one of them has. */
  added: number;
  /** Units of the shorter text that both have. */
  common: number;
};

/** So many equal units in a row, and the two texts have met again. */
const meeting = 7;
/** A stretch that differs is looked over for so many units of both together. */
const mostApart = 160;
/**
 * Up to so many units of a stretch are a slip, when no number is among them: two letters, one of a Hangul syllable,
 * and no Chinese sign (each of which is a word).
 */
const mostSlipped = (unit: number) => (unit < 0x1100 ? 2 : unit < 0x2e80 ? 1 : 0);
/** Shares of a stretch that are still the same where only letters slipped; any two long stretches share half. */
const slipped = (length: number) => (length <= 12 ? 0.6 : 0.8);

/** A stretch longer than this is no slip. */
const longestSlip = 40;

/** Reads both from the start and, where they part, goes on where they meet again soonest. */
export function shortDifference(a: Uint16Array, b: Uint16Array): ShortDifference {
  const found: ShortDifference = { replaced: 0, replacedUnits: 0, slips: 0, added: 0, common: 0 };
  let i = 0;
  let j = 0;
  while (i < a.length && j < b.length) {
    if (a[i] === b[j]) {
      found.common++;
      i++;
      j++;
      continue;
    }
    const [x, y] = nextMeeting(a, i, b, j);
    weigh(a.subarray(i, x), b.subarray(j, y), found);
    i = x;
    j = y;
  }
  if (i < a.length || j < b.length) weigh(a.subarray(i), b.subarray(j), found);
  return found;
}

/** Where the texts are equal for a while again; the ends where they never are. */
function nextMeeting(a: Uint16Array, i: number, b: Uint16Array, j: number): [number, number] {
  for (let apart = 1; apart <= mostApart; apart++) {
    for (let x = 0; x <= apart; x++) {
      // Nearly equal lengths first: a word stands for a word.
      const skip = x % 2 === 0 ? (apart + x) >> 1 : (apart - x) >> 1;
      if (meets(a, i + skip, b, j + apart - skip)) return [i + skip, j + apart - skip];
    }
  }
  return [a.length, b.length];
}

function meets(a: Uint16Array, i: number, b: Uint16Array, j: number): boolean {
  const length = Math.min(meeting, a.length - i, b.length - j);
  if (length < 1 || (length < meeting && a.length - i !== b.length - j)) return false;
  for (let k = 0; k < length; k++) if (a[i + k] !== b[j + k]) return false;
  return true;
}

function weigh(left: Uint16Array, right: Uint16Array, found: ShortDifference): void {
  const [shorter, longer] = left.length < right.length ? [left, right] : [right, left];
  const numeric = left.some(isNumeric) || right.some(isNumeric);
  const isSlip = longer.length <= mostSlipped(longer[0] ?? 0) && !numeric;
  if (shorter.length === 0) {
    if (isSlip) found.slips++;
    else found.added++;
    return;
  }
  const common = longer.length <= longestSlip ? inOrder(shorter, longer) : 0;
  found.common += common;
  if (isSlip || (!numeric && common >= slipped(longer.length) * longer.length)) found.slips++;
  else {
    found.replaced++;
    found.replacedUnits += longer.length;
  }
}

/** Units of the shorter stretch that the longer one has in the same order: the longest common subsequence. */
function inOrder(shorter: Uint16Array, longer: Uint16Array): number {
  const row = new Uint16Array(shorter.length + 1);
  for (const unit of longer) {
    let diagonal = 0;
    for (let k = 1; k <= shorter.length; k++) {
      const above = row[k] ?? 0;
      row[k] = shorter[k - 1] === unit ? diagonal + 1 : Math.max(above, row[k - 1] ?? 0);
      diagonal = above;
    }
  }
  return row[shorter.length] ?? 0;
}
