import traditional from 'opencc-js/dict/TSCharacters';
import { firstLead, lastLead, readMojibake } from './read-mojibake.ts';

/**
 * The text as matching sees it: letters and digits only, folded, as 16-bit units.
 *
 * Case, accents, spaces, punctuation, entities and their debris are gone, so a text whose spaces were lost or whose
 * quotes were mangled gives the same units. Digits of all scripts become 0–9. Signs of Chinese and Japanese
 * carry more than a Latin letter does, so each gives two units, and Hangul syllables come apart into their letters:
 * a run of units then means about the same in every script.
 */
export type CanonicalUnits = {
  units: Uint16Array;
  /** Where a number begins, or a word with a capital letter that does not open a sentence; in units, ascending. */
  marks: Uint32Array;
  /** True where the text is longer than `maxUnits` and its rest was not read. */
  cut: boolean;
};

/** Texts are compared by this many units at most (about 80,000 characters): a body of 5 MB costs no more. */
export const maxUnits = 65_536;

const large = 1;
const digit = 2;
/** Ends a sentence: the capital letter behind it is no name's. */
const ender = 4;
/**
 * What each 16-bit sign is: its unit in the lower half (0: none), above it its kind (`large`, `digit`, `ender` or 0),
 * whether it has a unit, and whether it has a kind. One table, so that a sign costs one look. Negative: `several` and its kind, or `unknown`.
 */
const signs = new Int32Array(65_536);
const kindShift = 16;
const kindMask = large | digit | ender;
const isUnitShift = 19;
const hasKindShift = 20;
/** It gives several units, or has to be looked at with what follows it. */
const several = 1 << 31;
/** Not met so far. */
const unknown = -1;
signs.fill(unknown);
const foldedToSeveral = new Map<number, readonly number[]>();
const enders = /[.!?…:;\n。．！？：；؟۔।]/u;

/** Letters that Unicode does not take apart, and letters of other alphabets that look like Latin ones. */
const spelled: Readonly<Record<string, string>> = {
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  ø: 'o',
  ł: 'l',
  đ: 'd',
  ð: 'd',
  þ: 'th',
  ı: 'i',
  // Cyrillic and Greek look-alikes: folded in every text alike, so no text loses by it.
  а: 'a',
  е: 'e',
  о: 'o',
  р: 'p',
  с: 'c',
  у: 'y',
  х: 'x',
  і: 'i',
  ѕ: 's',
  ј: 'j',
  ԁ: 'd',
  һ: 'h',
  ο: 'o',
  α: 'a',
  ν: 'v',
  ι: 'i',
};

/** Traditional Chinese signs to simplified ones: "traditional simplified|…", the first of several is the usual one. */
const simplified = new Map(
  traditional.split('|').map((pair): [string, string] => {
    const [from = '', to = ''] = pair.split(' ');
    return [from, to];
  }),
);

const letter = /[\p{L}\p{N}]/u;
const upperCase = /\p{Lu}/u;
const decimal = /\p{Nd}/u;
const dense = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]/u;

function digitValue(sign: string): number {
  const code = sign.codePointAt(0) ?? 0;
  let zero = code;
  // Every script keeps its ten digits in one row; the row's first sign has no digit before it.
  while (code - zero < 9 && decimal.test(String.fromCodePoint(zero - 1))) zero--;
  return code - zero;
}

function unitsOf(sign: string): number[] {
  const out: number[] = [];
  for (const part of sign.normalize('NFKD').toLowerCase()) {
    if (!letter.test(part)) continue;
    if (decimal.test(part)) {
      out.push(48 + (part >= '0' && part <= '9' ? part.charCodeAt(0) - 48 : digitValue(part)));
      continue;
    }
    const replaced = spelled[part] ?? simplified.get(part) ?? part;
    for (let i = 0; i < replaced.length; i++) out.push(replaced.charCodeAt(i));
    if (dense.test(part)) out.push(0xe000 | (replaced.charCodeAt(0) & 0x1fff));
  }
  return out;
}

function kindOf(sign: string, units: readonly number[]): number {
  const first = units[0];
  if (enders.test(sign)) return ender;
  if (upperCase.test(sign)) return large;
  return units.length === 1 && first !== undefined && first >= 48 && first <= 57 ? digit : 0;
}

function learn(code: number): void {
  const sign = String.fromCharCode(code);
  const units = unitsOf(sign);
  const kind = kindOf(sign, units);
  const [first] = units;
  if (units.length > 1) lookAgain(code, kind, units);
  else
    signs[code] =
      (Number(kind !== 0) << hasKindShift) |
      (Number(first !== undefined) << isUnitShift) |
      (kind << kindShift) |
      (first ?? 0);
}

function lookAgain(code: number, kind: number, units: readonly number[]): void {
  signs[code] = several | (kind << kindShift);
  foldedToSeveral.set(code, units);
}

const accents = /^([a-z])(?:acute|grave|circ|uml|tilde|cedil|ring|slash|caron)$/i;

/** What a character reference stands for: `eacute` → "é"; quotes, spaces and signs unknown to us → "". */
function referenced(name: string): string {
  const number = /^#(?:x([0-9a-f]{1,6})|(\d{1,7}))$/i.exec(name);
  if (number) {
    const code = number[1] ? Number.parseInt(number[1], 16) : Number(number[2]);
    return code <= 0x10ffff ? String.fromCodePoint(code) : '';
  }
  if (name === 'szlig') return 'ss';
  return accents.exec(name)?.[1] ?? '';
}

const ampersand = 38;

/** One sign gives at most this many units. */
const mostPerSign = 18;
// Filled anew for each text: growing or copying lists would cost more than the reading.
const units = new Uint16Array(maxUnits + 2 * mostPerSign);
const marks = new Uint32Array(maxUnits + 2 * mostPerSign);

// Where a sign with a kind stands: its place in `chars`, and how many units there are before it.
const metAt = new Uint32Array(2 * maxUnits + 1);
const metUnits = new Uint32Array(2 * maxUnits + 1);

/** Longer than `maxUnits`, since most texts hold more signs than letters and digits. */
const chars = new Uint16Array(2 * maxUnits);
const bytes = Buffer.from(chars.buffer);

const reference = /&(?:amp;)*([a-z][a-z0-9]{1,9}|#\d{1,7}|#x[0-9a-f]{1,6});/iy;

/**
 * @param text any text, also empty
 * @returns views that hold until the next call
 */
export function canonicalUnits(text: string): CanonicalUnits {
  // An array is read several times faster than a string.
  const length = bytes.write(text, 'utf16le') >> 1;
  let n = 0;
  let met = 0;
  let i = 0;
  for (; i < length && n < maxUnits; i++) {
    const sign = signs[chars[i] ?? 0] ?? 0;
    metAt[met] = i;
    metUnits[met] = n;
    if (sign < 0) {
      n = special(text, i, n);
      if (read === 1 && ((sign >> kindShift) & kindMask) !== 0) met++;
      // Where nothing was read the sign is known now, and is looked at again.
      i += read - 1;
      continue;
    }
    // No branches: where words end can't be foreseen, and a wrong guess of the processor costs ten signs.
    units[n] = sign;
    n += (sign >> isUnitShift) & 1;
    met += sign >> hasKindShift;
  }
  return {
    units: units.subarray(0, Math.min(n, maxUnits)),
    marks: marks.subarray(0, markFacts(met)),
    cut: i < text.length,
  };
}

/**
 * Writes `marks` from the signs with a kind that were met, and tells how many there are. In "NATO" only the N begins a
 * word; in "SouthKorea" the K does too, since the space was lost.
 */
function markFacts(met: number): number {
  let marked = 0;
  let [lastAt, lastKind] = [-2, 0];
  // The units before the end of the last sentence; a text begins as a sentence does.
  let ended = 0;
  for (let i = 0; i < met; i++) {
    const at = metAt[i] ?? 0;
    const unit = metUnits[i] ?? 0;
    const kind = ((signs[chars[at] ?? 0] ?? 0) >> kindShift) & kindMask;
    if (kind === ender) ended = unit;
    else if ((kind !== lastKind || at !== lastAt + 1) && (kind !== large || unit !== ended))
      marks[marked++] = unit;
    lastAt = at;
    lastKind = kind;
  }
  return marked;
}

/** How many characters `special` has read. */
let read = 1;

/** Reads what is more than one letter: a reference, mojibake, a surrogate pair, a sign of several units. */
function special(text: string, at: number, n: number): number {
  const code = text.charCodeAt(at);
  const next = at + 1 < text.length ? text.charCodeAt(at + 1) : 0;
  read = 1;
  if (code === ampersand) {
    const found = referenceAt(text, at);
    if (!found) return n;
    read = found[0].length;
    return put(unitsOf(referenced(found[1] ?? '')), n);
  }
  const mangled = readMojibake(text, at);
  if (mangled) {
    read = mangled.length;
    return put(unitsOf(mangled.sign), n);
  }
  if (code >= 0xd800 && code <= 0xdbff && next >= 0xdc00 && next <= 0xdfff) {
    read = 2;
    return put(unitsOf(text.slice(at, at + 2)), n);
  }
  if (signs[code] === unknown) {
    learn(code);
    // Read again, now that it is known.
    read = 0;
    return n;
  }
  return put(foldedToSeveral.get(code) ?? [], n);
}

function referenceAt(text: string, at: number): RegExpExecArray | null {
  reference.lastIndex = at;
  return reference.exec(text);
}

/** A sign such as "ﷺ" stands for a phrase; more than its first letters is not needed to tell it. */
function put(list: readonly number[], at: number): number {
  let n = at;
  for (let i = 0; i < list.length && i < mostPerSign; i++) units[n++] = list[i] ?? 0;
  return n;
}

for (let code = 0; code < 128; code++) learn(code);
for (const sign of '〇一二三四五六七八九十百千万亿億两兩') {
  const code = sign.charCodeAt(0);
  lookAgain(code, digit, unitsOf(sign));
}
// Looked at where they stand: they may begin a reference, mojibake or a pair. Half a pair is no sign.
const surrogates = Array.from({ length: 0x800 }, (_, i) => 0xd800 + i);
const leads = Array.from({ length: lastLead - firstLead + 1 }, (_, i) => firstLead + i);
for (const code of [ampersand, ...leads, ...surrogates]) {
  const sign = String.fromCharCode(code);
  const units = unitsOf(sign);
  lookAgain(code, kindOf(sign, units), units);
}
