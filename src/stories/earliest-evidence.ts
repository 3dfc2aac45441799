import type { Article } from '../model/article.ts';
import type { DateEvidence } from '../model/date-evidence.ts';
import { claimSource } from './claim-source.ts';
import { type DateSpan, dateSpan, dayMs, gapMs } from './date-span.ts';

/** The earliest date for a story that the evidence of its members bears out. */
export type EarliestEvidence = {
  articleId: string;
  site: string;
  iso: string | null;
  kind: DateEvidence['kind'];
  reason: string;
  /** 0 … 1 */
  confidence: number;
  span: DateSpan | null;
};

/**
 * How far one piece alone is to be believed. What was written once, when the page was made, weighs more than what
 * a page prints anew on every visit, or what its server takes from the same field as the print. Estimates, measured on pages
 * and portals whose dates are known: see docs/stories.md.
 */
const weight: Readonly<Partial<Record<DateEvidence['kind'], number>>> = {
  feed: 0.6,
  url: 0.55,
  sitemap: 0.5,
  'json-ld': 0.45,
  'open-graph': 0.45,
  claimed: 0.35,
  'last-modified': 0.2,
};
/** From this confidence on a date is taken as borne out. */
export const borneOut = 0.5;
const agreeWithinMs = 1.5 * dayMs;

/** The earliest pieces decide; of a story with 100,000 copies the rest is not looked at. */
const mostPieces = 512;

type Piece = { article: Article; evidence: DateEvidence; span: DateSpan };

/**
 * Of the dates that are borne out the earliest; else the earliest that any page claims, with little confidence;
 * else our own first sight, which is sure but may be late.
 */
export function earliestEvidence(members: readonly [Article, ...Article[]]): EarliestEvidence {
  const pieces = members
    .flatMap(datedPieces)
    .sort((a, b) => a.span.from - b.span.from || a.span.to - b.span.to)
    .slice(0, mostPieces);
  const judged = pieces.map((piece) => ({ piece, ...support(piece, pieces) }));
  const first = judged.find(({ confidence }) => confidence >= borneOut) ?? judged[0];
  if (!first) return firstSight(members);
  // "12 September" begins before "12 September, 16:05" and says less of the same moment.
  const chosen = judged
    .filter(({ piece, confidence }) => isSameMoment(piece, first.piece) && confidence >= first.confidence)
    .reduce((a, b) => (width(b.piece) < width(a.piece) ? b : a), first);
  const { piece, confidence, agreeing } = chosen;
  const { article, evidence, span } = piece;
  return {
    articleId: article.id,
    site: article.site,
    iso: evidence.iso,
    kind: evidence.kind,
    reason: `${named(evidence.kind)} of ${article.site} gives ${evidence.iso}${
      agreeing.length
        ? `; ${agreeing.join(' and ')} ${agreeing.length > 1 ? 'agree' : 'agrees'}`
        : '; nothing else bears it out'
    }`,
    confidence,
    span,
  };
}

const width = ({ span }: Piece) => span.to - span.from;

function isSameMoment(a: Piece, b: Piece): boolean {
  return a.article.id === b.article.id && gapMs(a.span, b.span) === 0;
}

const isoDay = (instant: string) => instant.slice(0, 10);

/** Pieces that can be put in order and that do not lie after the day on which we saw the page ourselves. */
function datedPieces(article: Article): Piece[] {
  const seen = Date.parse(article.firstSeenAt);
  const source = claimSource(article);
  return article.dateEvidence.flatMap((evidence) => {
    // A claim that was read from JSON-LD is that piece once more, and no second voice.
    if (source && evidence.kind === 'claimed' && evidence.iso === article.claimedDate?.iso) return [];
    const span = dateSpan(evidence.iso, evidence.zone);
    if (!span || !(evidence.kind in weight) || span.from > seen) return [];
    // A server that stamps pages as it makes them gives the time of our visit.
    if (evidence.kind === 'last-modified' && seen - span.to < dayMs) return [];
    return [{ article, evidence, span }];
  });
}

/** Other kinds on the same page, and the same day on other sites, each make a date more credible. */
function support({ article, evidence, span }: Piece, pieces: readonly Piece[]) {
  let doubt = 1 - (weight[evidence.kind] ?? 0);
  const agreeing = new Set<string>();
  for (const other of pieces) {
    const samePage = other.article.id === article.id;
    const same = samePage ? other.evidence.kind === evidence.kind : other.article.site === article.site;
    if (same || Math.abs(gapMs(span, other.span)) > agreeWithinMs) continue;
    const voice = samePage ? named(other.evidence.kind) : other.article.site;
    if (agreeing.has(voice)) continue;
    agreeing.add(voice);
    doubt *= 1 - (weight[other.evidence.kind] ?? 0);
  }
  return {
    confidence: Math.round((1 - doubt) * 100) / 100,
    agreeing: [...agreeing].sort().slice(0, 5),
  };
}

function firstSight(members: readonly [Article, ...Article[]]): EarliestEvidence {
  const first = members.reduce((a, b) => (b.firstSeenAt < a.firstSeenAt ? b : a));
  return {
    articleId: first.id,
    site: first.site,
    iso: first.firstSeenAt,
    kind: 'first-seen',
    reason: `no page gives a date that could be read; first seen by us on ${isoDay(first.firstSeenAt)}, on ${first.site}`,
    confidence: 0.2,
    span: dateSpan(first.firstSeenAt, 'Z'),
  };
}

/** How a kind of evidence is called in a sentence. */
export function named(kind: DateEvidence['kind']): string {
  return (
    {
      claimed: 'the printed date',
      'json-ld': 'the JSON-LD date',
      'open-graph': 'the date in the meta elements',
      url: 'the date in the address',
      feed: 'the date in the feed',
      sitemap: 'the date in the sitemap',
      'last-modified': 'the Last-Modified header',
      'first-seen': 'our first sight',
      text: 'a date in the text',
      story: 'the story',
    } as const
  )[kind];
}
