const endings = [' -', ' –', ' —', '|', '_', ' ·', ' »'];
const colons = [':', '：'];
const longestName = 30;
const mostWords = 4;

/** A site's name is short; a longer part belongs to the headline. */
function isName(part: string): boolean {
  if (part.length > longestName) return false;
  let words = 1;
  for (let at = part.indexOf(' '); at >= 0; at = part.indexOf(' ', at + 1)) words++;
  return words <= mostWords;
}

/**
 * The title without a short part before a colon or behind a dash, where republishers put the names of sites, often
 * of other sites than their own: "What -AssetLink" → "What". A headline's own short part goes too; that costs
 * little, while two titles with nothing but a site's name in common must not look alike.
 */
export function bareTitle(title: string): string {
  let end = title.length;
  let start = 0;
  for (const ending of endings) {
    const at = title.lastIndexOf(ending);
    if (at > 0 && at < end && isName(title.slice(at + ending.length).trim())) end = at;
  }
  for (const colon of colons) {
    const at = title.indexOf(colon);
    if (at > 0 && at < end && isName(title.slice(0, at).trim())) start = Math.max(start, at + 1);
  }
  return title.slice(start, end);
}
