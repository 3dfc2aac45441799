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
  /** Where each paragraph ends (exclusive), in units; paragraphs without a letter or digit are left out. */
  paragraphEnds: Uint32Array;
  /** Where a word with a capital letter begins, in units; empty for scripts without capitals. */
  capitals: Uint32Array;
  /** True where the text is longer than `maxUnits` and its rest was not read. */
  cut: boolean;
};

/** Texts are compared by this many units at most (about 80,000 characters): a body of 5 MB costs no more. */
export const maxUnits = 65_536;

const unknown = 0xffff;
const several = 0xfffe;
const folded = new Uint16Array(65_536).fill(unknown);
const foldedToSeveral = new Map<number, readonly number[]>();
/** 1 for letters that are written large; known for those that have been learned. */
const large = new Uint8Array(65_536);

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

const letter = /[\p{L}\p{N}]/u;
const capital = /\p{Lu}/u;
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
    const replaced = spelled[part] ?? part;
    for (let i = 0; i < replaced.length; i++) out.push(replaced.charCodeAt(i));
    if (dense.test(part)) out.push(0xe000 | (replaced.charCodeAt(0) & 0x1fff));
  }
  return out;
}

function learn(code: number): number {
  const units = unitsOf(String.fromCharCode(code));
  const first = units[0];
  if (capital.test(String.fromCharCode(code))) large[code] = 1;
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

let scratch = new Uint16Array(4096);

function grow(): void {
  const larger = new Uint16Array(scratch.length * 2);
  larger.set(scratch);
  scratch = larger;
}

const reference = /&(?:amp;)*([a-z][a-z0-9]{1,9}|#\d{1,7}|#x[0-9a-f]{1,6});/iy;

/** @param body paragraphs parted by a blank line; any text, also empty */
export function canonicalUnits(body: string): CanonicalUnits {
  const ends: number[] = [];
  const capitals: number[] = [];
  let n = 0;
  // In "NATO" only the N begins a word; in "SouthKorea" the K does too, since the space was lost.
  let wasLarge = false;
  let paragraph = 0;
  const length = body.length;
  let i = 0;
  for (; i < length && n < maxUnits; i++) {
    const code = body.charCodeAt(i);
    if (n + 24 > scratch.length) grow();
    const unit = folded[code] ?? 0;
    if (unit < several) {
      if (unit === code) {
        scratch[n++] = unit;
        wasLarge = false;
        continue;
      }
      if (unit !== 0) {
        const isLarge = large[code] === 1;
        if (isLarge && !wasLarge) capitals.push(n);
        wasLarge = isLarge;
        scratch[n++] = unit;
        continue;
      }
      wasLarge = false;
      if (code === 10) {
        if (n > paragraph && body.charCodeAt(i + 1) === 10) {
          ends.push(n);
          paragraph = n;
        }
      } else if (code === 38) {
        reference.lastIndex = i;
        const found = reference.exec(body);
        if (found) {
          for (const each of unitsOf(referenced(found[1] ?? ''))) scratch[n++] = each;
          i = reference.lastIndex - 1;
        }
      }
      continue;
    }
    const next = i + 1 < length ? body.charCodeAt(i + 1) : 0;
    // UTF-8 that was read as Windows-1252: "â€™" stood for a quote, "Ã©" for a letter.
    if (code === 0xe2 && next === 0x20ac) {
      i += i + 2 < length && folded[body.charCodeAt(i + 2)] !== 0 && body.charCodeAt(i + 2) < 128 ? 1 : 2;
      continue;
    }
    if (code === 0xc3 && next >= 0xa0 && next <= 0xbf) {
      for (const each of unitsOf(String.fromCharCode(0xc0 | (next & 0x3f)))) scratch[n++] = each;
      i++;
      continue;
    }
    if (code >= 0xd800 && code <= 0xdbff && next >= 0xdc00 && next <= 0xdfff) {
      for (const each of unitsOf(body.slice(i, i + 2))) scratch[n++] = each;
      i++;
      continue;
    }
    const known = unit === unknown ? learn(code) : unit;
    if (large[code] === 1 && known !== several) {
      if (!wasLarge) capitals.push(n);
      wasLarge = true;
    }
    // A sign such as "ﷺ" stands for a phrase; more than its first letters is not needed to tell it.
    if (known === several)
      for (const each of (foldedToSeveral.get(code) ?? []).slice(0, 18)) scratch[n++] = each;
    else if (known !== 0) scratch[n++] = known;
  }
  if (n > paragraph) ends.push(n);
  return {
    units: scratch.slice(0, Math.min(n, maxUnits)),
    paragraphEnds: Uint32Array.from(ends, (end) => Math.min(end, maxUnits)),
    capitals: Uint32Array.from(capitals),
    cut: i < length,
  };
}

for (let code = 0; code < 128; code++) learn(code);
// Looked at where they stand, since they may be mojibake.
for (const code of [0xc3, 0xe2]) {
  folded[code] = several;
  foldedToSeveral.set(code, unitsOf(String.fromCharCode(code)));
}
