import { listHeadings, listWords } from './labels.ts';
import type { PageDocument } from './page-document.ts';
import type { Box, TextBlock } from './survey/page-survey.ts';
import { zone } from './survey/zones.ts';
import { textWeight } from './text/script-of.ts';

export type ListKind = keyof typeof listHeadings;

/** A list of links under a heading: blocks[first] is the heading, blocks[first + 1] … blocks[end - 1] its entries. */
export type ListBlock = { kind: ListKind; heading: TextBlock; first: number; end: number };

const kindOf = new Map<string, ListKind>();
for (const [kind, words] of Object.entries(listHeadings)) {
  for (const word of words) kindOf.set(word, kind as ListKind);
}

const maxHeading = 40;
/** How far up the heading's list may begin: heading, its cell, its row, its table, its column. */
const maxClimb = 6;

/** "Ranking:" → ranking; null for any other text. Compared without case, numbers and marks around it. */
export function listKindOf(text: string): ListKind | null {
  if (text.length > maxHeading) return null;
  const bare = text.toLowerCase().replace(/^[^\p{L}]+|[\s:：>»›…·|]+$/gu, '');
  return (
    kindOf.get(bare) ??
    kindOf.get(bare.replace(/\s*(?:more|更多|もっと見る|더보기|ещё|еще)\s*[>»]*$/u, '')) ??
    null
  );
}

/** The kind of a heading whose words are not among the known ones; only for what is set as a heading. */
function kindByWords(block: TextBlock): ListKind | null {
  if (!(block.zones & zone.heading) && block.strongChars < block.text.length * 0.8) return null;
  for (const kind of ['recommendation', 'ranking', 'related'] as const)
    if (listWords[kind].test(block.text)) return kind;
  return null;
}

/** The link lists of a page, told by the words of their headings and not by their classes. */
export function readListBlocks({ survey }: PageDocument): ListBlock[] {
  const headings: { block: TextBlock; kind: ListKind }[] = [];
  for (const block of survey.blocks) {
    if (block.text.length > maxHeading || block.zones & zone.footer) continue;
    // A menu has no headings; a nav element that has one is a list of articles.
    if (block.zones & zone.nav && !(block.zones & zone.heading)) continue;
    // A link with such a text is a menu entry, unless the heading itself is linked to the list's own page.
    if (block.linkChars > 0 && !(block.zones & zone.heading)) continue;
    const kind = listKindOf(block.text) ?? kindByWords(block);
    if (kind) headings.push({ block, kind });
  }
  const found: ListBlock[] = [];
  headings.forEach(({ block, kind }, index) => {
    const limit = headings[index + 1]?.block.index ?? survey.blocks.length;
    const end = listEnd(block, limit, survey.blocks);
    if (end > block.index + 1) found.push({ kind, heading: block, first: block.index, end });
  });
  return found;
}

/** Climbs from the heading to the first box that holds links after it; the list ends with that box or the next heading. */
function listEnd(heading: TextBlock, limit: number, blocks: readonly TextBlock[]): number {
  const start = heading.index + 1;
  let box: Box | null = heading.box;
  for (let climbed = 0; box && climbed <= maxClimb; climbed++, box = box.parent) {
    if (box.element.name === 'body' || box.element.name === 'html') {
      return climbed === 1 ? endOfLinks(start, limit, blocks) : start;
    }
    const end = Math.min(box.end, limit);
    if (end <= start) continue;
    const stop = beforeProse(box, start, beforeNextHeading(heading, start, end, blocks), blocks);
    for (let i = start; i < stop; i++) if ((blocks[i]?.linkChars ?? 0) > 0) return stop;
    // Something stands there that is no list ("No related articles"): the section is empty.
    return start;
  }
  return start;
}

function beforeNextHeading(
  heading: TextBlock,
  start: number,
  end: number,
  blocks: readonly TextBlock[],
): number {
  const level = headingLevel(heading);
  if (level === null) return end;
  for (let i = start; i < end; i++) {
    const block = blocks[i];
    if (!block || block.box === heading.box || isWithin(block.box, heading.box)) continue;
    const other = headingLevel(block);
    if (other !== null && other <= level && block.linkChars < block.text.length / 2) return i;
  }
  return end;
}

/** In a page without boxes a list is the run of links that follows its heading. */
function endOfLinks(start: number, limit: number, blocks: readonly TextBlock[]): number {
  let end = start;
  for (
    let block = blocks[end];
    end < limit && block && block.linkChars > block.text.length * 0.5;
    block = blocks[end]
  )
    end++;
  return end;
}

/** Prose that has no link of its own item beside it is the article going on below the list. */
function beforeProse(container: Box, start: number, end: number, blocks: readonly TextBlock[]): number {
  for (let i = start; i < end; i++) {
    const block = blocks[i];
    if (!block || textWeight(block.text) < 100 || block.linkChars > block.text.length * 0.15) continue;
    let item = block.box;
    while (item.parent && item.parent !== container && item !== container) item = item.parent;
    const from = item === container ? i : Math.max(start, item.first);
    const to = item === container ? i + 1 : item.end;
    if (!blocks.slice(from, to).some((other) => other.linkChars > other.text.length * 0.6)) return from;
  }
  return end;
}

function isWithin(box: Box, outer: Box): boolean {
  return box.first >= outer.first && box.end <= outer.end && box.depth > outer.depth;
}

function headingLevel(block: TextBlock): number | null {
  let box: Box | null = block.box;
  for (let up = 0; box && up < 3; up++, box = box.parent) {
    const level = /^h([1-6])$/.exec(box.element.name)?.[1];
    if (level) return Number(level);
  }
  return null;
}
