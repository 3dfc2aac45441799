import { infoPageTitles } from '../labels.ts';
import type { PageDocument } from '../page-document.ts';
import { holdsHouse, houseNames, isNamedHouse } from './house-names.ts';

const certain = new Set(infoPageTitles.certain.map(bare));
const possible = new Set(infoPageTitles.possible.map(bare));
/** "About Westmere Today", "關於島嶼時報": the words before the house's name. */
const aboutHouse =
  /^(?:about|contact|über|à propos (?:de|du)|acerca de|sobre (?:o|a)?|su|om|over|o|关于|關於|认识|認識|走进)\s*(?=\S)/iu;
/** What stands in an address beside its last word: "/about/index.htm", "/en/contact/". */
const noWord = /^(?:index|default|main|home|detail|page)$/;

/** The page of the house itself: about us, imprint, contact, terms, privacy. Its title or its address says so. */
export function isInfoPage(
  document: PageDocument,
  page: { title: string | null; hasDate: boolean; hasAuthors: boolean; claims: boolean },
): boolean {
  // What a person wrote on a day is an article, whatever its headline.
  if (page.hasDate && page.hasAuthors) return false;
  const titles = titlesOf(document, page.title).map(bare);
  const words = wordsOfAddress(document.url);
  const byAddress = words.some((word) => certain.has(word) || possible.has(word));
  if (titles.some((title) => certain.has(title))) return true;
  if (byAddress && titles.some((title) => possible.has(title))) return true;
  if (page.hasDate || page.hasAuthors) return false;
  if (titles.some((title) => possible.has(title)) || namesHouseAlone(document, page.title)) return true;
  return byAddress && !page.claims;
}

/** The headline, and the first and last part of the page's title: the site's name stands before or behind. */
function titlesOf(document: PageDocument, title: string | null): string[] {
  const parts = (document.survey.title ?? '').split(
    /\s[-–—|»·•:]\s|[|_｜]|(?<=\p{Script=Han})[-–—](?=\p{Script=Han})/u,
  );
  const ends = parts.length > 3 ? [] : [parts[0] ?? '', parts.at(-1) ?? ''];
  return [title ?? '', ...ends].filter((text) => text.trim() !== '');
}

function namesHouseAlone(document: PageDocument, title: string | null): boolean {
  const name = title?.replace(aboutHouse, '') ?? '';
  if (!title || name === title || name.length < 2) return false;
  const house = houseNames(document);
  return isNamedHouse(name, house) || (holdsHouse(name, house) && name.split(' ').length < 6);
}

/** The last word of the path, and short values of the query: "?page=mentions". */
function wordsOfAddress(address: string): string[] {
  const { pathname, searchParams } = new URL(address);
  const steps = pathname
    .split('/')
    .map((step) => bare(decoded(step).replace(/\.\w{2,6}$/, '')))
    .filter((step) => step !== '' && !noWord.test(step));
  return [steps.at(-1) ?? '', ...[...searchParams.values()].map(bare)].filter((word) => word !== '');
}

function decoded(step: string): string {
  try {
    return decodeURIComponent(step);
  } catch {
    return step;
  }
}

/** Letters alone, without accents: a title and its address are compared alike. */
function bare(text: string): string {
  return text
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '');
}
