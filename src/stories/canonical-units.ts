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

const unknown = 0xffff;
const several = 0xfffe;
const folded = new Uint16Array(65_536).fill(unknown);
const foldedToSeveral = new Map<number, readonly number[]>();
const large = 1;
const digit = 2;
/** Ends a sentence: the capital letter behind it is no name's. */
const ender = 4;
const enders = /[.!?…:;\n。．！？：；؟۔।]/u;
/** `large`, `digit`, `ender` or 0; known for the signs that have been learned. */
const kinds = new Uint8Array(65_536);

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

function learn(code: number): number {
  const sign = String.fromCharCode(code);
  const units = unitsOf(sign);
  const first = units[0];
  if (enders.test(sign)) kinds[code] = ender;
  else if (upperCase.test(sign)) kinds[code] = large;
  else if (units.length === 1 && first !== undefined && first >= 48 && first <= 57) kinds[code] = digit;
  if (first === undefined) folded[code] = 0;
  else if (units.length === 1 && first < several) folded[code] = first;
  else {
    folded[code] = several;
    foldedToSeveral.set(code, units);
  }
  return folded[code] ?? 0;
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
  let marked = 0;
  // In "NATO" only the N begins a word; in "SouthKorea" the K does too, since the space was lost.
  let last = ender;
  let i = 0;
  for (; i < length && n < maxUnits; i++) {
    const code = chars[i] ?? 0;
    const unit = folded[code] ?? 0;
    if (unit >= several) {
      const start = n;
      n = special(text, i, n);
      i += read - 1;
      // Not known so far: it is read again.
      if (read === 0) continue;
      const kind = read === 1 ? (kinds[code] ?? 0) : 0;
      if ((kind & ~(last | (last >> 2))) !== 0) marks[marked++] = start;
      last = n > start ? kind : kind | (last & ender);
      continue;
    }
    // No branches: where words end can't be foreseen, and a wrong guess of the processor costs ten signs.
    units[n] = unit;
    marks[marked] = n;
    const kind = kinds[code] ?? 0;
    const starts = kind & ~(last | (last >> 2));
    marked += (starts | (starts >> 1)) & 1;
    const isUnit = (unit + 0xffff) >>> 16;
    // The end of a sentence stays in mind over spaces and quotes.
    last = kind | (last & ender & (isUnit - 1));
    n += isUnit;
  }
  return {
    units: units.subarray(0, Math.min(n, maxUnits)),
    marks: marks.subarray(0, marked),
    cut: i < text.length,
  };
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
  if (folded[code] === unknown) {
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
  learn(code);
  kinds[code] = digit;
}
// Looked at where they stand: they may begin a reference, mojibake or a pair. Half a pair is no sign.
const surrogates = Array.from({ length: 0x800 }, (_, i) => 0xd800 + i);
const leads = Array.from({ length: lastLead - firstLead + 1 }, (_, i) => firstLead + i);
for (const code of [ampersand, ...leads, ...surrogates]) {
  learn(code);
  folded[code] = several;
  foldedToSeveral.set(code, unitsOf(String.fromCharCode(code)));
}
