import type { FieldProposal, KnownValues, ProposedField } from '../../src/model/site-proposal.ts';
import type { DateContext } from '../dates/read-date.ts';
import { textOf } from '../node.ts';
import { normalizeSpaces } from '../text/normalize-spaces.ts';
import type { AlignedPlace } from './align-pages.ts';
import { agreement, type Evidence, evidenceFor, fieldValue, sameValue } from './field-evidence.ts';
import { isNamedFor, looksLikeField } from './field-looks.ts';
import type { ReadPage } from './read-example.ts';
import { robustSelector } from './robust-selector.ts';

/** So many of the best places get a selector and are compared by it. */
const mostPlaces = 6;
/** Below this a place is shown, and not written. */
export const leastScore = 0.75;

/** The place that says a field on all pages, with a selector for it and a score; what is written is decided later. */
export function proposeField(
  field: ProposedField,
  pages: readonly ReadPage[],
  aligned: readonly AlignedPlace[],
  known: KnownValues,
): FieldProposal {
  const evidence = trusted(field, pages, known);
  const nothing = evidence.some((list) => list.length > 0)
    ? 'no place holds the value on its own'
    : 'neither found nor given';
  return (
    rankedProposals(field, pages, fieldCandidates(field, pages, aligned, evidence))[0] ?? {
      ...{ field, selector: null, score: 0, written: false, reason: nothing, values: [] },
    }
  );
}

/** A place that may say the field: how well it agrees with what is known (0–1), and by what that is known. */
export type FieldCandidate = { place: AlignedPlace; agrees: number; by: string; length: number };

/** The best of these places with selectors for them, the best first. */
export function rankedProposals(
  field: ProposedField,
  pages: readonly ReadPage[],
  candidates: readonly FieldCandidate[],
): FieldProposal[] {
  const best = candidates
    .map((one) => ({ ...one, named: isNamedFor(field, one.place) ? 1 : 0 }))
    .sort(
      (a, b) =>
        b.agrees - a.agrees ||
        b.place.coverage - a.place.coverage ||
        b.named - a.named ||
        a.length - b.length,
    )
    .slice(0, mostPlaces);
  const ranked: { proposal: FieldProposal; rank: number }[] = [];
  for (const { place, agrees, by, named } of best) {
    const found = robustSelector(
      pages.map(({ document }, index) => ({
        select: document.select,
        wanted: place.places[index]?.element ?? null,
      })),
    );
    if (!found) continue;
    const varied = field === 'category' || field === 'authors' ? 1 : place.variety;
    const score = 0.55 * agrees + 0.2 * place.coverage + 0.15 * found.robustness + 0.1 * varied;
    const stands = place.places.filter((one) => one !== null).length;
    const proposal = {
      ...{ field, selector: found.selector, score, written: false },
      reason: `on ${stands} of ${pages.length} pages; ${by}`,
      values: place.places.map((one) => one?.text.slice(0, 160) ?? null),
    };
    // Of two places that say the same, the one that is named for it stands longer.
    ranked.push({ proposal, rank: score + 0.05 * named });
  }
  return ranked.toSorted((a, b) => b.rank - a.rank).map(({ proposal }) => proposal);
}

/** Places that agree with what is known; where nothing is known, those that are named and look like the field. */
export function fieldCandidates(
  field: ProposedField,
  pages: readonly ReadPage[],
  aligned: readonly AlignedPlace[],
  evidence: readonly Evidence[][],
): FieldCandidate[] {
  if (field === 'body') return bodyCandidates(pages, aligned, evidence);
  const contexts = pages.map(({ context }) => context);
  return aligned.flatMap((place) => {
    const length = place.places.reduce((sum, one) => sum + (one?.text.length ?? 0), 0);
    const judged = judge(field, place, evidence, contexts);
    if (judged) return [{ place, length, ...judged }];
    if (evidence.some((list) => list.length > 0)) return [];
    return looksLikeField(field, place) ? [{ place, length, agrees: 0.5, by: 'a guess by its name' }] : [];
  });
}

/** Where a person's value contradicts the parsers on one page, they are not believed on the others. */
function trusted(field: ProposedField, pages: readonly ReadPage[], known: KnownValues): Evidence[][] {
  const lists = pages.map((page, index) => evidenceFor(field, page, index === 0 ? known : null));
  const given = lists[0]?.find(({ by }) => by === 'given');
  const first = pages[0];
  if (!given || !first || sameValue(field, fieldValue(field, first.parsed), given.value)) return lists;
  return lists.map((list, index) => (index === 0 ? list : list.filter(({ by }) => by === 'json-ld')));
}

/** The mean over the pages that know something; null: it contradicts a person, or agrees with hardly anything. */
function judge(
  field: ProposedField,
  { places }: AlignedPlace,
  evidence: readonly Evidence[][],
  contexts: readonly DateContext[],
): { agrees: number; by: string } | null {
  let sum = 0;
  let weights = 0;
  const by = new Set<string>();
  for (const [index, list] of evidence.entries()) {
    const text = places[index]?.text ?? '';
    const context = contexts[index];
    if (!context) continue;
    for (const { by: who, value, weight } of list) {
      const agrees = text.length > 600 ? 0 : agreement(field, text, value, context);
      if (who === 'given' && agrees < 0.5) return null;
      sum += weight * agrees;
      weights += weight;
      if (agrees > 0)
        by.add(who === 'given' ? 'the given value' : who === 'parsers' ? 'the parsers' : 'JSON-LD');
    }
  }
  const agrees = weights === 0 ? 0 : sum / weights;
  return agrees < 0.3 ? null : { agrees, by: `agrees with ${[...by].join(' and ')}` };
}

/** Places that hold the whole text of every page and little else. */
function bodyCandidates(
  pages: readonly ReadPage[],
  aligned: readonly AlignedPlace[],
  evidence: readonly Evidence[][],
): FieldCandidate[] {
  return aligned.flatMap((place) => {
    let sum = 0;
    let known = 0;
    for (const [index, list] of evidence.entries()) {
      const [best] = list;
      if (!best) continue;
      known += 1;
      const at = place.places[index];
      if (!at || at.length < 200) continue;
      const parts =
        best.by === 'parsers' ? (pages[index]?.parsed.paragraphs ?? []) : [best.value.slice(0, 200)];
      const whole = normalizeSpaces(textOf(at.element));
      const held = parts.filter((part) => whole.includes(normalizeSpaces(part)));
      const wanted = parts.reduce((length, part) => length + part.length, 0);
      const recall = held.reduce((length, part) => length + part.length, 0) / Math.max(1, wanted);
      const precision = best.by === 'parsers' ? Math.min(1, wanted / Math.max(1, whole.length)) : 1;
      sum += recall < 0.9 ? 0 : recall * precision;
    }
    const agrees = known === 0 ? 0 : sum / known;
    const length = place.places.reduce((total, one) => total + (one?.length ?? 0), 0);
    return agrees < 0.5 ? [] : [{ place, agrees, by: 'holds the text', length }];
  });
}
