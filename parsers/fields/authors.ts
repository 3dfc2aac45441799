import { absent, type Found, found, maxRivals, type Rival } from '../found.ts';
import { isObject, stringOf } from '../json-ld.ts';
import { isLabelAlone, kindOfLabel, labelledValues } from '../labelled-values.ts';
import { labelled, type MetaLine } from '../meta-lines.ts';
import { cssPath, type PageElement, textOf } from '../node.ts';
import type { PageDocument } from '../page-document.ts';
import type { Marked, TextBlock } from '../survey/page-survey.ts';
import { zone } from '../survey/zones.ts';
import { hanNames } from '../text/han-names.ts';
import { normalizeSpaces } from '../text/normalize-spaces.ts';
import { isOffice, looksLikeName, peopleAmong, personNames, withoutRoles } from '../text/person-names.ts';
import { creditNames, endCredits } from './end-credits.ts';
import { fullNameOf } from './full-name-of.ts';
import {
  holdsHouse,
  houseNames,
  isHouseName,
  isNamedHouse,
  namesHouse,
  ownerOfSite,
  withoutHousePart,
} from './house-names.ts';
import { linkedNames } from './linked-names.ts';
import { printedNames } from './printed-names.ts';

/** The path is told of those alone that are kept. */
type Candidate = {
  names: string[];
  method: string;
  place: string | PageElement;
  raw: string;
  confidence: number;
};

const metaNames = [
  'author',
  'article:author',
  'article:author_name',
  'byl',
  'parsely-author',
  'sailthru.author',
  'dc.creator',
  'dcterms.creator',
  'dc.contributor',
  'citation_author',
  'cxenseparse:author',
  'creator',
  'twitter:creator:name',
  'authors',
  'article.author',
  'rnews:creator',
  'article:authors',
];

/** Catalogues write the surname first: "You, Xiaoying". */
const bySurname = /^(?:dc\.creator|dcterms\.creator|dc\.contributor|citation_author)$/;

function givenNameFirst(text: string): string {
  const [surname = '', given = '', more] = text.split(/\s*,\s*/);
  // "Jane Doe, John Smith" are two: a surname has no second word but a particle before it.
  const isSurname = /^(?:\p{Ll}[\p{L}']*\s)*\p{Lu}[\p{L}'’-]+$/u.test(surname.trim());
  const isGiven = /^\p{Lu}[\p{L}.'’-]*(?: \p{Lu}[\p{L}.'’-]*){0,2}$/u.test(given.trim());
  return more === undefined && isSurname && isGiven ? `${given.trim()} ${surname.trim()}` : text;
}

/** Names that sites make up themselves: "cse_author". */
const likelyMeta = /(?:^|[_.:-])author(?:_?name)?s?$/;

/** Read from what is printed for people, where roles, places and buttons stand among the names. */
const printedMethods: ReadonlySet<string> = new Set(['class', 'label', 'rel', 'byline', 'profile-link']);

/** Names of others than the author: of a photo's maker, of who comments, of the way to the page. */
const othersZones = zone.comments | zone.figure | zone.crumb | zone.nav;
const ofPhoto = /image|photo|foto|bild|picture|caption|credit/i;

/** A byline may stand below the lead, among the first lines of the text. */
const linesInText = 8;

/** Who wrote it, as the page says; an agency or the house itself counts, where the page names it as the author. */
export function readAuthors(
  document: PageDocument,
  lines: readonly MetaLine[],
  body: readonly TextBlock[],
  chosen: readonly string[],
  inList: (index: number) => boolean,
): Found<string[]> {
  const hasKana = body.some(({ text }) => /[\u3041-\u30ff]/.test(text));
  const { candidates, offer } = collector(document, { hasKana });
  offer(chosen, 'site-file', '', 0.98);
  offerDeclared(document, candidates, offer, inList);
  offerPrinted(document, lines, body, offer);
  if (candidates.every(({ names }) => !names.some(looksLikePerson))) {
    // The offices and handles of before come behind the people that the end of the text names.
    const others = candidates.splice(0);
    for (const { names, block } of endCredits(document, body)) offer(names, 'credit', block.box.element, 0.5);
    candidates.push(...others);
  }
  if (candidates.length === 0)
    for (const { name, block } of labelledNames(document)) offer([name], 'label', block.box.element, 0.5);
  if (candidates.length === 0) {
    const owner = ownerOfSite(document);
    if (owner) offer([owner.name], 'site-name', owner.place, 0.4);
  }
  return settle(inFull(document, fullest(withoutHouse(document, candidates))));
}

/** The names that are taken, initials told in full; those of a long list stay as they are. */
function inFull(document: PageDocument, candidates: readonly Candidate[]): readonly Candidate[] {
  const [first, ...others] = candidates;
  if (!first || first.names.length > mostNames) return candidates;
  return [{ ...first, names: first.names.map((name) => fullNameOf(name, document) ?? name) }, ...others];
}

/** The authors that the page declares for programs, before anything is known of its text. */
export function declaredAuthors(document: PageDocument): string[] {
  const { candidates, offer } = collector(document, { hasKana: false });
  offerDeclared(document, candidates, offer, () => false);
  return settle(withoutHouse(document, candidates)).value;
}

type Offer = (
  texts: readonly string[],
  method: string,
  place: Candidate['place'],
  confidence: number,
) => void;

function collector(document: PageDocument, { hasKana }: { hasKana: boolean }) {
  const candidates: Candidate[] = [];
  const headline = normalizeSpaces(document.survey.title ?? '');
  // What the headline says stands beside the names now and then, and is none.
  const isTitle = (name: string) => name.split(' ').length > 3 && headline.includes(name);
  const offer: Offer = (texts, method, place, confidence) => {
    // A credit of abbreviations is told as it is printed.
    const read = method === 'credit' ? texts.flatMap(creditNames) : texts.flatMap(personNames);
    const all = [...new Set(hasKana ? read : read.flatMap(hanNames))].filter((name) => !isTitle(name));
    const names = printedMethods.has(method) ? peopleAmong(all) : withoutRoles(all);
    if (names.length > 0) candidates.push({ names, method, place, raw: texts.join('; '), confidence });
  };
  return { candidates, offer };
}

/** JSON-LD, meta, microdata. */
function offerDeclared(
  document: PageDocument,
  candidates: readonly Candidate[],
  offer: Offer,
  inList: (index: number) => boolean,
): void {
  const { meta, itemprops } = document.survey;
  offer(jsonLdNames(document), 'json-ld', 'author', 0.92);
  for (const name of metaNames) {
    const contents = (meta.get(name) ?? []).filter((content) => !/^https?:|^\/|^www\./.test(content.trim()));
    const names = bySurname.test(name) ? contents.map(givenNameFirst) : contents;
    offer(names, 'meta', `meta[name="${name}"]`, 0.82);
  }
  if (candidates.length === 0) offer(cardNames(document), 'meta', 'meta[name="twitter:data1"]', 0.75);
  if (candidates.length === 0) {
    for (const [name, contents] of meta) {
      if (likelyMeta.test(name) && !contents.some((content) => /^https?:|^\/|^@|^\d+$/.test(content.trim())))
        offer(contents, 'meta', `meta[name="${name}"]`, 0.7);
    }
  }
  const marked = itemprops.filter(
    ({ element, zones }) => element.attribs.itemprop === 'author' && !(zones & zone.comments),
  );
  // Several in a list wrote other articles; one alone is the page's, wherever it stands.
  const printed = marked.length > 1 ? marked.filter(({ at }) => !inList(at)) : marked;
  for (const group of besideEachOther(printed))
    offer(group.flatMap(microdataNames), 'microdata', group[0] ?? '', 0.85);
}

/** What stands around the text for people to read. */
function offerPrinted(
  document: PageDocument,
  lines: readonly MetaLine[],
  body: readonly TextBlock[],
  offer: Offer,
): void {
  const near = new Set(lines.map(({ block }) => block.index));
  const [opening] = body;
  if (opening) for (let i = 0; i < linesInText; i++) near.add(opening.index + i);
  const linked = document.survey.relAuthors.filter(
    ({ at, zones }) => near.has(at) && !(zones & zone.comments),
  );
  for (const group of besideEachOther(linked)) offer(group.map(textOf), 'rel', group[0] ?? '', 0.8);
  const label = labelled(
    lines.filter(({ block }) => !(block.zones & (zone.nav | zone.crumb))),
    'author',
  );
  // "By submitting your email, you agree …"
  if (label && !/^\p{Ll}\S* \p{Ll}/u.test(label.value.value))
    offer([label.value.value], 'label', label.line.block.box.element, 0.8);
  const marked = document.survey.marked;
  const inCaption = ({ own, zones }: Marked) => ((own | zones) & zone.caption) !== 0;
  // A caption without its figure may be that of the whole article; it is asked after the others.
  for (const { element, own, zones, at } of [
    ...marked.filter((one) => !inCaption(one)),
    ...marked.filter(inCaption),
  ]) {
    if (!(own & zone.byline) || !near.has(at) || (own | zones) & othersZones) continue;
    // The foot of the article may name its author; that of the page names the house.
    if (zones & zone.footer && !(zones & zone.article)) continue;
    if (ofPhoto.test(`${element.attribs.class ?? ''} ${element.attribs.id ?? ''}`)) continue;
    const pieces = unlabelledPieces(element);
    // A byline is a "signature" in French; below the posts of a forum it holds whatever its writer wants to be read.
    if (
      /\bsignature\b/i.test(element.attribs.class ?? '') &&
      !pieces.flatMap(personNames).every(looksLikePerson)
    )
      continue;
    if (pieces.join(' ').length < 160) offer(pieces, 'class', element, 0.65);
  }
  for (const { name, element } of linkedNames(document, lines, body))
    offer([name], 'profile-link', element, 0.6);
  const end = (body.at(-1)?.index ?? -1) + 1;
  for (const block of document.survey.blocks.slice(opening?.index ?? end, end)) {
    if (block.text.length > 200 || !/[:：]/.test(block.text)) continue;
    const own = labelledValues(block.pieces).find(
      ({ kind, value, at }) => kind === 'author' && value && at < 4,
    );
    // "Autorin: Uta Berg, Projektleiterin der Stiftung": the name ends at the comma.
    const name = own?.value.split(/,\s/)[0] ?? '';
    if (looksLikeName(name)) offer([name], 'label', block.box.element, 0.7);
  }
  for (const { names, block } of printedNames(document, lines, body))
    offer(names, 'byline', block.box.element, 0.55);
}

const longestLabel = 24;

/** "Author: Jane Doe" anywhere but among comments; asked where all else is silent. */
function labelledNames({ survey }: PageDocument): { name: string; block: TextBlock }[] {
  return survey.blocks.flatMap((block, index) => {
    if (block.text.length > 120 || block.zones & othersZones) return [];
    // The label in a line of its own, and below it the name: "Autorin", "Uta Berg (Projektleiterin)".
    const above = survey.blocks[index - 1]?.text ?? '';
    const below = block.text.replace(/\s*[(（].*$/u, '');
    const isHeading = (block.zones & zone.heading) !== 0;
    if (!isHeading && above.length < longestLabel && kindOfLabel(above) === 'author' && looksLikeName(below))
      return [{ name: below, block }];
    if (!/[:：]/.test(block.text)) return [];
    const own = labelledValues(block.pieces).find(({ kind, value }) => kind === 'author' && value);
    return own && looksLikeName(own.value) ? [{ name: own.value, block }] : [];
  });
}

/** A page that gives the house as author in its head and a person in its text means the person. */
function withoutHouse(document: PageDocument, candidates: readonly Candidate[]): readonly Candidate[] {
  const [head, ...others] = candidates;
  if (!head) return candidates;
  const house = houseNames(document);
  const first = { ...head, names: head.names.map((name) => withoutHousePart(name, house)) };
  const isHouse = (name: string) => isHouseName(name, house) || isOffice(name);
  const people = first.names.filter((name) => !isHouse(name));
  const inMeta = first.method === 'meta';
  const isOurs = people.length === 0 || (inMeta && namesHouse(first.raw, house));
  const holdsOurs = inMeta && first.names.every((name) => holdsHouse(name, house));
  if (!isOurs && !holdsOurs) {
    // "Seoul Daily, Jane Doe": the house before a person is not meant.
    const isBefore = isNamedHouse(first.names[0] ?? '', house) && people.length > 0;
    return isBefore && people.every(looksLikePerson)
      ? [{ ...first, names: people }, ...others]
      : [first, ...others];
  }
  for (const other of others) {
    if (!isOurs && (other.method === 'byline' || other.method === 'meta')) continue;
    const isPerson = (name: string) =>
      !isHouse(name) &&
      !holdsHouse(name, house) &&
      (looksLikePerson(name) || (other.method === 'label' && /^\p{Lu}\p{L}{2,}$/u.test(name)));
    const named = other.names.filter(isPerson);
    // Behind the name may stand what the person does.
    if (named.length > 0 && named[0] === other.names[0])
      return [{ ...other, names: named }, ...candidates.filter((one) => one !== other)];
  }
  return [first, ...others];
}

/** Longer is a list of the house's writers. */
const mostNames = 8;

/** Written like a name, and a house, a place to work or a button. */
const noPerson =
  /universit|institut|college|school|academy|council|cent(?:er|re)\b|\b(?:app|news|press|media|team|desk|agency|magazine|editors?|staff|follow|share|whats|facebook|twitter|instagram|linkedin|reddit|bluesky|telegram|google|read|more|show|updated|published)\b/i;

/** A meta element names the one who put the text in; a byline that names others beside tells who wrote it. */
function fullest(candidates: readonly Candidate[]): readonly Candidate[] {
  const [first, ...others] = candidates;
  if (first?.method !== 'meta' || !first.names.every(looksLikePerson)) return candidates;
  const isOne = (name: string) => looksLikePerson(name) && !noPerson.test(name);
  let best = first;
  for (const other of others) {
    if (!printedMethods.has(other.method) || other.names.length > mostNames) continue;
    const isFuller = other.names.length > best.names.length && other.names.every(isOne);
    if (isFuller && first.names.every((name) => other.names.includes(name))) best = other;
  }
  return best === first ? candidates : [best, ...candidates.filter((one) => one !== best)];
}

/** A name in Latin or Cyrillic letters, or the two to four characters of a Chinese, Japanese or Korean one. */
function looksLikePerson(name: string): boolean {
  return looksLikeName(name) || /^(?:\p{Script=Han}{2,4}|\p{Script=Hangul}{2,4})$/u.test(name);
}

function settle(candidates: readonly Candidate[]): Found<string[]> {
  const [first] = candidates;
  if (!first) return absent([]);
  const pathOf = ({ place }: Candidate) => (typeof place === 'string' ? place : cssPath(place));
  const rivals: Rival[] = candidates
    .slice(1, 1 + maxRivals)
    .map((one) => ({ method: one.method, path: pathOf(one), raw: one.raw }));
  const { method, raw, confidence } = first;
  return found('authors', first.names, { method, path: pathOf(first), raw, confidence, rivals });
}

/** What a page says of itself on cards in social networks: "Written by", and who. */
function cardNames({ survey }: PageDocument): string[] {
  return ['1', '2'].flatMap((place) => {
    const [label = ''] = survey.meta.get(`twitter:label${place}`) ?? [];
    const [data = ''] = survey.meta.get(`twitter:data${place}`) ?? [];
    return labelledValues(`${label}: ${data}`).some(({ kind }) => kind === 'author') ? [data] : [];
  });
}

function jsonLdNames({ article, jsonLd }: PageDocument): string[] {
  const value = article?.author ?? article?.creator;
  const list = Array.isArray(value) ? value.flat() : value === undefined ? [] : [value];
  return list.flatMap((item) => {
    if (isObject(item) && item.name === undefined && typeof item['@id'] === 'string') {
      const target = jsonLd.find((object) => object['@id'] === item['@id'] && object.name !== undefined);
      return stringOf(target?.name) ?? [];
    }
    const name = nameInJson(stringOf(item));
    return name && !/^https?:/.test(name) ? [name] : [];
  });
}

/** Some systems write the author's object as a text: '{ "@type": "Person", "name": "Jane Doe" }'. */
function nameInJson(text: string | null): string | null {
  return text?.startsWith('{') ? (/"name"\s*:\s*"([^"]{1,80})"/.exec(text)?.[1] ?? null) : text;
}

/** Elements that stand in one line or under one parent name the authors together. */
function besideEachOther(places: readonly Marked[]): PageElement[][] {
  const groups: PageElement[][] = [];
  places.forEach(({ element, at }, i) => {
    const before = places[i - 1];
    const isBeside = before && (before.at === at || before.element.parent === element.parent);
    if (isBeside) groups.at(-1)?.push(element);
    else groups.push([element]);
  });
  return groups;
}

function microdataNames(element: PageElement): string[] {
  if (element.attribs.content) return [element.attribs.content];
  const names = allByItemprop(element, 'name').map((name) => name.attribs.content ?? textOf(name));
  return names.length > 0 ? names : [textOf(element)];
}

function allByItemprop(element: PageElement, itemprop: string): PageElement[] {
  return element.children.flatMap((child) => {
    if (!('attribs' in child)) return [];
    return child.attribs.itemprop === itemprop ? [child] : allByItemprop(child, itemprop);
  });
}

/** Pieces of a byline that are neither a label nor its value, as "View" or "Date:2025-04-16" beside a bare name. */
function unlabelledPieces(element: PageElement): string[] {
  const pieces: string[] = [];
  const collect = (node: PageElement) => {
    for (const child of node.children) {
      if (child.type === 'text') pieces.push(normalizeSpaces(child.data));
      else if ('attribs' in child && child.name !== 'script' && child.name !== 'style') collect(child);
    }
  };
  collect(element);
  return pieces.filter(
    (piece) => piece.length > 1 && !isLabelAlone(piece) && !/\d{2}|^[^:：]{1,12}[:：]/.test(piece),
  );
}
