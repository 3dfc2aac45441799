import type { Article } from '../model/article.ts';
import type { Story } from '../model/story.ts';

/** Who most probably published a story first, and whether the text is an agency's that many may print. */
export type ProbableOrigin = {
  articleId: string;
  site: string;
  /** 0 … 1: how far the reasons reach; own estimates, see docs/stories.md. */
  confidence: number;
  /** What speaks for it, then what speaks against it; sentences with their figures. */
  reasons: string[];
  /** The agency that members on at least two sites credit: then a text in common is no sign of copying. */
  agency: string | null;
};

/** How much doubt each reason takes away, or how much of the confidence what speaks against it leaves. */
const takes = { complete: 0.3, earliest: 0.6, linked: 0.4, firstSeen: 0.1 };
const leaves = { creditsAnother: 0.5, agency: 0.7 };

/** Null for a story that has one member only: there is nobody to be before. */
export function probableOrigin(
  members: readonly Article[],
  earliest: Story['earliest'],
): ProbableOrigin | null {
  const original = members.find(({ relation }) => relation === 'original');
  if (!original || members.length < 2) return null;
  const others = members.filter(({ id }) => id !== original.id);
  const reasons = ["it lacks least of what the story's texts have in common, and adds least to it"];
  let doubt = 1 - takes.complete;
  const speaksFor = (share: number, reason: string) => {
    doubt *= 1 - share;
    reasons.push(reason);
  };
  if (earliest.articleId === original.id)
    speaksFor(
      takes.earliest * earliest.confidence,
      `its date is the earliest: ${earliest.iso ?? 'our first sight'}`,
    );
  const linking = others.filter((other) => linksTo(other, original));
  if (linking.length > 0) speaksFor(takes.linked, `${linking.length} of ${others.length} others link to it`);
  if (others.every(({ firstSeenAt }) => firstSeenAt >= original.firstSeenAt))
    speaksFor(takes.firstSeen, 'we saw it first');
  let confidence = 1 - doubt;
  const agency = sharedAgency(members);
  const credited = original.wireCredit ?? original.source;
  if (agency !== null) {
    const sites = new Set(members.filter(({ wireCredit }) => wireCredit === agency).map(({ site }) => site))
      .size;
    confidence *= leaves.agency;
    reasons.push(
      `${agency} is credited on ${sites} sites: they may have the text from there, not from each other`,
    );
  } else if (credited !== null && credited !== original.siteName) {
    confidence *= leaves.creditsAnother;
    reasons.push(`it credits ${credited}, which we may not hold`);
  }
  if (original.dateline !== null) reasons.push(`it opens with the dateline "${original.dateline}"`);
  return {
    ...{ articleId: original.id, site: original.site, reasons, agency },
    confidence: Math.round(confidence * 100) / 100,
  };
}

function linksTo({ links, site }: Article, { url, canonicalUrl, site: target }: Article): boolean {
  if (site === target) return false;
  return links.some((link) => link.block === 'inline' && (link.url === url || link.url === canonicalUrl));
}

/** The agency that most members credit, where they are on two sites or more. */
function sharedAgency(members: readonly Article[]): string | null {
  const sites = new Map<string, Set<string>>();
  for (const { wireCredit, site } of members) {
    if (wireCredit !== null) sites.set(wireCredit, (sites.get(wireCredit) ?? new Set()).add(site));
  }
  const [most] = [...sites].sort((a, b) => b[1].size - a[1].size || (a[0] < b[0] ? -1 : 1));
  return most && most[1].size > 1 ? most[0] : null;
}
