import { labelledValues } from '../labelled-values.ts';
import type { PageDocument } from '../page-document.ts';
import type { Box, TextBlock } from '../survey/page-survey.ts';
import { zone } from '../survey/zones.ts';
import { lettersOf } from '../text/letters-of.ts';
import { isBoilerplate } from './boilerplate.ts';
import type { WeighedBlock } from './weigh-blocks.ts';

/** Blocks between the title and the text that may be a lead; farther off they belong to something else. */
const maxDistance = 25;

/** The lead (standfirst) that stands between the title and the text but outside of the text's own box. */
export function findLead(
  document: PageDocument,
  {
    weighed,
    titleBox,
    blocks,
    title,
  }: {
    weighed: readonly WeighedBlock[];
    titleBox: Box | null;
    blocks: readonly TextBlock[];
    title: string | null;
  },
): TextBlock | null {
  const first = blocks[0]?.index;
  if (first === undefined || !titleBox || titleBox.first >= first) return null;
  const described = lettersOf(
    document.meta('og:description', 'description', 'twitter:description')?.content ?? '',
  );
  for (let i = titleBox.end; i < Math.min(first, titleBox.end + maxDistance); i++) {
    const item = weighed[i];
    if (!item || item.beside || item.block.text === title || item.weight < 30) continue;
    const { block } = item;
    if (block.zones & (zone.caption | zone.control) || isBoilerplate(block.text)) continue;
    if (block.linkChars > block.text.length / 2 || block.bylineChars > block.text.length / 2) continue;
    if (item.weight < 150 && labelledValues(block.pieces).length > 0) continue;
    const same = described.length > 20 && lettersOf(block.text).startsWith(described.slice(0, 40));
    if (same || block.zones & zone.lead || (item.prose && item.weight > 60)) return block;
  }
  return null;
}
