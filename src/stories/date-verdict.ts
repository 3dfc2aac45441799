import type { Article } from '../model/article.ts';
import type { DateEvidence, DateVerdict } from '../model/date-evidence.ts';
import { claimSource } from './claim-source.ts';
import { type DateSpan, dateSpan, dayMs, daysBetween, gapMs } from './date-span.ts';
import { borneOut, type EarliestEvidence, named } from './earliest-evidence.ts';
import { textDates } from './text-dates.ts';

export type DateJudgement = Pick<Article, 'dateVerdict' | 'dateReasons' | 'lagDays'>;

/** What other members of the story say; null where the article stands alone. */
export type StoryDates = {
  earliest: EarliestEvidence;
  /** The earliest date that another site claims for the same text, unless its own page speaks against it. */
  earlierClaim: { site: string; iso: string; span: DateSpan } | null;
} | null;

/** Republishing within two days is the ordinary course of news, and a page may be dated in any zone. */
const slackMs = 2 * dayMs;
const ownKinds: readonly DateEvidence['kind'][] = ['json-ld', 'open-graph', 'url', 'feed', 'sitemap'];
/** A dateline stands in the first words of a text. */
const datelineChars = 160;

/** Is the date that the page claims borne out? Each reason is a sentence a reader can check against the ledger. */
export function dateVerdict(article: Article, story: StoryDates): DateJudgement {
  const claim = article.claimedDate;
  const span = claim ? dateSpan(claim.iso, claim.zone) : null;
  if (!claim || !span) {
    const reason = claim ? `the claimed date "${claim.raw}" can't be read` : 'the page claims no date';
    return { dateVerdict: 'unknown', dateReasons: [reason], lagDays: null };
  }
  const zoneNote = claim.zone ? [] : ['the claimed date names no zone, so all zones were allowed for'];
  const { dateReasons, ...rest } =
    againstFirstSight(article, span) ??
    againstStory(article, span, story) ??
    againstOwnEvidence(article, span) ??
    againstDateline(article, span) ??
    borneOutBy(article, span, story) ??
    undecided(article, span);
  return { ...rest, dateReasons: [...dateReasons, ...zoneNote] };
}

function judgement(verdict: DateVerdict, lagDays: number | null, ...dateReasons: string[]): DateJudgement {
  return { dateVerdict: verdict, dateReasons, lagDays };
}

const days = (count: number) => `${Math.abs(count)} day${Math.abs(count) === 1 ? '' : 's'}`;
const day = (at: string) => at.slice(0, 10);

function againstFirstSight({ firstSeenAt }: Article, claim: DateSpan): DateJudgement | null {
  const seen = { from: Date.parse(firstSeenAt), to: Date.parse(firstSeenAt) };
  if (gapMs(seen, claim) <= 0) return null;
  const lag = daysBetween(seen, claim);
  return judgement('late', lag, `we saw the page on ${day(firstSeenAt)}, before the date that it claims`);
}

function againstStory(article: Article, claim: DateSpan, story: StoryDates): DateJudgement | null {
  if (!story) return null;
  const { earliest, earlierClaim } = story;
  const gap = earliest.span && earliest.confidence >= borneOut ? gapMs(earliest.span, claim) : null;
  if (earliest.span && gap !== null && gap > slackMs) {
    const lag = daysBetween(earliest.span, claim);
    const whose = earliest.articleId === article.id ? 'this page itself' : earliest.site;
    return judgement(
      'late',
      lag,
      `the same text is dated ${earliest.iso} by ${whose}, ${days(lag)} before the claimed date`,
      `${earliest.reason} (confidence ${earliest.confidence})`,
    );
  }
  // A date that is borne out stands against an earlier one that somebody merely claims.
  const stands = gap !== null && Math.abs(gap) <= slackMs;
  if (!stands && earlierClaim && gapMs(earlierClaim.span, claim) > slackMs) {
    const lag = daysBetween(earlierClaim.span, claim);
    return judgement(
      'late',
      lag,
      `${earlierClaim.site} claims ${earlierClaim.iso} for the same text, ${days(lag)} earlier; neither date is borne out`,
    );
  }
  return null;
}

type Dated = { evidence: DateEvidence; span: DateSpan };

function spans(article: Article, kinds: readonly DateEvidence['kind'][]): Dated[] {
  return article.dateEvidence.flatMap((evidence) => {
    const span = kinds.includes(evidence.kind) ? dateSpan(evidence.iso, evidence.zone) : null;
    return span ? [{ evidence, span }] : [];
  });
}

/** Every date that the page itself gives elsewhere lies on one side of the claim. */
function againstOwnEvidence(article: Article, claim: DateSpan): DateJudgement | null {
  const source = claimSource(article);
  const own = spans(article, ownKinds).filter(({ evidence }) => evidence.kind !== source);
  const gaps = own.map(({ span }) => gapMs(span, claim));
  const nearest = own.reduce<Dated | null>(
    (best, each) =>
      !best || Math.abs(gapMs(each.span, claim)) < Math.abs(gapMs(best.span, claim)) ? each : best,
    null,
  );
  if (!nearest) return null;
  const lag = daysBetween(nearest.span, claim);
  const says = `${named(nearest.evidence.kind)} is ${nearest.evidence.iso}`;
  if (gaps.every((gap) => gap < -slackMs)) {
    return judgement('backdated', lag, `${says}, ${days(lag)} after the claimed date`);
  }
  if (gaps.every((gap) => gap > slackMs)) {
    return judgement('late', lag, `${says}, ${days(lag)} before the claimed date`);
  }
  return null;
}

/** "KATHMANDU, April 25": the year is the last one in which that day had come when we first saw the page. */
function againstDateline(article: Article, claim: DateSpan): DateJudgement | null {
  const found = textDates(article.body.slice(0, datelineChars), article.language).find(
    (date) => 'month' in date,
  );
  if (!found || !('month' in found)) return null;
  const at = (year: number) => dateSpan(isoDate(year, found.month, found.day), null);
  const seen = Date.parse(article.firstSeenAt);
  const claimYear = new Date((claim.from + claim.to) / 2).getUTCFullYear();
  const years = found.year ? [found.year] : [claimYear - 1, claimYear, claimYear + 1];
  const possible = years.map(at).filter((span): span is DateSpan => span !== null && span.from <= seen);
  if (possible.length === 0 || possible.some((span) => Math.abs(gapMs(span, claim)) <= slackMs)) return null;
  if (found.year === null) {
    const before = possible.filter((span) => gapMs(span, claim) > 0).at(-1);
    const after = possible.some((span) => gapMs(span, claim) < 0);
    if (!before || after) return null;
    const lag = daysBetween(before, claim);
    return judgement(
      'late',
      lag,
      `the text opens with "${found.raw}", at least ${days(lag)} before the claimed date`,
    );
  }
  return null;
}

const isoDate = (year: number, month: number, date: number) =>
  `${year}-${String(month).padStart(2, '0')}-${String(date).padStart(2, '0')}`;

/** Any other date on the page, also another printed one; but not the one that the claim was read from. */
function otherVoices(article: Article): Dated[] {
  const source = claimSource(article);
  const { iso } = article.claimedDate ?? {};
  return spans(article, [...ownKinds, 'last-modified', 'claimed']).filter(({ evidence }) =>
    evidence.kind === 'claimed' ? source !== null && evidence.iso !== iso : evidence.kind !== source,
  );
}

function borneOutBy(article: Article, claim: DateSpan, story: StoryDates): DateJudgement | null {
  const reasons = otherVoices(article)
    .filter(({ span }) => Math.abs(gapMs(span, claim)) <= slackMs)
    .map(({ evidence }) => `${named(evidence.kind)} agrees: ${evidence.iso}`);
  const seen = {
    from: Date.parse(article.firstSeenAt),
    to: Date.parse(article.firstSeenAt),
  };
  if (Math.abs(gapMs(seen, claim)) <= slackMs)
    reasons.push(`we first saw the page on ${day(article.firstSeenAt)}`);
  const { earliest } = story ?? {};
  if (earliest?.span && earliest.articleId !== article.id && earliest.confidence >= borneOut) {
    if (Math.abs(gapMs(earliest.span, claim)) <= slackMs)
      reasons.push(`${earliest.site} dates the same text ${earliest.iso}`);
  }
  if (reasons.length === 0) return null;
  const best = story?.earliest.span && story.earliest.confidence >= borneOut ? story.earliest.span : null;
  return judgement('consistent', best ? daysBetween(best, claim) : 0, ...new Set(reasons));
}

function undecided({ firstSeenAt }: Article, claim: DateSpan): DateJudgement {
  const seen = { from: Date.parse(firstSeenAt), to: Date.parse(firstSeenAt) };
  return judgement(
    'unknown',
    null,
    `nothing bears the claimed date out or speaks against it; the earliest we hold is our first sight on ${day(firstSeenAt)}, ${days(daysBetween(seen, claim))} after it`,
  );
}
