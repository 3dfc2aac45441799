/** One space for every run of white space (no-break and full-width ones too); marks without width go. */
export function normalizeSpaces(text: string): string {
  return text
    .replace(/[\u200b\u2060\ufeff]+/g, '')
    .replace(/\s+/g, ' ')
    .trim();
}
