import { consentIn, mayAskConsent } from '../consent-text.ts';
import type { Box } from '../survey/page-survey.ts';
import type { WeighedBlock } from './weigh-blocks.ts';

const minMentions = 3;
/** Mentions for every hundred characters. */
const minShare = 0.8;

/**
 * The paragraphs of banners that ask for consent: boxes of their own in which every paragraph speaks of it. An article
 * about such things has other paragraphs beside; where most of the page's prose asks for consent, the page is a wall.
 */
export function findNotices(weighed: readonly WeighedBlock[], titleBox: Box | null): WeighedBlock[] {
  const found = new Map<Box, WeighedBlock[]>();
  for (const item of weighed) {
    if (!item.prose || item.beside || !mayAskConsent(item.block.text)) continue;
    const box = item.block.box.parent ?? item.block.box;
    if (found.has(box)) continue;
    const holdsTitle = titleBox !== null && titleBox.first >= box.first && titleBox.end <= box.end;
    found.set(box, holdsTitle ? [] : noticeIn(box, weighed));
  }
  if (found.size === 0) return [];
  const notices = [...found.values()].flat();
  const prose = (items: readonly WeighedBlock[]) =>
    items.reduce((sum, { prose, beside, weight }) => sum + (prose && !beside ? weight : 0), 0);
  return prose(notices) * 2 < prose(weighed) ? notices : [];
}

/** All blocks of a box where each paragraph of its prose speaks of consent; none otherwise. */
function noticeIn(box: Box, weighed: readonly WeighedBlock[]): WeighedBlock[] {
  let mentions = 0;
  let chars = 0;
  const inside = weighed.slice(box.first, box.end);
  for (const { prose, block } of inside) {
    if (!prose) continue;
    const here = consentIn(block.text).mentions;
    if (here === 0) return [];
    mentions += here;
    chars += block.text.length;
  }
  return mentions >= minMentions && (mentions * 100) / chars >= minShare ? inside : [];
}
