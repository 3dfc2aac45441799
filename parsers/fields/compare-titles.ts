/** What stands between a title and the site's name. */
export const separator = /^\s*[-–—|_»«·•:<>｜ㅣ/\\~›]+\s*/u;
export const separatorBefore = /[-–—|_»«·•:<>｜ㅣ/\\~›]+\s*$/u;
export const pageNumber = /^\s*(?:[(（]\d{1,3}[)）]|第?\d{1,3}页)/;

/** What a title has beyond a heading that it begins with; null where it does not begin so. */
export function rest(title: string, heading: string): string | null {
  return plain(title).startsWith(plain(heading)) ? title.slice(heading.length) : null;
}

/** True where a title begins with this heading and goes on with a separator, or is equal to it. */
export function begins(title: string, heading: string): boolean {
  if (heading.length < 2) return false;
  const after = rest(title, heading);
  return after !== null && (after === '' || pageNumber.test(after) || separator.test(after));
}

/** True where a title ends with this heading, after the site's name or a kicker and a separator. */
export function ends(title: string, heading: string): boolean {
  if (heading.length < 8 || !plain(title).endsWith(plain(heading)) || heading.length * 2 < title.length)
    return false;
  return separatorBefore.test(title.slice(0, -heading.length));
}

const marks = /[‘’‚‛′`´“”„‟«»″‐-―−]/;

/** Quotes and dashes are set differently in heads and headings; each mark stays one mark, so that lengths agree. */
export function plain(text: string): string {
  if (!marks.test(text)) return text;
  return text
    .replace(/[‘’‚‛′`´]/g, "'")
    .replace(/[“”„‟«»″]/g, '"')
    .replace(/[‐-―−]/g, '-');
}

export function overlap(a: string, b: string): number {
  const of = (text: string) =>
    new Set(
      plain(text)
        .toLowerCase()
        .match(/[\p{L}\p{N}]{3,}|[\u3041-\u30ff\u3400-\u9fff]/gu) ?? [],
    );
  const [one, other] = [of(a), of(b)];
  let shared = 0;
  for (const word of one) if (other.has(word)) shared++;
  return shared / Math.max(1, Math.min(one.size, other.size));
}
