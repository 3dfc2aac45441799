import type { SignSide } from '../../../model/drift.ts';

/** "fewer: date, time; more: paragraphs". */
export function signsText(signs: readonly SignSide[]): string {
  const sides = [...Map.groupBy(signs, ({ side }) => side)];
  return sides.map(([side, ones]) => `${side}: ${ones.map(({ sign }) => sign).join(', ')}`).join('; ');
}
