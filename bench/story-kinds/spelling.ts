import { Converter } from 'opencc-js/cn2t';
import type { Random } from '../stories-texts.ts';
import { below, type Change, eachWord, oneOf } from './kinds.ts';

const bodyOnly =
  (change: (body: string, next: Random) => string): Change =>
  ({ title, body }, next) => {
    const changed = change(body, next);
    return changed === body ? null : { title, body: changed };
  };
const both =
  (change: (text: string, next: Random) => string): Change =>
  ({ title, body }, next) => {
    const changed = change(body, next);
    return changed === body ? null : { title: change(title, next), body: changed };
  };

const cyrillic: Readonly<Record<string, string>> = {
  a: 'а',
  e: 'е',
  o: 'о',
  p: 'р',
  c: 'с',
  x: 'х',
  y: 'у',
  i: 'і',
};
const toTraditional = Converter({ from: 'cn', to: 'tw' });
const windows1252 = new TextDecoder('windows-1252');
const utf8 = new TextEncoder();
const near = 'abcdefghijklmnopqrstuvwxyz';

/** Changes of letters, spaces and signs that chose the weights. */
export const spellingsToTune: Readonly<Record<string, Change>> = {
  homoglyphs: both((text, next) =>
    text.replace(/[aeopcxyi]/g, (s) => (next() < 0.3 ? (cyrillic[s] ?? s) : s)),
  ),
  'zero width': both((text, next) => text.replace(/\p{L}/gu, (s) => (next() < 0.1 ? `${s}\u200b` : s))),
  'upper case': both((text) => text.toUpperCase()),
  'full width': both((text) => text.replace(/[!-~]/g, (s) => String.fromCharCode(s.charCodeAt(0) + 0xfee0))),
  mojibake: both((text) => (/[^\0-\x7f]/.test(text) ? windows1252.decode(utf8.encode(text)) : text)),
  'wrong letters 2 %': bodyOnly((body, next) =>
    body.replace(/\p{L}/gu, (s) => (next() < 0.02 ? (s < '\u02ff' ? oneOf([...near], next) : '口') : s)),
  ),
  'doubled spaces': both((text, next) => text.replace(/ /g, () => (next() < 0.3 ? '  \u00a0' : ' '))),
  'spaces lost 15 %': both((text, next) => text.replace(/ /g, (s) => (next() < 0.15 ? '' : s))),
  'accents lost': both((text) => text.normalize('NFD').replace(/\p{M}/gu, '').normalize('NFC')),
};

/** Kept back from tuning. */
export const spellingsToReport: Readonly<Record<string, Change>> = {
  'soft hyphens': both((text, next) =>
    text.replace(/(?<=\p{L}{2})\p{L}/gu, (s) => (next() < 0.2 ? `\u00ad${s}` : s)),
  ),
  'lower case': both((text) => text.toLowerCase()),
  'title case': both((text) => text.replace(/(?<!\p{L})\p{Ll}/gu, (s) => s.toUpperCase())),
  'bold signs': both((text) =>
    text.replace(/[a-z]/g, (s) => String.fromCodePoint(0x1d41a + s.charCodeAt(0) - 97)),
  ),
  'quotes and dashes': both((text, next) =>
    text.replace(/["“”„«»'’‘–—-]/g, () =>
      oneOf(['"', '``', '«', '’', '—', '--', '-', '&#8212;', '&rdquo;'], next),
    ),
  ),
  'all spaces lost': bodyOnly((body) => body.replace(/ /g, '')),
  'letters to ?': both((text) => text.replace(/[^\0-\x7f]/g, (s) => (s.charCodeAt(0) < 0x250 ? '?' : s))),
  'broken at line ends': bodyOnly((body, next) =>
    eachWord(body, (w) => (w.length > 7 && next() < 0.15 ? `${w.slice(0, 4)}-\n${w.slice(4)}` : w)),
  ),
  'tags left in': bodyOnly((body, next) =>
    eachWord(body, (w) =>
      next() < 0.04 ? oneOf(['<b>', '<br/>', '<span class="x1">', '</p>', '<a href="/t/9">'], next) + w : w,
    ),
  ),
  'entities twice': both((text) => text.replace(/[^\0-\x7f]|["']/g, (s) => `&amp;#${s.charCodeAt(0)};`)),
  'number formats': both((text) =>
    text
      .replace(/(?<=\d),(?=\d{3})/g, '.')
      .replace(/(\d)\.(\d)(?!\d\d)/g, '$1,$2')
      .replace(/%/g, ' percent'),
  ),
  'footnote marks': bodyOnly((body, next) =>
    body.replace(/[.。](?=\s|$)/g, (s) => (next() < 0.4 ? `${s}[${below(30, next)}]` : s)),
  ),
  'doubled letters': bodyOnly((body, next) => body.replace(/\p{L}/gu, (s) => (next() < 0.015 ? s + s : s))),
  'letters lost': bodyOnly((body, next) => body.replace(/\p{L}/gu, (s) => (next() < 0.015 ? '' : s))),
  'emoji between': bodyOnly((body, next) =>
    eachWord(body, (w) => (next() < 0.08 ? `${oneOf(['🔥', '👉', '‼️', '😱'], next)} ${w}` : w)),
  ),
  'marks of direction': both((text, next) =>
    text.replace(/ /g, () => (next() < 0.3 ? ' \u200f' : ' \u2060')),
  ),
  'digits of other scripts': both((text) =>
    text.replace(/\d/g, (d) => String.fromCharCode(0x660 + Number(d))),
  ),
  'addresses between': bodyOnly((body, next) =>
    eachWord(body, (w) => (next() < 0.02 ? `${w} (https://portal.example/t/${below(9999, next)}.html)` : w)),
  ),
  'letters starred out': bodyOnly((body, next) =>
    eachWord(body, (w) => (w.length > 5 && next() < 0.05 ? `${w.slice(0, 1)}***${w.slice(-1)}` : w)),
  ),
  traditional: both((text) =>
    /\p{Script=Han}/u.test(text) && !/[\p{Script=Hiragana}\p{Script=Hangul}]/u.test(text)
      ? toTraditional(text)
      : text,
  ),
};
