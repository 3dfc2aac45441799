import { stringOf } from '../json-ld.ts';
import type { PageDocument } from '../page-document.ts';
import { lettersOf } from '../text/letters-of.ts';
import { looksLikeName } from '../text/person-names.ts';

/** The names of the house that publishes the page, in letters and digits alone. */
export type HouseNames = ReadonlySet<string>;

/** A firm or an editors' office. */
const company =
  /\b(?:e\.? ?V\.?|GmbH|AG|Ltd|Inc|LLC|S\.?A\.?|Magazin|Magazine|Verlag|Zeitung|Redaktion|Stiftung|Landesanstalt|Newspaper|Media|Nachrichten)(?:\b|$)/;

/** Between headline and site in `<title>`. */
const separator = /\s[-–|»·•]\s|\|/;

/** What the page calls its site: og:site_name, publisher, host, and what stands behind the headline in its title. */
export function houseNames(document: PageDocument): HouseNames {
  const { publisher } = document.article ?? {};
  const host = new URL(document.url).hostname.replace(/^www\./, '');
  const names = [
    document.meta('og:site_name')?.content,
    document.meta('application-name')?.content,
    stringOf(publisher),
    host,
    host.replace(/\.\w+$/, ''),
    // Of "facts.harborpost.example" the house is "harborpost".
    /([^.]{3,})\.(?:co\.|com\.|org\.|ac\.)?[^.]+$/.exec(host)?.[1],
    ...(document.survey.title ?? '').split(separator).slice(1),
  ];
  return new Set(names.flatMap((name) => (name ? [lettersOf(name)] : [])));
}

/** "Ada Marsh's Notebook", "Uwe Kleins’ Blog": a site that its one writer named after herself. */
const owned = /^(\p{Lu}[\p{L}.-]+(?: \p{Lu}[\p{L}.-]+){1,2})['’]s? \p{L}/u;

/**
 * Who a site belongs to, by its name: asked where nobody else is named. The name must be the host's, too, or that of the
 * copyright, as headlines begin like this.
 */
export function ownerOfSite(document: PageDocument): { name: string; place: string } | null {
  const { survey } = document;
  const siteName = document.meta('og:site_name')?.content;
  const host = lettersOf(new URL(document.url).hostname);
  const isProven = (name: string) =>
    host.includes(lettersOf(name)) ||
    survey.blocks.some(({ text }) => /^.{0,20}(?:©|\(c\)|copyright)/i.test(text) && text.includes(name));
  const parts = (survey.title ?? '').split(separator);
  const places = [{ text: siteName ?? '', place: 'meta[property="og:site_name"]' }].concat(
    parts.map((text) => ({ text, place: 'title' })),
  );
  for (const { text, place } of places) {
    const name = owned.exec(text.trim())?.[1];
    if (name && looksLikeName(name) && isProven(name)) return { name, place };
  }
  return null;
}

export function isHouseName(name: string, house: HouseNames): boolean {
  return house.has(lettersOf(name)) || company.test(name);
}

/** True for the house's own name alone: a firm's form does not make one. */
export function isNamedHouse(name: string, house: HouseNames): boolean {
  return house.has(lettersOf(name));
}

/** True where a name holds the house's: "Daily News Team" of "Daily News". */
export function holdsHouse(name: string, house: HouseNames): boolean {
  const letters = lettersOf(name);
  return [...house].some((part) => part.length > 3 && letters.includes(part));
}

/** "Daily News - Jane Doe" → "Jane Doe"; a name without such a part stays as it is. */
export function withoutHousePart(name: string, house: HouseNames): string {
  const parts = name.split(/\s+[-–—]\s+/);
  const others = parts.filter((part) => !isNamedHouse(part, house));
  return parts.length > 1 && others.length === 1 ? (others[0] ?? name) : name;
}

/** True where a text that names no person alone says which house it is: a firm's form, or its address on the Web. */
export function namesHouse(text: string, house: HouseNames): boolean {
  return company.test(text) || (/\bwww\.|https?:/.test(text) && holdsHouse(text, house));
}
