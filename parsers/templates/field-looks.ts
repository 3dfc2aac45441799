import type { ProposedField } from '../../src/model/site-proposal.ts';
import { readDate } from '../dates/read-date.ts';
import type { PageElement } from '../node.ts';
import { looksLikeName, personNames } from '../text/person-names.ts';
import { readCount } from '../text/read-count.ts';
import type { AlignedPlace } from './align-pages.ts';

/** Words in ids, classes and roles that name a field. */
const names: Record<ProposedField, RegExp> = {
  title: /title|headline|subject/i,
  authors: /author|byline|writer|reporter|editor|zuozhe/i,
  date: /date|time|publish|posted/i,
  category: /categor|section|channel|rubric|topic|lanmu/i,
  views: /views?(?![a-z])|hits?(?![a-z])|click|reads?(?![a-z])|pageview/i,
  body: /content|body|text|story|entry/i,
};

const looks: Record<ProposedField, (text: string) => boolean> = {
  title: (text) => text.length >= 8 && text.length <= 200,
  authors: (text) => text.length <= 80 && personNames(text).some(looksLikeName),
  date: (text) => text.length <= 80 && readDate(text, { fetchedAt: new Date(), monthFirst: false }) !== null,
  category: (text) => text.length <= 40 && !/\d/.test(text),
  views: (text) => text.length <= 40 && readCount(text) !== null,
  body: () => false,
};

/** Named like the field, and on every page that has it a text that could be one: a guess, where nothing is known. */
export function looksLikeField(field: ProposedField, { places, coverage }: AlignedPlace): boolean {
  if (coverage < 0.5) return false;
  const there = places.filter((place) => place !== null);
  return there.every(({ element, text }) => isNamed(field, element) && looks[field](text));
}

/** Whatever it is named: on nearly every page a text that reads as the field. Enough for a date, which little else does. */
export function readsAsField(field: ProposedField, { places, coverage }: AlignedPlace): boolean {
  if (field !== 'date' || coverage < 0.8) return false;
  return places.every((place) => place === null || (looks.date(place.text) && /\d/.test(place.text)));
}

/** By its own names, or as a heading, a time. */
export function isNamedFor(field: ProposedField, { places }: AlignedPlace): boolean {
  const element = places.find((place) => place !== null)?.element;
  return element !== undefined && isNamed(field, element);
}

const tags: Partial<Record<ProposedField, RegExp>> = { title: /^h[1-3]$/, date: /^time$/, body: /^article$/ };

function isNamed(field: ProposedField, { name, attribs }: PageElement): boolean {
  const { class: classes = '', id = '', itemprop = '', rel = '' } = attribs;
  return names[field].test(`${classes} ${id} ${itemprop} ${rel}`) || (tags[field]?.test(name) ?? false);
}
