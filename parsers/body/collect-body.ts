import { labelledValues } from '../labelled-values.ts';
import { listKindOf } from '../list-blocks.ts';
import type { Box, TextBlock } from '../survey/page-survey.ts';
import { zone } from '../survey/zones.ts';
import { isBoilerplate } from './boilerplate.ts';
import { isHeadingBlock, type WeighedBlock } from './weigh-blocks.ts';

/** So many paragraphs from the text's beginning may be lines of its head. */
const headLines = 8;

export type CollectContext = {
  titleBox: Box | null;
  title: string | null;
  /** A byline, a date or the like among the first lines. */
  isHeadLine(text: string): boolean;
};

/** The blocks of a box that are the article's, in page order. */
export function collectBody(
  box: Box,
  weighed: readonly WeighedBlock[],
  context: CollectContext,
): TextBlock[] {
  const { titleBox, title } = context;
  const start = titleBox && titleBox.first >= box.first && titleBox.end <= box.end ? titleBox.end : box.first;
  const kept: WeighedBlock[] = [];
  const seen = new Set<string>();
  for (let i = start; i < box.end; i++) {
    const item = weighed[i];
    if (!item || !belongs(item) || item.block.text === title) continue;
    if (kept.length < headLines && context.isHeadLine(item.block.text)) continue;
    // A pull quote or a slide show says again what the text says.
    if (item.weight > 60 && seen.has(item.block.text)) continue;
    seen.add(item.block.text);
    kept.push(item);
  }
  return trimmed(kept).map(({ block }) => block);
}

const notText =
  zone.caption | zone.control | zone.byline | zone.dateline | zone.crumb | zone.paging | zone.vote;

function belongs({ block, beside, prose, weight }: WeighedBlock): boolean {
  if (beside || block.zones & (zone.caption | zone.control) || isBoilerplate(block.text)) return false;
  const isHeading = isHeadingBlock(block);
  const linkShare = block.linkChars / block.text.length;
  if (isHeading) return linkShare < 0.8 && !listKindOf(block.text);
  if (!prose && block.zones & notText) return false;
  if (linkShare > 0.8 && !(block.zones & zone.listItem && weight > 60)) return false;
  if (prose) return true;
  if (block.bylineChars > block.text.length / 2) return false;
  if (listKindOf(block.text)) return false;
  return !(weight < 150 && labelledValues(block.pieces).length > 0);
}

/**
 * At both ends stands prose, or a line that lies in one container with prose: a list that ends the text. What else is
 * short and unfinished there belongs to what surrounds the text.
 */
function trimmed(kept: readonly WeighedBlock[]): WeighedBlock[] {
  const homes = new Set<Box | null>();
  for (const { block, prose } of kept) if (prose) homes.add(block.box.parent);
  const isText = ({ block, prose }: WeighedBlock) => prose || isLineAtHome(block, homes);
  let first = 0;
  let end = kept.length;
  for (
    let item = kept[first];
    first < end && item && !(item.prose || isParagraphAtHome(item.block, homes));
    item = kept[first]
  )
    first++;
  for (let item = kept[end - 1]; end > first && item && !isText(item); item = kept[end - 1]) end--;
  return kept.slice(first, end);
}

function isLineAtHome(block: TextBlock, homes: ReadonlySet<Box | null>): boolean {
  if (isHeadingBlock(block) || block.linkChars > block.text.length * 0.3 || block.text.length < 12)
    return false;
  const { name } = block.box.element;
  if (name === 'p') return homes.has(block.box.parent);
  return name === 'li' && homes.has(block.box.parent?.parent ?? null);
}

function isParagraphAtHome(block: TextBlock, homes: ReadonlySet<Box | null>): boolean {
  return block.box.element.name === 'p' && isLineAtHome(block, homes);
}
