const ending = /^(.+?)(?:\s[-–—|_·»]+\s*|\s*[|_]\s*)([^-–—|_·»]+)$/su;
const opening = /^([^:：]+)[:：]\s*(.+)$/su;

/** A site's name is short; a longer part belongs to the headline. */
function isName(part: string): boolean {
  return part.length <= 30 && part.trim().split(/\s+/).length <= 4;
}

/**
 * The title without a short part before a colon or behind a dash, where republishers put the names of sites, often
 * of other sites than their own: "What -AssetLink" → "What". A headline's own short part goes too; that costs
 * little, while two titles with nothing but a site's name in common must not look alike.
 */
export function bareTitle(title: string): string {
  const [, head = title, name = ''] = ending.exec(title.trim()) ?? [];
  const rest = isName(name) ? head : title;
  const [, first = '', tail = rest] = opening.exec(rest) ?? [];
  return isName(first) ? tail : rest;
}
