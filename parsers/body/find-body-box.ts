import type { Box, PageSurvey } from '../survey/page-survey.ts';
import { zone } from '../survey/zones.ts';
import type { WeighedBlock } from './weigh-blocks.ts';

/** A box that says it holds the article's text is worth so much more than its blocks alone. */
const namedBonus = 1.1;

/**
 * The box with the greatest sum of its blocks' values: prose raises it, menus and lists lower it, so the sum is greatest
 * where the article begins and ends. Of two boxes with one sum the inner one is taken.
 */
export function findBodyBox(survey: PageSurvey, weighed: readonly WeighedBlock[]): Box | null {
  const sums = new Float64Array(weighed.length + 1);
  weighed.forEach(({ value }, i) => {
    sums[i + 1] = (sums[i] ?? 0) + value;
  });
  let best = null as Box | null;
  let bestSum = 0;
  for (const box of survey.boxes) {
    const sum = (sums[box.end] ?? 0) - (sums[box.first] ?? 0);
    const worth = box.own & (zone.content | zone.article) ? sum * namedBonus : sum;
    if (worth > bestSum || (worth === bestSum && best && box.depth > best.depth)) {
      best = box;
      bestSum = worth;
    }
  }
  // One paragraph is never the whole: its neighbours are judged one by one.
  return best?.element.name === 'p' ? best.parent : best;
}
