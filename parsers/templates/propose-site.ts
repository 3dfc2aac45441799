import type { Page } from '../../src/model/page.ts';
import type { ParsedArticle } from '../../src/model/parsed-article.ts';
import type { SiteDefinition, SiteFields } from '../../src/model/site-definition.ts';
import type {
  FieldProposal,
  KnownValues,
  ProposedField,
  SiteProposal,
} from '../../src/model/site-proposal.ts';
import { type DateContext, readDate } from '../dates/read-date.ts';
import { parse } from '../parse.ts';
import { alignPages } from './align-pages.ts';
import { checkDifferent } from './different-pages.ts';
import { fieldValue, sameValue } from './field-evidence.ts';
import { pagePlaces } from './page-places.ts';
import { leastScore, proposeField } from './propose-field.ts';
import { proposeRemovals } from './propose-removals.ts';
import { type ReadPage, readExample } from './read-example.ts';
import { isBareTag } from './robust-selector.ts';
import { siteFrame } from './site-frame.ts';

const fields: readonly ProposedField[] = ['title', 'authors', 'date', 'category', 'views', 'body'];

/**
 * A site file for pages of one template. A selector is written where it gives what a person said, or what the parsers
 * find, on every page; the body is written only where the parsers miss it, since they also leave out what does not
 * belong to it.
 *
 * @param pages examples of one site, at least two; `known` tells of the first
 * @throws {ParseRefusedError} one of them is no HTML, or beyond the limits
 * @throws {SamePagesError} two of them are one article
 */
export function proposeSite(
  pages: readonly Page[],
  known: KnownValues = {},
  name: string | null = null,
): SiteProposal {
  const read = pages.map(readExample);
  checkDifferent(read);
  const aligned = alignPages(read.map(({ document }) => pagePlaces(document.root)));
  const frame = siteFrame(read, name);
  const proposals = fields.map((field) =>
    decided(proposeField(field, read, aligned, known), read, known, frame),
  );
  const chosen: SiteFields = {};
  for (const { field, selector, written } of proposals) if (written && selector) chosen[field] = selector;
  const remove = proposeRemovals(read, aligned);
  if (remove.length > 0) chosen.remove = remove;
  const site: SiteDefinition = {
    ...frame,
    versions: Object.keys(chosen).length > 0 ? [{ fields: chosen }] : [],
  };
  return {
    site,
    fields: proposals,
    parsed: pages.map((page) => parse(page, site)),
    warnings: warningsOf(read, proposals, known),
  };
}

/** Tried on every page: what a person said has to come out, and what the parsers rightly find must not change. */
function decided(
  proposal: FieldProposal,
  read: readonly ReadPage[],
  known: KnownValues,
  frame: Omit<SiteDefinition, 'versions'>,
): FieldProposal {
  const { field, selector, score, reason } = proposal;
  if (!selector) return proposal;
  const site: SiteDefinition = { ...frame, versions: [{ fields: { [field]: selector } }] };
  const given = givenOf(field, known);
  const first = read[0];
  const contradicted =
    given !== null && first !== undefined && !holdsGiven(field, first.parsed, given, first.context);
  let better = contradicted;
  for (const [index, { page, parsed, context }] of read.entries()) {
    const now = parse(page, site);
    const [before, after] = [fieldValue(field, parsed), fieldValue(field, now)];
    if (index === 0 && given !== null && !holdsGiven(field, now, given, context)) {
      return { ...proposal, reason: `${reason}; but it gives ${quoted(after)} there, not what was given` };
    }
    const trusted = !contradicted && before !== null;
    if (trusted && (after !== before || zoneOf(now) !== zoneOf(parsed))) {
      return {
        ...proposal,
        reason: `${reason}; left to the parsers, which give ${quoted(before)} on page ${index + 1}`,
      };
    }
    if (before === null && after !== null) better = true;
  }
  if (score < leastScore) return { ...proposal, reason: `${reason}; too unsure to be written` };
  if (isBareTag(selector) && !better)
    return { ...proposal, reason: `${reason}; left to the parsers: a bare tag would not last` };
  if (field === 'body' && !better)
    return { ...proposal, reason: `${reason}; left to the parsers, which find it` };
  return { ...proposal, written: true, reason: better ? `${reason}; the parsers miss it` : reason };
}

function zoneOf({ claimedDate }: ParsedArticle): string | null {
  return claimedDate?.zone ?? null;
}

function givenOf(field: ProposedField, known: KnownValues): string | null {
  if (field === 'authors') return known.authors?.join('; ') || null;
  const value = known[field];
  return value === undefined ? null : String(value);
}

function holdsGiven(
  field: ProposedField,
  parsed: ParsedArticle,
  given: string,
  context: DateContext,
): boolean {
  const found = fieldValue(field, parsed);
  return sameValue(field, found, field === 'date' ? isoOfGiven(given, context) : given);
}

function isoOfGiven(given: string, context: DateContext): string {
  return readDate(given, context)?.iso ?? given;
}

function warningsOf(
  read: readonly ReadPage[],
  proposals: readonly FieldProposal[],
  known: KnownValues,
): string[] {
  const first = read[0];
  return [
    ...read.flatMap(({ page, parsed }) =>
      parsed.kind === 'article' ? [] : [`${page.url} reads as ${parsed.kind}, not as an article`],
    ),
    ...(new Set(read.map(({ parsed }) => parsed.template)).size > 1
      ? ['the pages do not all have one template; places that differ were passed over']
      : []),
    ...proposals.flatMap(({ field, written }) => {
      const given = givenOf(field, known);
      if (given === null || written || !first || holdsGiven(field, first.parsed, given, first.context))
        return [];
      return [
        `the ${field} that was given was not found on its own in the first page: name a selector by hand`,
      ];
    }),
  ];
}

function quoted(value: string | null): string {
  return value === null ? 'nothing' : JSON.stringify(value.length > 60 ? `${value.slice(0, 59)}…` : value);
}
