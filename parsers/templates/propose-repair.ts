import type { Page } from '../../src/model/page.ts';
import type { ParsedArticle } from '../../src/model/parsed-article.ts';
import type { SiteDefinition, SiteFields } from '../../src/model/site-definition.ts';
import type {
  FieldProposal,
  KnownValues,
  ProposedField,
  RepairEffect,
  RepairProposal,
} from '../../src/model/site-proposal.ts';
import { parse } from '../parse.ts';
import { siteFieldsAt } from '../site-fields-at.ts';
import { type AlignedPlace, alignPages } from './align-pages.ts';
import { type Evidence, evidenceFor, fieldValue, givenValue, sameValue } from './field-evidence.ts';
import { isNamedFor, readsAsField } from './field-looks.ts';
import { pagePlaces } from './page-places.ts';
import { type FieldCandidate, fieldCandidates, rankedProposals } from './propose-field.ts';
import { type ReadPage, readExample } from './read-example.ts';

export type RepairRequest = {
  /** Pages since the change, of one site. */
  pages: readonly Page[];
  /** What is known of each from a visit before the change; null: nothing. */
  known: readonly (KnownValues | null)[];
  /** The site's file; null: it has none. */
  site: SiteDefinition | null;
  /** Fields that are read wrongly or not at all. */
  fields: readonly ProposedField[];
};

const mostOfField = 3;
const mostExamples = 4;
const leastBody = 300;

/**
 * Selectors for fields that a change of layout broke, each tried on the pages: what it finds, how often, and whether that
 * is what an earlier visit found. The parsers are not believed where they are known to be wrong; JSON-LD and earlier values
 * are, and where there are neither, a place that is named or reads like the field is a guess. The best first.
 */
export function proposeRepair({ pages, known, site, fields }: RepairRequest): RepairProposal[] {
  const read = pages.map(readExample);
  const aligned = alignPages(read.map(({ document }) => pagePlaces(document.root)));
  const kept = remainingFields(site, pages[0]?.fetchedAt ?? '', fields);
  const before = pages.map((page) => parse(page, site ?? undefined));
  return fields.flatMap((field) => {
    const evidence = read.map((page, index) => evidenceOf(field, page, known[index] ?? null));
    const candidates = fieldCandidates(field, read, aligned, evidence);
    const guesses = evidence.every((list) => list.length === 0) ? guessed(field, aligned, candidates) : [];
    return rankedProposals(field, read, [...candidates, ...guesses])
      .map((proposal) => tried(proposal, { read, before, known, site, kept }))
      .filter((proposal) => proposal !== null)
      .toSorted((a, b) => worth(b) - worth(a))
      .slice(0, mostOfField);
  });
}

/** The selectors in force, without those of the broken fields. */
export function remainingFields(
  site: SiteDefinition | null,
  fetchedAt: string,
  broken: readonly ProposedField[],
): SiteFields {
  const fields = { ...siteFieldsAt(site ?? undefined, fetchedAt) };
  for (const field of broken) delete fields[field];
  return fields;
}

function evidenceOf(field: ProposedField, page: ReadPage, known: KnownValues | null): Evidence[] {
  return evidenceFor(field, page, known).filter(({ by }) => by !== 'parsers');
}

function guessed(
  field: ProposedField,
  aligned: readonly AlignedPlace[],
  found: readonly FieldCandidate[],
): FieldCandidate[] {
  const taken = new Set(found.map(({ place }) => place));
  const lengthOf = ({ places }: AlignedPlace) => places.reduce((sum, one) => sum + (one?.length ?? 0), 0);
  return aligned.flatMap((place) => {
    if (taken.has(place)) return [];
    const length = lengthOf(place);
    if (readsAsField(field, place))
      return [{ place, length, agrees: 0.4, by: 'a guess: it reads as a date on every page' }];
    const isText =
      field === 'body' &&
      place.coverage >= 0.8 &&
      place.variety >= 0.8 &&
      length / place.places.length >= leastBody &&
      isNamedFor(field, place);
    return isText ? [{ place, length, agrees: 0.5, by: 'a guess by its name and its length' }] : [];
  });
}

type Trial = {
  read: readonly ReadPage[];
  before: readonly ParsedArticle[];
  known: readonly (KnownValues | null)[];
  site: SiteDefinition | null;
  kept: SiteFields;
};

function tried({ field, selector, score, reason }: FieldProposal, trial: Trial): RepairProposal | null {
  if (selector === null) return null;
  const { read, before, known, site, kept } = trial;
  const host = read[0] ? new URL(read[0].page.finalUrl).host : '';
  const frame = site ?? { name: host, hosts: [host], start: [], scope: { include: ['/'], exclude: [] } };
  const withIt: SiteDefinition = { ...frame, versions: [{ fields: { ...kept, [field]: selector } }] };
  const effect: RepairEffect = {
    pages: read.length,
    before: 0,
    after: 0,
    distinct: 0,
    right: null,
    examples: [],
  };
  const values = new Set<string>();
  for (const [index, { page, context }] of read.entries()) {
    const earlier = before[index];
    const [was, is] = [earlier ? fieldValue(field, earlier) : null, fieldValue(field, parse(page, withIt))];
    if (was !== null) effect.before += 1;
    if (is !== null) {
      effect.after += 1;
      values.add(is);
    }
    const said = known[index];
    const given = said ? givenValue(field, said, context) : null;
    if (given) {
      effect.right ??= { of: 0, pages: 0 };
      effect.right.of += 1;
      if (sameValue(field, is, given)) effect.right.pages += 1;
    }
    if (effect.examples.length < mostExamples && was !== is) {
      effect.examples.push({ url: page.url, before: short(was), after: short(is) });
    }
  }
  effect.distinct = values.size;
  return { field, selector, score, reason, effect };
}

function worth({ score, effect }: RepairProposal): number {
  const right = effect.right ? effect.right.pages / effect.right.of : 0.5;
  return 2 * right + effect.after / Math.max(1, effect.pages) + score;
}

function short(value: string | null): string | null {
  return value !== null && value.length > 160 ? `${value.slice(0, 159)}…` : value;
}
