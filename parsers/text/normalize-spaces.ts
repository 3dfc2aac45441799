/** Most texts need no more than their ends cut. */
const untidy = /\s\s|[^\S ]|[\u200b\u2060\ufeff]/;

/** One space for every run of white space (no-break and full-width ones too); marks without width go. */
export function normalizeSpaces(text: string): string {
  const trimmed = text.trim();
  if (!untidy.test(trimmed)) return trimmed;
  return trimmed
    .replace(/[\u200b\u2060\ufeff]+/g, '')
    .replace(/\s+/g, ' ')
    .trim();
}
