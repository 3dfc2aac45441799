import type { Paging } from '../../src/model/parsed-article.ts';
import { absent, type Found, found } from '../found.ts';
import { pagingLabels } from '../labels.ts';
import { cssPath } from '../node.ts';
import type { PageDocument } from '../page-document.ts';
import type { Box } from '../survey/page-survey.ts';
import { normalizeSpaces } from '../text/normalize-spaces.ts';
import { resolveLink } from '../text/resolve-link.ts';

const nextWords: ReadonlySet<string> = new Set(pagingLabels.next);
const prevWords: ReadonlySet<string> = new Set(pagingLabels.prev);
const lastWords: ReadonlySet<string> = new Set(pagingLabels.last);

/** Numbers that belong to no row stand at most in so many places before the row. */
const maxRows = 12;
/** A row of more links is an archive, not the parts of one text. */
const maxSteps = 80;

type Step = { text: string; url: string; at: number; box: Box | null };

/** Numbered links to the parts of one article or to the pages of one list, as they stand in one row. */
export function readPaging(document: PageDocument): Found<Paging | null> {
  const { survey } = document;
  const own = resolveLink(document.url, document.url) ?? document.url;
  const linkRel = (rel: string) =>
    resolveLink(survey.links.find((link) => link.rel.split(/\s+/).includes(rel))?.href, document.baseUrl);
  const row = numberedRow(document, own);
  if (!row) return absent(null);
  const byNumber = new Map<number, string>();
  for (const { text, url } of row.steps) if (/^\d{1,4}$/.test(text)) byNumber.set(Number(text), url);
  const word = (words: ReadonlySet<string>) =>
    row.steps.find(({ text }) => words.has(text.toLowerCase()))?.url ?? null;
  const current = currentPage(row, byNumber, own);
  if (current === null) return absent(null);
  byNumber.set(current, own);
  const last = word(lastWords);
  const pages = last ? lastNumber(last, byNumber) : Math.max(...byNumber.keys());
  const urls: string[] = [];
  for (let page = 1; byNumber.has(page); page++) urls.push(byNumber.get(page) ?? '');
  const value: Paging = {
    page: current,
    pages,
    urls,
    next: linkRel('next') ?? byNumber.get(current + 1) ?? word(nextWords),
    prev: linkRel('prev') ?? byNumber.get(current - 1) ?? word(prevWords),
  };
  return found('paging', value, { method: 'label', path: row.path, raw: row.raw, confidence: 0.9 });
}

type Row = { steps: Step[]; raw: string; path: string; plain: number[] };

/** The smallest box that holds a numbered link to an address like this page's own. */
function numberedRow(document: PageDocument, own: string): Row | null {
  const { survey } = document;
  let tried = 0;
  for (const { element, at, text } of survey.anchors) {
    if (tried >= maxRows) break;
    if (!/^[1-9]\d{0,3}$/.test(text)) continue;
    const url = resolveLink(element.attribs.href, document.baseUrl);
    if (!url || !isSibling(url, own)) continue;
    tried++;
    const row = rowAround(document, at, own);
    if (row) return row;
  }
  return null;
}

function rowAround(document: PageDocument, at: number, own: string): Row | null {
  const { survey } = document;
  let box: Box | null = survey.blocks[at]?.box ?? null;
  // Each number may stand in an element of its own: two levels up the row is whole.
  for (let up = 0; box && up < 3; up++, box = box.parent) {
    const { first, end } = box;
    if (end - first > 30) return null;
    const steps: Step[] = [];
    for (const anchor of survey.anchors) {
      if (anchor.at < first || anchor.at >= end) continue;
      if (steps.length >= maxSteps) return null;
      const url = resolveLink(anchor.element.attribs.href, document.baseUrl);
      const { text } = anchor;
      if (url && text) steps.push({ text, url, at: anchor.at, box });
    }
    if (steps.some(({ url }) => !isSibling(url, own)) || steps.length === 0) return null;
    const pieces = survey.blocks
      .slice(first, end)
      .map((block) => block.pieces)
      .join('␟');
    const linked = new Set(steps.map(({ text }) => text));
    const plain = pieces
      .split(/[␟\s]+/)
      .filter((piece) => /^[1-9]\d{0,3}$/.test(piece) && !linked.has(piece))
      .map(Number);
    if (plain.length > 0 || steps.some(({ url, text }) => url === own && /^\d+$/.test(text))) {
      return { steps, raw: normalizeSpaces(pieces.replaceAll('␟', ' ')), path: cssPath(box.element), plain };
    }
  }
  return null;
}

/** The number that is printed without a link, next to the linked ones; or the one that links here. */
function currentPage(
  { steps, plain }: Row,
  byNumber: ReadonlyMap<number, string>,
  own: string,
): number | null {
  const selfLink = steps.find(({ text, url }) => url === own && /^\d+$/.test(text));
  if (selfLink) return Number(selfLink.text);
  return plain.find((number) => byNumber.has(number - 1) || byNumber.has(number + 1)) ?? null;
}

/** Two addresses of one run of pages: the same but for the number of the page. */
function isSibling(a: string, b: string): boolean {
  const others = stems(b);
  return stems(a).some((stem) => others.includes(stem));
}

/** An address as it stands, and without what looks like a page's number. */
function stems(address: string): string[] {
  const url = new URL(address);
  for (const name of [...url.searchParams.keys()])
    if (/^(?:page|p|pg|paged|pageno|pn|start)$/i.test(name)) url.searchParams.delete(name);
  const whole = url.pathname.replace(/(?:\.\w{2,5})?\/?$/, '');
  const bare = [
    whole,
    whole.replace(/[_-](?:p|page|pn)?\d{1,4}$/i, ''),
    whole.replace(/\/(?:index|list|page|p)?(?:[_/-]?\d{1,3})?$/i, ''),
  ];
  return bare.map((path) => url.host + path + url.search);
}

/** "…/index_25.html" → 25, where the numbered links show that the number is the page. */
function lastNumber(url: string, byNumber: ReadonlyMap<number, string>): number | null {
  const digits = /(\d{1,5})(?:\.\w{2,5})?\/?$/.exec(new URL(url).pathname)?.[1];
  for (const [page, address] of byNumber) {
    if (address === url) return page;
    const own = /(\d{1,5})(?:\.\w{2,5})?\/?$/.exec(new URL(address).pathname)?.[1];
    if (own !== undefined && digits !== undefined && Number(own) === page) return Number(digits);
  }
  return null;
}
