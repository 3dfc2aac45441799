import { labelledValues } from '../labelled-values.ts';
import { listKindOf } from '../list-blocks.ts';
import type { Box, TextBlock } from '../survey/survey-page.ts';
import { zone } from '../survey/zones.ts';
import { isBoilerplate } from './boilerplate.ts';
import type { WeighedBlock } from './weigh-blocks.ts';

/** The blocks of a box that are the article's, in page order. */
export function collectBody(box: Box, weighed: readonly WeighedBlock[], titleBox: Box | null): TextBlock[] {
  const start = titleBox && titleBox.first >= box.first && titleBox.end <= box.end ? titleBox.end : box.first;
  const kept: WeighedBlock[] = [];
  for (let i = start; i < box.end; i++) {
    const item = weighed[i];
    if (item && belongs(item)) kept.push(item);
  }
  return trimmed(kept).map(({ block }) => block);
}

const notText =
  zone.caption | zone.control | zone.byline | zone.dateline | zone.crumb | zone.paging | zone.vote;

function belongs({ block, beside, prose, weight }: WeighedBlock): boolean {
  if (beside || isBoilerplate(block.text)) return false;
  if (block.zones & zone.caption || block.zones & zone.control) return false;
  if (!prose && block.zones & notText) return false;
  const linkShare = block.linkChars / block.text.length;
  if (linkShare > 0.8 && !(block.zones & zone.listItem && weight > 60)) return false;
  if (prose) return true;
  if (block.bylineChars > block.text.length / 2) return false;
  if (listKindOf(block.text)) return false;
  return !(weight < 150 && labelledValues(block.pieces).length > 0);
}

/** At both ends only prose stands: what is short and unfinished there belongs to what surrounds the text. */
function trimmed(kept: readonly WeighedBlock[]): WeighedBlock[] {
  let first = 0;
  let end = kept.length;
  while (first < end && !kept[first]?.prose) first++;
  while (end > first && !kept[end - 1]?.prose) end--;
  return kept.slice(first, end);
}
