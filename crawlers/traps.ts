import { partsOf } from './canonical-url.ts';
import type { TextPrints } from './discover/text-prints.ts';

/**
 * What a crawl learns of pages that say nothing new: calendars without events, endless paths, sessions in addresses,
 * filters of filters. Addresses are taken together by their pattern; a pattern whose pages repeat what other pages
 * said is closed. What it gave before buys it patience.
 */
export type Traps = {
  /** Why an address is not worth a visit; null where it may be. */
  closed(url: string): string | null;
  /** Takes in what a page says. @returns the first address that said all of it before, where too many did; else null */
  learn(url: string, prints: TextPrints): { sameAs: string; others: number } | null;
};

/** "You searched for …" is nothing new, a sentence is. */
const fewestLetters = 30;
/** So many pages in a row may say nothing new before their pattern is closed … */
const fewestPages = 15;
/** … and one more for so many pages of the pattern that did say something … */
const fruitfulForOneMore = 4;
/** … up to this. */
const mostPages = 100;
/** The wider pattern (first part of the path, how many parts) has this much more patience. */
const widerPatience = 6;
/** … and the widest (first part of the path, whatever follows) this much: filters of filters, parameters with ever new names. */
const widestPatience = 10;
/** A page without any text is only so much of a page that says nothing new: it may be pictures. */
const ofEmpty = 0.25;
/** So many addresses may say the same, word for word; further ones are copies. */
const mostCopies = 3;
const rememberedTexts = 100_000;
/** One bit a hash, a power of two: three million runs of text leave nine of ten new ones recognised as new. */
const bits = 2 ** 25;
/** So many are remembered one by one: most crawls of a service see a few pages, and need not take 4 MB each. */
const mostOneByOne = 8_000;

type Pattern = { fruitful: number; barrenInRow: number };

export function traps(): Traps {
  const said = saidRuns();
  const patterns = new Map<string, Pattern>();
  const texts = new Map<number, { first: string; count: number }>();
  /** By name. Most crawls close none, and need not look for one with each address. */
  const closed = new Set<string>();

  /** Letters that no page said before. */
  function newLetters({ runs, sizes }: TextPrints): number {
    let fresh = 0;
    for (let n = 0; n < runs.length; n++) if (said.add(runs[n] ?? 0)) fresh += sizes[n] ?? 0;
    return fresh;
  }

  function count(name: string, gain: number, patience: number): void {
    const pattern = patterns.get(name) ?? { fruitful: 0, barrenInRow: 0 };
    patterns.set(name, pattern);
    if (gain > 0) {
      pattern.fruitful += 1;
      pattern.barrenInRow = 0;
      // A page that was under way has proven it wrong.
      closed.delete(name);
      return;
    }
    pattern.barrenInRow -= gain;
    const most = Math.min(mostPages, fewestPages + Math.floor(pattern.fruitful / fruitfulForOneMore));
    if (pattern.barrenInRow >= most * patience) closed.add(name);
  }

  return {
    closed(url) {
      const name = closed.size === 0 ? undefined : patternsOf(url).find((one) => closed.has(one));
      if (name === undefined) return null;
      return `a trap: the last ${Math.floor(patterns.get(name)?.barrenInRow ?? 0)} pages like ${name} said nothing new`;
    },
    learn(url, prints) {
      const isEmpty = prints.runs.length === 0;
      const gain = newLetters(prints) >= fewestLetters ? 1 : isEmpty ? -ofEmpty : -1;
      const [own = '', wider = '', widest = ''] = patternsOf(url);
      count(own, gain, 1);
      if (wider !== own) count(wider, gain, widerPatience);
      if (widest !== own) count(widest, gain, widestPatience);
      if (isEmpty) return null;
      const same = texts.get(prints.whole);
      if (!same) {
        if (texts.size < rememberedTexts) texts.set(prints.whole, { first: url, count: 1 });
        return null;
      }
      same.count += 1;
      return same.count > mostCopies ? { sameAs: same.first, others: same.count - 1 } : null;
    },
  };
}

/** The runs of text that were said so far. */
function saidRuns() {
  let few = new Set<number>();
  let many: Uint8Array | null = null;

  function addTo(map: Uint8Array, run: number): boolean {
    const byte = (run & (bits - 1)) >>> 3;
    const bit = 1 << (run & 7);
    const before = map[byte] ?? 0;
    map[byte] = before | bit;
    return (before & bit) === 0;
  }

  return {
    /** @returns true where it was not said before */
    add(run: number): boolean {
      if (many) return addTo(many, run);
      if (few.has(run)) return false;
      few.add(run);
      if (few.size > mostOneByOne) {
        many = new Uint8Array(bits / 8);
        for (const one of few) addTo(many, one);
        few = new Set();
      }
      return true;
    },
  };
}

/**
 * An address with what varies taken out, a wider form and the widest: `/calendar/2031/05?view=month` is like
 * `/calendar/#/#?view`, like `/calendar/…` of three parts, and like all of `/calendar/…?…`.
 */
function patternsOf(url: string): string[] {
  const { pathname, search } = partsOf(url);
  const parts = pathname.split('/').filter((part) => part !== '');
  const plain = parts.map(withoutVariable);
  const names = search === '' ? [] : search.slice(1).split('&').map(nameOfPair);
  const query = names.length === 0 ? '' : `?${[...new Set(names)].toSorted().join('&')}`;
  const own = `/${plain.join('/')}${query}`;
  const anyQuery = query === '' ? '' : '?…';
  const [first = ''] = plain;
  return [
    own,
    parts.length > 1 ? `/${first}/… of ${parts.length} parts${anyQuery}` : own,
    parts.length > 1 || query !== '' ? `/${first}/…${anyQuery}` : own,
  ];
}

const nameOfPair = (pair: string) => pair.split('=', 1)[0] ?? '';

function withoutVariable(part: string): string {
  // Names of people for one article each: long ones, and such with escapes or many hyphens.
  if (part.length > 24 || /%|-.*-.*-/.test(part)) return '*';
  if (part.length >= 12 && /^(?=.*\d)[\da-z_-]+$/i.test(part)) return '*';
  return part.replace(/\d+/g, '#');
}
