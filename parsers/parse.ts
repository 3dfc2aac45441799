import type { Page } from '../src/model/page.ts';
import type { ParsedArticle } from '../src/model/parsed-article.ts';
import type { Provenance } from '../src/model/provenance.ts';
import type { SiteDefinition, SiteFields } from '../src/model/site-definition.ts';
import { findTeasers } from './body/find-teasers.ts';
import { decodeText } from './decode.ts';
import { declaredAuthors, readAuthors } from './fields/authors.ts';
import { readBody } from './fields/body.ts';
import { readBreadcrumb, withoutOwnStep } from './fields/breadcrumb.ts';
import { readCanonical } from './fields/canonical.ts';
import { readCategory } from './fields/category.ts';
import { readDates } from './fields/dates.ts';
import { readKind } from './fields/kind.ts';
import { readLanguage } from './fields/language.ts';
import { readLinks } from './fields/links.ts';
import { readListItems } from './fields/list-items.ts';
import { readNeedsBrowser } from './fields/needs-browser.ts';
import { readPaging } from './fields/paging.ts';
import { readReactions } from './fields/reactions.ts';
import { readSiteName } from './fields/site-name.ts';
import { readTitle } from './fields/title.ts';
import { readViews } from './fields/views.ts';
import { readWire } from './fields/wire.ts';
import { type Found, maxRivals } from './found.ts';
import { readInjectedNames } from './injected-names.ts';
import { readListBlocks } from './list-blocks.ts';
import { readMetaLines } from './meta-lines.ts';
import { textOf } from './node.ts';
import type { PageDocument } from './page-document.ts';
import { checkContent, ParseRefusedError, pageLimits } from './preflight.ts';
import { readDocument } from './read-document.ts';
import { siteFieldsAt } from './site-fields-at.ts';
import type { TextBlock } from './survey/page-survey.ts';
import { templateFingerprint } from './templates/fingerprint.ts';
import { normalizeSpaces } from './text/normalize-spaces.ts';
import { textWeight } from './text/script-of.ts';

/** Raised when the parsers give other values for the same bytes; stored beside every value. */
export const parserVersion = '5';

/**
 * Reads one page: bytes in, fields with their provenance out. The same page and the same parserVersion give the same
 * value, years later too.
 *
 * @param site what the site's file says: encoding, title suffix, selectors; the generic parsers do the rest
 * @throws {ParseRefusedError} the page is no HTML, or beyond the limits
 */
export function parse(page: Page, site?: SiteDefinition): ParsedArticle {
  if (page.body.byteLength > pageLimits.maxBytes) {
    throw new ParseRefusedError('bytes', page.body.byteLength, pageLimits.maxBytes);
  }
  const contentType = page.headers['content-type'] ?? null;
  checkContent(page.body, contentType);
  const fields = siteFieldsAt(site, page.fetchedAt);
  const { text } = decodeText(page.body, contentType, site?.encoding);
  const document = readDocument(text, {
    url: page.finalUrl,
    fetchedAt: new Date(page.fetchedAt),
    remove: fields.remove,
  });
  return readPage(document, page, fields, site);
}

function readPage(
  document: PageDocument,
  page: Page,
  fields: SiteFields,
  site: SiteDefinition | undefined,
): ParsedArticle {
  const chosen = (selector: string | undefined) => (selector ? document.select(selector) : []);
  const texts = (selector: string | undefined) =>
    chosen(selector)
      .map((element) => normalizeSpaces(textOf(element)))
      .filter((text) => text !== '');

  const lists = readListBlocks(document);
  const listed = new Uint8Array(document.survey.blocks.length);
  for (const { first, end } of lists) listed.fill(1, first, end);
  const inList = (index: number) => listed[index] === 1;

  const trail = readBreadcrumb(document);
  const titles = readTitle(document, {
    siteSuffix: site?.titleSuffix ?? null,
    chosen: texts(fields.title),
    trail: trail.value.map(({ text }) => text),
  });
  const teasers = findTeasers(document.survey, titles.box);
  // What stands in a list or among teasers speaks of other articles.
  const others = Uint8Array.from(listed);
  for (const { first, end } of teasers) others.fill(1, first, end);
  const isOfOthers = (index: number) => others[index] === 1;
  const body = readBody(document, {
    lists,
    teasers,
    titleBox: titles.box,
    title: titles.title.value,
    authors: declaredAuthors(document),
    chosen: chosen(fields.body),
  });
  const paging = readPaging(document);
  const bodyFirst = body.blocks[0]?.index ?? null;
  const lines = readMetaLines(document.survey, {
    titleBox: titles.box,
    bodyFirst,
    afterLead: body.blocks[1]?.index ?? null,
    bodyEnd: body.blocks.length > 0 ? (body.blocks.at(-1)?.index ?? 0) + 1 : null,
    inList: isOfOthers,
  });
  const inBody = new Set(body.blocks.map(({ index }) => index));
  const bodyText = body.paragraphs.value.join(' ');
  const breadcrumb = withoutOwnStep(trail, { title: titles.title.value, url: document.url });
  const authors = readAuthors(document, lines, body.blocks, texts(fields.authors), isOfOthers);
  const dates = readDates(document, lines, { body: body.blocks, inList: isOfOthers }, texts(fields.date));
  const wire = readWire(body.paragraphs.value, lines, authors.value);
  const list = readListItems(document, inList);
  const needsBrowser = readNeedsBrowser(document, textWeight(bodyText));
  const reactions = readReactions(
    document,
    (index) => !inList(index) && !inBody.has(index),
    chosen(fields.reactions),
  );
  const kind = readKind(document, {
    title: titles.title.value,
    paragraphs: body.paragraphs.value,
    items: list.items,
    shareInItems: shareIn(list.blocks, body.blocks),
    isChosen: body.paragraphs.provenance?.method === 'site-file',
    hasDate: dates.claimedDate.value !== null,
    hasAuthors: authors.value.length > 0,
    hasPages: paging.value !== null,
    hasHeading: titles.box !== null,
    hasFurniture: lists.length > 0 || reactions.value.length > 0,
  });
  const all: Found<unknown>[] = [];
  const take = <T>(one: Found<T>): T => {
    all.push(one);
    return one.value;
  };
  // What a page that a script fills declares for programs stands; its visible text is a placeholder.
  const isHollow = needsBrowser.value && document.article === null;
  // Of a page that is known to be a list, an error or a wall nothing is told; one that is merely bare, or the house's own
  // page, keeps its claims.
  const keepsClaims =
    kind.value === 'other' && (kind.provenance === null || kind.provenance.method === 'info-page');
  const isArticle = !isHollow && (kind.value === 'article' || keepsClaims);
  const onArticle = <T>(one: Found<T>, none: T): T => (isArticle ? take(one) : none);
  const paragraphs = onArticle(body.paragraphs, []);
  const links = readLinks(document, lists, inBody);
  const injected = readInjectedNames({
    title: isHollow ? null : titles.title.value,
    paragraphs,
    host: new URL(page.finalUrl).hostname,
    headlines: links.map(({ text }) => text),
  });
  const value = {
    kind: isHollow ? ('other' as const) : take(kind),
    url: page.url,
    canonicalUrl: take(readCanonical(document, isArticle ? (paging.value?.urls[0] ?? null) : null)),
    site: new URL(page.finalUrl).host.replace(/^www\./, ''),
    siteName: take(readSiteName(document, titles.suffix)),
    title: isHollow ? null : take(withRival(titles.title, injected.cleanTitle)),
    titleWithSuffix: isHollow ? null : take(titles.titleWithSuffix),
    authors: onArticle(authors, []),
    category: take(readCategory(document, lines, breadcrumb.value, texts(fields.category))),
    breadcrumb: take(breadcrumb),
    claimedDate: onArticle(dates.claimedDate, null),
    modifiedDate: onArticle(dates.modifiedDate, null),
    paragraphs,
    body: paragraphs.join('\n\n'),
    language: take(readLanguage(document, bodyText)),
    dateline: onArticle(wire.dateline, null),
    wireCredit: onArticle(wire.wireCredit, null),
    source: onArticle(wire.source, null),
    reactions: onArticle(reactions, []),
    views: onArticle(readViews(lines, texts(fields.views)), null),
    links,
    items: kind.value === 'list' ? list.items : [],
    paging: kind.value === 'other' ? null : take(paging),
    needsBrowser: take(needsBrowser),
    template: templateFingerprint([titles.box, body.box, null], document.meta('generator')?.content ?? null),
    parserVersion,
  };
  return { ...value, provenance: [...provenanceOf(all), ...injected.provenance] };
}

/** The title stays as it is printed; what it says without a name that was pushed in stands beside it. */
function withRival(title: Found<string | null>, clean: string | null): Found<string | null> {
  const { value, provenance } = title;
  if (!clean || !provenance) return title;
  const rival = { method: 'without-injected-name', path: '', raw: clean };
  return { value, provenance: { ...provenance, rivals: [rival, ...provenance.rivals].slice(0, maxRivals) } };
}

function shareIn(places: ReadonlySet<number>, blocks: readonly TextBlock[]): number {
  const all = blocks.reduce((sum, { text }) => sum + text.length, 0);
  const inside = blocks.reduce((sum, { text, index }) => sum + (places.has(index) ? text.length : 0), 0);
  return all === 0 ? 0 : inside / all;
}

function provenanceOf(all: readonly Found<unknown>[]): Provenance[] {
  return all.flatMap(({ provenance }) => provenance ?? []);
}
