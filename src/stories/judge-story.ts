import type { Article } from '../model/article.ts';
import type { Story } from '../model/story.ts';
import { dateSpan } from './date-span.ts';
import { dateVerdict, type StoryDates } from './date-verdict.ts';
import { borneOut, type EarliestEvidence, earliestEvidence } from './earliest-evidence.ts';
import { median } from './median.ts';
import { type Relatable, relateMember } from './relate-member.ts';
import { revisionMarks } from './revision-marks.ts';
import { agreements } from './support.ts';
import { textSketch } from './text-sketch.ts';

/** What the story as a whole says about one of its members. */
export type MemberJudgement = Pick<
  Article,
  'storyId' | 'relation' | 'dateVerdict' | 'dateReasons' | 'lagDays'
> & { articleId: string };

/** @param members all of the story, at least one, in any order */
export function judgeStory(
  storyId: string,
  members: readonly Article[],
): { story: Story; members: MemberJudgement[] } {
  const [first, ...rest] = [...members].sort(byFirstSight);
  if (!first) throw new RangeError(`story ${storyId} has no members`);
  const sorted: [Article, ...Article[]] = [first, ...rest];
  const earliest = earliestEvidence(sorted);
  const { original, relations } = related(sorted, earliest);
  const claims = earliestClaims(sorted);
  const judged = sorted.map((article, i) => ({
    articleId: article.id,
    storyId,
    relation: relations[i] ?? 'unique',
    ...dateVerdict(article, storyDates(article, sorted.length, earliest, claims)),
  }));
  return {
    story: storyOf(storyId, sorted, original, earliest, judged),
    members: judged,
  };
}

const byFirstSight = (a: Article, b: Article) =>
  a.firstSeenAt < b.firstSeenAt ? -1 : a.firstSeenAt > b.firstSeenAt ? 1 : a.id < b.id ? -1 : 1;

function related(members: readonly [Article, ...Article[]], earliest: EarliestEvidence) {
  if (members.length === 1) return { original: members[0], relations: ['unique' as const] };
  const texts: Relatable[] = members.map(({ title, body }) => ({
    sketch: textSketch({ title, body }),
    revisionMarks: revisionMarks(body),
  }));
  const index = originalIndex(members, texts, earliest);
  const original = texts[index];
  const relations = members.map((member, i) => {
    const text = texts[i];
    if (i === index || !text || !original) return 'original' as const;
    // A site that changes its own text does not copy itself.
    const { relation } = relateMember(text, original);
    return relation === 'copy' && member.site === members[index]?.site ? ('revision' as const) : relation;
  });
  return { original: members[index] ?? members[0], relations };
}

/** What each cue weighs against the share of the text that a member lacks or carries in addition (0 … 1). */
const cues = { earliest: 0.5, creditsAnother: 0.25, revised: 1, order: 0.05 };

/** The most complete text without additions, unless its date or its own credit line speaks for another. */
function originalIndex(
  members: readonly Article[],
  texts: readonly Relatable[],
  earliest: EarliestEvidence,
): number {
  const agreed = agreements(texts.map(({ sketch }) => sketch));
  let best = 0;
  let least = Number.POSITIVE_INFINITY;
  members.forEach((member, i) => {
    const { coverage = 1, supported = 1 } = agreed[i] ?? {};
    const found =
      1 -
      coverage * supported +
      (member.id === earliest.articleId ? 0 : cues.earliest * earliest.confidence) +
      (creditsAnother(member) ? cues.creditsAnother : 0) +
      ((texts[i]?.revisionMarks ?? 0) > 0 ? cues.revised : 0) +
      (cues.order * i) / members.length;
    if (found < least) {
      least = found;
      best = i;
    }
  });
  return best;
}

const letters = (text: string) => text.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, '');

/** "Source: …" names someone who is not the site itself. */
function creditsAnother({ source, site, siteName }: Article): boolean {
  const credited = letters(source ?? '');
  if (credited === '') return false;
  const host = letters(site);
  return !host.includes(credited) && letters(siteName ?? '') !== credited;
}

type Claim = NonNullable<NonNullable<StoryDates>['earlierClaim']>;

/** The earliest claims of two sites: one of them is another site than any given one. */
function earliestClaims(members: readonly Article[]): Claim[] {
  const claims = members
    .flatMap((member) => {
      const { site, claimedDate } = member;
      const span = claimedDate ? dateSpan(claimedDate.iso, claimedDate.zone) : null;
      if (!span || !claimedDate?.iso || dateVerdict(member, null).dateVerdict === 'backdated') return [];
      return [{ site, iso: claimedDate.iso, span }];
    })
    .sort((a, b) => a.span.from - b.span.from || a.span.to - b.span.to || (a.site < b.site ? -1 : 1));
  return claims.filter(({ site }, i) => i === 0 || site !== claims[0]?.site).slice(0, 2);
}

function storyDates(
  { site }: Article,
  members: number,
  earliest: EarliestEvidence,
  claims: readonly Claim[],
): StoryDates {
  if (members === 1 && earliest.confidence < borneOut) return null;
  return {
    earliest,
    earlierClaim: claims.find((claim) => claim.site !== site) ?? null,
  };
}

function storyOf(
  id: string,
  members: readonly [Article, ...Article[]],
  original: Article,
  { articleId, iso, kind, reason, confidence }: EarliestEvidence,
  judged: readonly MemberJudgement[],
): Story {
  const sites = [...new Set(members.map(({ site }) => site))];
  return {
    id,
    title: original.title,
    members: members.map((member) => member.id),
    sites,
    earliest: { articleId, iso, kind, reason, confidence },
    spread: {
      firstSeenAt: members[0].firstSeenAt,
      lastSeenAt:
        members
          .map((member) => member.lastSeenAt)
          .sort()
          .at(-1) ?? members[0].lastSeenAt,
      copies: judged.filter(({ relation }) => relation !== 'original' && relation !== 'unique').length,
      sites: sites.length,
      medianLagDays: median(judged.flatMap(({ lagDays }) => (lagDays === null ? [] : [lagDays]))),
    },
  };
}
