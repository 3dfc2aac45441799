import type { Provenance } from '../src/model/provenance.ts';

/** Marks are made for the first so many paragraphs alone; a name is pushed in early. */
const maxParagraphs = 60;
/** A shorter label of a host name is a word like any other. */
const minLabel = 5;

/** "Oxtrade|China’s Xi …", "Lanternbid:Ellery Point …": names in capitals, a mark, no space, the headline. */
const beforeTitle = /^(\p{Lu}[\p{L}\p{N}]*(?: \p{Lu}[\p{L}\p{N}]*){0,3})([|｜:：])(?=[\p{Lu}\p{N}“"‘'])/u;
/** "DAVIDSON,EchoSense N.C. (AP)": a word between a place in capitals and the agency, without a space. */
const inDateline = /^\p{Lu}[\p{Lu} .'’-]+,(\p{Lu}[\p{L}\p{N}]*\p{Ll}[\p{L}\p{N}]*)(?=[^(]{0,30}\()/u;

export type InjectedNames = {
  provenance: Provenance[];
  /** The title without the name before it; null where it carries none. */
  cleanTitle: string | null;
};

type Sighting = { places: Set<string>; signs: number };

/**
 * Names that a portal pushes into titles and sentences of others. The values stay as they are printed; the names are
 * marked, each with the places where it stands, so that a reader of the field knows.
 *
 * @param headlines texts of the page's other links: a name before several of them is no part of this story
 */
export function readInjectedNames({
  title,
  paragraphs,
  host,
  headlines,
}: {
  title: string | null;
  paragraphs: readonly string[];
  host: string;
  headlines: readonly string[];
}): InjectedNames {
  const labels = host.split('.').filter((label) => label.length >= minLabel);
  const isHost = (name: string) => labels.includes(name.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, ''));
  const names = new Map<string, Sighting>();
  const sight = (name: string, place: string, signs: number) => {
    const known = names.get(name) ?? { places: new Set(), signs: 0 };
    known.places.add(place);
    known.signs += signs;
    names.set(name, known);
  };
  const text = paragraphs.slice(0, maxParagraphs);
  const prefix = beforeTitle.exec(title ?? '');
  if (prefix?.[1]) {
    const [whole, name, mark = ''] = prefix;
    const signs =
      (isHost(name) ? 1 : 0) +
      (text.some((paragraph) => isGlued(paragraph, name)) ? 1 : 0) +
      (headlines.some((other) => other !== title && other.startsWith(whole)) ? 1 : 0);
    // A colon, or a word in capitals ("LIVE|"), stands before many a headline: it takes a second sign.
    if (signs > 0 || (/[|｜]/.test(mark) && /\p{Ll}/u.test(name))) sight(name, 'title', signs);
  }
  const pushed = inDateline.exec(text[0] ?? '')?.[1];
  if (pushed) sight(pushed, 'paragraphs[0]', isHost(pushed) ? 1 : 0);
  for (const name of hostNamesIn(text, labels)) sight(name, 'paragraphs', 1);
  for (const [name, { places }] of names) {
    places.delete('paragraphs');
    text.forEach((paragraph, i) => {
      if (paragraph.includes(name)) places.add(`paragraphs[${i}]`);
    });
  }
  return {
    provenance: [...names].map(([name, { places, signs }]) => ({
      field: 'injected',
      method: 'pushed-in-name',
      path: [...places].join(', '),
      raw: name,
      confidence: Math.min(0.95, 0.6 + 0.15 * signs),
      rivals: [],
    })),
    cleanTitle: prefix?.[1] && names.has(prefix[1]) ? (title ?? '').slice(prefix[0].length) : null,
  };
}

/** The name runs into a word ("the first Pelorus Exchangetime"), or follows a comma without a space. */
function isGlued(text: string, name: string): boolean {
  for (let at = text.indexOf(name); at >= 0; at = text.indexOf(name, at + name.length)) {
    const before = text[at - 1] ?? ' ';
    const after = text[at + name.length] ?? ' ';
    if (/[\p{Ll},]/u.test(before) || /\p{Ll}/u.test(after)) return true;
  }
  return false;
}

/** The site's own name in the middle of a word: "spEchoSensering". */
function hostNamesIn(paragraphs: readonly string[], labels: readonly string[]): Set<string> {
  const found = new Set<string>();
  for (const paragraph of paragraphs) {
    const lower = paragraph.toLowerCase();
    for (const label of labels) {
      for (let at = lower.indexOf(label); at > 0; at = lower.indexOf(label, at + label.length)) {
        const name = paragraph.slice(at, at + label.length);
        if (/^\p{Lu}/u.test(name) && /[\p{Ll},]/u.test(paragraph[at - 1] ?? ' ')) found.add(name);
      }
    }
  }
  return found;
}
