/** Letters and digits alone, in lower case: what two texts say, whatever stands between. "Ada-Marsh" → "adamarsh" */
export function lettersOf(text: string): string {
  return text.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, '');
}
