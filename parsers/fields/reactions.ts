import type { Reaction } from '../../src/model/reaction.ts';
import { absent, type Found, found } from '../found.ts';
import { reactionLabels } from '../labels.ts';
import { cssPath, type PageElement, textOf } from '../node.ts';
import type { PageDocument } from '../page-document.ts';
import type { Box, TextBlock } from '../survey/page-survey.ts';
import { zone } from '../survey/zones.ts';
import { normalizeSpaces } from '../text/normalize-spaces.ts';
import { countPattern, readCount } from '../text/read-count.ts';

const known: ReadonlySet<string> = new Set(reactionLabels);
const beginnings = new Set(reactionLabels.map((label) => label.slice(0, 1)));
/** No label is longer, with the spaces and the colon that may follow it. */
const maxLabel = 60;
const number = countPattern.source;
/** "veryGood! (15)", "Good(7)   Bad(0)", "好评()" */
const bracketed = new RegExp(
  `([^()（）␟\\d][^()（）␟]{0,24}?)[\\s␟]*[(（][\\s␟]*(${number})?[\\s␟]*[)）]`,
  'giu',
);
/** "点赞 3万" */
const trailing = new RegExp(`^([^()（）\\d]{1,24}?)\\s*[:：]?\\s*(${number})$`, 'iu');

/** "5,9 mil", "3万" and nothing else */
const countAlone = new RegExp(`^(?:${number})$`, 'iu');

const hasBracket = /[(（]/;
/** A bracket that holds a number, or nothing. */
const mayBeCount = /[(（][\s␟]*[\d)）]/;

/** What readers press, with its count; null where a script fills the number in, never 0. */
export function readReactions(
  { survey }: PageDocument,
  isOutside: (index: number) => boolean,
  chosen: readonly PageElement[],
): Found<Reaction[]> {
  const places = new Set(chosen);
  const votes = new Map<Box, boolean>();
  const list: Reaction[] = [];
  const raws: string[] = [];
  let path = '';
  for (const block of survey.blocks) {
    if (chosen.length > 0 ? !within(block.box, places) : isElsewhere(block, isOutside)) continue;
    if (block.zones & (zone.nav | zone.comments) || !isOutside(block.index)) continue;
    const read = readLine(block, survey.blocks, votes);
    for (const reaction of read) {
      if (list.some(({ label }) => label === reaction.label)) continue;
      list.push(reaction);
      raws.push(block.text);
      path ||= cssPath(block.box.element);
    }
  }
  return list.length === 0
    ? absent([])
    : found('reactions', list, {
        method: 'label',
        path,
        raw: [...new Set(raws)].join(' | '),
        confidence: 0.85,
      });
}

function isElsewhere(block: TextBlock, isOutside: (index: number) => boolean): boolean {
  return (
    block.text.length > 120 || (block.zones & (zone.nav | zone.comments)) !== 0 || !isOutside(block.index)
  );
}

function within(box: Box, places: ReadonlySet<PageElement>): boolean {
  for (let at: Box | null = box; at; at = at.parent) if (places.has(at.element)) return true;
  return false;
}

function readLine(block: TextBlock, blocks: readonly TextBlock[], votes: Map<Box, boolean>): Reaction[] {
  const isVoting = () => (block.zones & zone.vote) !== 0 || votesByLink(block.box, votes);
  const matches =
    hasBracket.test(block.text) && mayBeCount.test(block.pieces) ? [...block.pieces.matchAll(bracketed)] : [];
  const inBrackets =
    matches.length === 0 ? [] : matches.flatMap((match) => reaction(match[1], match[2] ?? null, isVoting()));
  if (inBrackets.length > 0) return [...inBrackets, ...readPieces(block.pieces.replace(bracketed, '␟'))];
  const after = /\d/.test(block.text) ? trailing.exec(block.text) : null;
  if (after && isKnown(after[1] ?? '')) return reaction(after[1], after[2] ?? null, false);
  const inPieces = /\d/.test(block.text) ? readPieces(block.pieces) : [];
  if (inPieces.length > 0) return inPieces;
  if (!isKnown(block.text)) return [];
  // The label stands alone: its count may be the line beside it, or a script's that we never call.
  const count = countBeside(block, blocks);
  if (count !== null) return reaction(block.text, count, true);
  return isVoting() ? reaction(block.text, null, true) : [];
}

const countLine = /^[(（]?\s*[\d.,]+\s*[万萬KkMm]?\+?\s*[)）]?$/;

/** The count in the next line, or in the one before where that one stands closer in the tree: a cell of number and face. */
function countBeside(block: TextBlock, blocks: readonly TextBlock[]): string | null {
  const [before, after] = [blocks[block.index - 1], blocks[block.index + 1]].map((line) =>
    line && countLine.test(line.text) ? line : undefined,
  );
  const isNearer = before && sharedDepth(block, before) > sharedDepth(block, blocks[block.index + 1]);
  return (isNearer ? before : after)?.text ?? null;
}

/** How deep in the tree the box lies that holds both lines. */
function sharedDepth(one: TextBlock, other: TextBlock | undefined): number {
  if (!other) return -1;
  let box: Box | null = one.box;
  while (box && !(box.first <= other.index && other.index < box.end)) box = box.parent;
  return box?.depth ?? -1;
}

/** Several buttons in one line, each with its count beside the label or in an element of its own. */
function readPieces(text: string): Reaction[] {
  const found: Reaction[] = [];
  const pieces = text
    .split('␟')
    .map(normalizeSpaces)
    .filter((piece) => piece !== '');
  for (let i = 0; i < pieces.length; i++) {
    const piece = pieces[i] ?? '';
    const after = /\d/.test(piece) ? trailing.exec(piece) : null;
    if (after) found.push(...reaction(after[1], after[2] ?? null, false));
    else if (isKnown(piece) && countAlone.test(pieces[i + 1] ?? ''))
      found.push(...reaction(piece, pieces[++i] ?? null, false));
  }
  return found;
}

function reaction(label: string | undefined, count: string | null, voting: boolean): Reaction[] {
  const name = (label ?? '').replace(/^[\s|·,，]+|[\s:：]+$/g, '');
  if (name === '' || (!voting && !isKnown(name)) || !/\p{L}/u.test(name)) return [];
  const read = count === null ? null : readCount(count);
  return [{ label: name, count: read?.count ?? null, atLeast: read?.atLeast ?? false }];
}

function isKnown(text: string): boolean {
  if (text.length > maxLabel || !beginnings.has(text.trimStart().slice(0, 1).toLowerCase())) return false;
  return known.has(
    text
      .trim()
      .toLowerCase()
      .replace(/\s*[:：]$/, ''),
  );
}

/** A link that casts a vote: "makeRequest('/e/public/digg/…')". It is read, never followed. */
function votesByLink(box: Box, known: Map<Box, boolean>): boolean {
  let votes = known.get(box);
  if (votes === undefined) {
    votes = box.element.children.some((child) => {
      if (!('attribs' in child)) return false;
      const action = `${child.attribs.href ?? ''} ${child.attribs.onclick ?? ''}`;
      return /\b(?:digg|vote|zan|dolike|thumb)/i.test(action) && textOf(child).length < 40;
    });
    // One box may hold thousands of lines: it is asked once.
    known.set(box, votes);
  }
  return votes;
}
