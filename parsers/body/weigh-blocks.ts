import type { ListBlock } from '../list-blocks.ts';
import type { Box, PageSurvey, TextBlock } from '../survey/page-survey.ts';
import { zone } from '../survey/zones.ts';
import { textWeight } from '../text/script-of.ts';
import { findComments } from './find-comments.ts';
import { findNotices } from './find-notices.ts';
import type { TeaserRun } from './find-teasers.ts';

/** What a text block is worth as a part of the article's text: above zero for prose, below for what surrounds it. */
export type WeighedBlock = {
  block: TextBlock;
  /** Length in letters; a Han, kana or Hangul character counts as three. */
  weight: number;
  prose: boolean;
  /** Stands in a place that its names or tags say is not the article's. */
  beside: boolean;
  value: number;
};

/** Bits that put a text beside the article. */
export const besideBits =
  zone.nav |
  zone.footer |
  zone.aside |
  zone.comments |
  zone.beside |
  zone.form |
  zone.paging |
  zone.crumb |
  zone.vote |
  zone.hidden;

/** A box that holds more than this share of the page's prose is the article's, whatever its class says. */
const mainShare = 0.5;
const sentenceEnd = /[.!?。！？…”"’»]['"’”»)\]）]*$/;

/** @param believe 'tags': class names that speak of side matter are passed over; for a page where they left no text */
export function weighBlocks(
  survey: PageSurvey,
  lists: readonly ListBlock[],
  teasers: readonly TeaserRun[],
  titleBox: Box | null,
  believe: 'names' | 'tags' = 'names',
): WeighedBlock[] {
  const weighed = survey.blocks.map((block): WeighedBlock => {
    const weight = textWeight(block.text);
    return { block, weight, prose: isProse(block, weight), beside: false, value: 0 };
  });
  const besideOf = placesBeside(
    survey,
    weighed,
    titleBox,
    believe === 'names' ? besideBits : elsewhere | zone.form,
  );
  const inList = new Uint8Array(weighed.length);
  for (const { first, end } of lists) inList.fill(1, first, end);
  if (believe === 'names') for (const { first, end } of teasers) inList.fill(1, first, end);
  for (const item of weighed) {
    const { block } = item;
    item.beside = besideOf.has(block.box) || inList[block.index] === 1;
    item.value = worthOf(item);
  }
  for (const item of findNotices(weighed, titleBox)) setBeside(item);
  const comments = findComments(weighed, titleBox);
  if (comments !== null) for (const item of weighed.slice(comments)) setBeside(item);
  return weighed;
}

/** Puts a block beside the article after all. */
export function setBeside(item: WeighedBlock): void {
  item.beside = true;
  item.value = worthOf(item);
}

function worthOf({ block, weight, prose, beside }: WeighedBlock): number {
  const linkShare = block.linkChars / block.text.length;
  if (beside) return -3;
  if (prose) return weight * (1 - 1.2 * linkShare);
  if (linkShare > 0.5) return -12 - weight * 0.5;
  if (isHeadingBlock(block)) return 0;
  if (isPlainLine(block, linkShare)) return weight * 0.15;
  if (isCell(block)) return 0;
  return block.zones & (zone.caption | zone.control) ? -10 : -6;
}

/** A heading that was never closed holds half the page and is none. */
const maxHeadingBlocks = 5;

export function isHeadingBlock({ zones, box }: TextBlock): boolean {
  if (!(zones & zone.heading)) return false;
  for (let at: Box | null = box, up = 0; at && up < 4; at = at.parent, up++) {
    if (at.own & zone.heading) return at.end - at.first <= maxHeadingBlocks;
  }
  return false;
}

function isCell({ box, zones }: TextBlock): boolean {
  return (zones & zone.table) !== 0 && /^t[dh]$/.test(box.element.name);
}

/** A short line in a paragraph or a list: a calendar, a recipe, a score. */
function isPlainLine(block: TextBlock, linkShare: number): boolean {
  if (
    linkShare > 0.2 ||
    block.text.length < 15 ||
    block.zones & (zone.byline | zone.dateline | zone.caption | zone.control)
  )
    return false;
  return (
    block.box.element.name === 'p' || (block.box.element.name === 'li' && (block.zones & zone.content) !== 0)
  );
}

function isProse(block: TextBlock, weight: number): boolean {
  const linkShare = block.linkChars / block.text.length;
  if (linkShare > 0.5 || block.zones & (zone.caption | zone.control) || isHeadingBlock(block)) return false;
  if (block.bylineChars > block.text.length / 2) return false;
  return weight >= 100 || (weight >= 20 && sentenceEnd.test(block.text));
}

/**
 * Which boxes lie beside the article: those named so, and all within them. A name is not believed where the box holds
 * the headline, or the bulk of the prose: themes call whole pages "has-sidebar" or "paywall".
 */
function placesBeside(
  survey: PageSurvey,
  weighed: readonly WeighedBlock[],
  titleBox: Box | null,
  bits: number,
): ReadonlySet<Box> {
  const all = proseSums(weighed, () => true);
  // Comments and hidden dialogs must not make an article small that a vague name is put around.
  const open = proseSums(weighed, ({ zones }) => (zones & elsewhere) === 0);
  const beside = new Set<Box>();
  for (const box of survey.boxes) {
    if (box.parent && beside.has(box.parent)) {
      beside.add(box);
      continue;
    }
    if (!isNamedBeside(box, bits)) continue;
    const sums = box.own & elsewhere ? all : open;
    const share = ((sums[box.end] ?? 0) - (sums[box.first] ?? 0)) / Math.max(1, sums[weighed.length] ?? 0);
    if (share < mainShare && !holds(box, titleBox)) beside.add(box);
  }
  return beside;
}

/** Names and tags that seldom stand around an article. */
const elsewhere = zone.comments | zone.hidden | zone.nav | zone.footer;

/** Running sums of the prose's weight. */
function proseSums(weighed: readonly WeighedBlock[], counts: (block: TextBlock) => boolean): Float64Array {
  const sums = new Float64Array(weighed.length + 1);
  weighed.forEach(({ block, prose, weight }, i) => {
    sums[i + 1] = (sums[i] ?? 0) + (prose && counts(block) ? weight : 0);
  });
  return sums;
}

function isNamedBeside({ own, element }: Box, bits: number): boolean {
  return (own & bits) !== 0 && element.name !== 'body' && element.name !== 'html';
}

function holds(box: Box, inner: Box | null): boolean {
  return (
    inner !== null &&
    inner !== box &&
    inner.first >= box.first &&
    inner.end <= box.end &&
    inner.depth > box.depth
  );
}
