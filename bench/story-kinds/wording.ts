import {
  below,
  type Change,
  eachSentence,
  eachWord,
  isDense,
  joined,
  oneOf,
  paragraphsOf,
  sentencesOf,
} from './kinds.ts';

const synonyms: Readonly<Record<string, string>> = {
  said: 'stated',
  say: 'state',
  says: 'states',
  people: 'persons',
  many: 'numerous',
  also: 'additionally',
  about: 'around',
  new: 'fresh',
  more: 'further',
  after: 'following',
  before: 'prior to',
  big: 'large',
  use: 'utilise',
  used: 'utilised',
  help: 'assist',
  show: 'display',
  year: 'twelvemonth',
  years: 'annums',
  because: 'since',
  but: 'yet',
  first: 'initial',
  while: 'whereas',
  however: 'still',
  will: 'shall',
  can: 'may',
  get: 'obtain',
  make: 'create',
  made: 'created',
  und: 'sowie',
  auch: 'ebenfalls',
  aber: 'jedoch',
  sagte: 'erklärte',
  nach: 'im Anschluss an',
  mit: 'samt',
  sehr: 'überaus',
  aussi: 'également',
  mais: 'cependant',
  avec: 'accompagné de',
  dans: 'au sein de',
  pero: 'no obstante',
  también: 'asimismo',
  与: '和',
  但: '不过',
  表示: '指出',
  しかし: 'だが',
  また: 'さらに',
};
const british: readonly (readonly [RegExp, string])[] = [
  [/\b(\w+)ize(d|s)?\b/g, '$1ise$2'],
  [/\b(\w{3,})or\b/g, '$1our'],
  [/\bcenter/g, 'centre'],
  [/\bprogram\b/g, 'programme'],
  [/ß/g, 'ss'],
  [/\bdefense/g, 'defence'],
  [/\btoward\b/g, 'towards'],
  [/\bpercent\b/g, 'per cent'],
  [/\bgray\b/g, 'grey'],
];
const foreign = [
  'der',
  'les',
  'pour',
  'und',
  'que',
  'con',
  'het',
  'la',
  'из',
  '的',
  'для',
  'della',
  'och',
  'nicht',
];
const brands = ['EchoSense', 'SignalHub', 'DeepPulse', 'NovaWire 24', 'BetaReach'];
const extra = {
  latin: ['reportedly', 'as of now', 'it is understood', 'notably', 'in this regard'],
  dense: ['据悉', '与此同时', '值得一提的是'],
};

export const wordingsToTune: Readonly<Record<string, Change>> = {
  synonyms: ({ title, body }) => {
    const changed = body.replace(/\p{L}+/gu, (w) => synonyms[w] ?? w);
    return changed === body ? null : { title, body: changed };
  },
  'words replaced 8 %': ({ title, body }, next) => {
    const words = body.match(/\p{Ll}{3,}|[\p{Script=Han}\p{Script=Hangul}]{2}/gu) ?? [];
    if (words.length < 20) return null;
    return { title, body: eachWord(body, (w) => (next() < 0.08 ? oneOf(words, next) : w)) };
  },
  'brands in names': ({ title, body }, next) => {
    const brand = oneOf(brands, next);
    const changed = body.replace(/(?<=\p{L}{2} )\p{Lu}\p{L}{3,}/gu, (w) =>
      next() < 0.25 ? `${w},${brand}` : w,
    );
    return changed === body ? null : { title: `${brand}:${title}`, body: changed };
  },
  'words added': ({ title, body }, next) => ({
    title,
    body: eachSentence(body, (s) =>
      next() < 0.4 ? `${oneOf(isDense(body) ? extra.dense : extra.latin, next)}, ${s}` : s,
    ),
  }),
};

export const wordingsToReport: Readonly<Record<string, Change>> = {
  respelt: ({ title, body }) => {
    const changed = british.reduce((text, [from, to]) => text.replace(from, to), body);
    return changed === body ? null : { title, body: changed };
  },
  'translation debris': ({ title, body }, next) => ({
    title,
    body: eachWord(body, (w) => (next() < 0.06 ? `${oneOf(foreign, next)} ${w}` : w)),
  }),
  'brands in sentences': ({ title, body }, next) => {
    const brand = oneOf(brands, next);
    return {
      title: `${title} -${brand}`,
      body: eachSentence(body, (s) => (next() < 0.5 ? s.replace(/[.。!?！？]\s*$/u, ` ${brand} $&`) : s)),
    };
  },
  'brands in words': ({ title, body }, next) => {
    const brand = oneOf(brands, next);
    return { title, body: eachWord(body, (w) => (next() < 0.03 ? w.slice(0, 2) + brand + w.slice(2) : w)) };
  },
  'name respelt throughout': ({ title, body }) => {
    const counts = new Map<string, number>();
    for (const [name] of body.matchAll(/(?<=\p{Ll} )\p{Lu}\p{Ll}{3,}/gu))
      counts.set(name, (counts.get(name) ?? 0) + 1);
    const [most] = [...counts].sort((a, b) => b[1] - a[1]);
    if (!most || most[1] < 2) return null;
    const [name] = most;
    return { title, body: body.replaceAll(name, `${name.slice(0, -1)}jev`) };
  },
  'numbers in words': ({ title, body }) => {
    const words = ['zero', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine'];
    const changed = body.replace(/(?<!\d)\d(?!\d)/g, (d) => words[Number(d)] ?? d);
    return changed === body ? null : { title, body: changed };
  },
  'quotes made longer': ({ title, body }, next) => ({
    title,
    body: joined(
      paragraphsOf(body).map((p) => {
        const sentences = sentencesOf(p);
        if (sentences.length < 2) return p;
        const at = below(sentences.length, next);
        return [...sentences.slice(0, at + 1), sentences[at] ?? '', ...sentences.slice(at + 1)].join('');
      }),
    ),
  }),
  'words replaced 12 %': ({ title, body }, next) => {
    const words = body.match(/\p{Ll}{3,}|[\p{Script=Han}\p{Script=Hangul}]{2}/gu) ?? [];
    if (words.length < 20) return null;
    return { title, body: eachWord(body, (w) => (next() < 0.12 ? oneOf(words, next) : w)) };
  },
};
