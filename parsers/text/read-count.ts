/** A count as printed: "1.2K" → 1200, "10万+" → 100000 and `atLeast`. */
export type PrintedCount = { count: number; atLeast: boolean; raw: string };

const factors: readonly (readonly [RegExp, number])[] = [
  [/^(?:万|萬|w|만)$/i, 10_000],
  [/^(?:亿|億|억)$/, 100_000_000],
  [/^(?:k|тыс\.?|千|천|mil|tsd\.?|tys\.?|bin|rb|ribu)$/i, 1_000],
  [/^(?:m|mi|mio\.?|mln\.?|млн\.?)$/i, 1_000_000],
];

export const countPattern =
  /(\d{1,3}(?:[.,\u00a0\u202f ]\d{3})+(?!\d)|\d+(?:[.,]\d+)?)\s?(万|萬|만|亿|億|억|千|천|(?:[kmw]|mil|mi|mio\.?|mln\.?|tsd\.?|tys\.?|bin|rb|ribu)(?![\p{L}])|тыс\.?|млн\.?)?(\s?\+)?/iu;

/** The first count of a text; null where it has none. A share ("83.33%") is no count. */
export function readCount(text: string): PrintedCount | null {
  const found = countPattern.exec(text);
  if (!found) return null;
  const [raw, digits = '', unit = '', plus] = found;
  if (/^\s?%/.test(text.slice(found.index + raw.length))) return null;
  const factor = factors.find(([pattern]) => pattern.test(unit))?.[1] ?? 1;
  const grouped = /^\d{1,3}(?:[.,\u00a0\u202f ]\d{3})+$/.test(digits) && factor === 1;
  const number = Number(grouped ? digits.replace(/[^\d]/g, '') : digits.replace(',', '.'));
  const count = Math.round(number * factor);
  return Number.isSafeInteger(count) ? { count, atLeast: Boolean(plus), raw: raw.trim() } : null;
}
