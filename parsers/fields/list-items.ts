import type { ListItem } from '../../src/model/parsed-article.ts';
import { readDate } from '../dates/read-date.ts';
import { neighbourArticle } from '../labels.ts';
import type { PageDocument } from '../page-document.ts';
import type { Box } from '../survey/page-survey.ts';
import { zone } from '../survey/zones.ts';
import { resolveLink } from '../text/resolve-link.ts';
import { textWeight } from '../text/script-of.ts';

type Entry = { text: string; url: string; at: number; box: Box; shape: string };

export type ListReading = {
  items: ListItem[];
  /** The blocks that the entries reach over. */
  blocks: ReadonlySet<number>;
};

/** Fewer alike entries are no list; whether these make the page one is for `readKind` to say. */
const minItems = 1;
/** Beside its headline an entry's line may hold a date, a label or a count. */
const mostBeside = 40;
const minHeadline = 10;
const outside = zone.nav | zone.footer | zone.aside | zone.header | zone.paging | zone.crumb | zone.comments;

/** The entries of a list page: the largest group of headline links that stand in boxes of one shape. */
export function readListItems(document: PageDocument, inList: (index: number) => boolean): ListReading {
  const groups = new Map<string, Entry[]>();
  const seen = new Set<string>();
  const shapes = new Map<Box, string>();
  for (const { element, zones, at, text } of document.survey.anchors) {
    const block = document.survey.blocks[at];
    if (!block || (zones | block.zones) & outside || inList(at) || neighbourArticle.test(block.text))
      continue;
    // An address printed as it is names a source; a list prints headlines.
    if (/^(?:https?:\/\/|www\.)\S+$/i.test(text)) continue;
    const url = resolveLink(element.attribs.href, document.baseUrl);
    // An article may link to itself in its headline.
    if (!url || url === document.url || textWeight(text) < minHeadline) continue;
    if (
      block.linkChars < block.text.length * 0.6 &&
      !(text.length >= 8 && block.text.length - block.linkChars <= mostBeside)
    ) {
      continue;
    }
    // "Imprint | Contact | RSS": a menu in one line.
    if (/[|｜·•]/.test(block.text) && text.length < block.text.length * 0.6) continue;
    const shape = shapes.get(block.box) ?? shapeOf(block.box);
    shapes.set(block.box, shape);
    if (seen.has(`${shape} ${url}`)) continue;
    seen.add(`${shape} ${url}`);
    const group = groups.get(shape) ?? [];
    group.push({ text, url, at, box: block.box, shape });
    groups.set(shape, group);
  }
  const largest = [...groups.values()].sort((a, b) => weightOf(b) - weightOf(a))[0];
  if (!largest || largest.length < minItems) return { items: [], blocks: new Set() };
  // The first and the last entry have nothing on one side to stop at: none reaches up higher than the others.
  const inner = largest
    .slice(1, -1)
    .map((entry, i) => entry.box.depth - entryBox(entry, largest[i], largest[i + 2]).depth);
  const most = inner.length > 0 ? Math.max(...inner) : 3;
  const boxes = largest.map((entry, i) => entryBox(entry, largest[i - 1], largest[i + 1], most));
  const blocks = new Set<number>();
  for (const { first, end } of boxes) for (let i = first; i < end; i++) blocks.add(i);
  return { items: largest.map((entry, i) => itemOf(document, entry, boxes[i] ?? entry.box)), blocks };
}

function weightOf(group: readonly Entry[]): number {
  return group.reduce((sum, { text }) => sum + textWeight(text), 0);
}

function shapeOf(box: Box): string {
  const steps: string[] = [];
  for (let at: Box | null = box, up = 0; at && up < 4; at = at.parent, up++) {
    steps.push(`${at.element.name}.${at.element.attribs.class?.split(/\s+/)[0]?.replace(/\d+/g, '') ?? ''}`);
  }
  return steps.join('<');
}

/** An entry reaches up to the outermost box that holds no other entry. */
function entryBox(
  entry: Entry,
  before: Entry | undefined,
  after: Entry | undefined,
  most = Number.POSITIVE_INFINITY,
): Box {
  let { box } = entry;
  while (
    box.parent &&
    (!before || before.at < box.parent.first) &&
    (!after || after.at >= box.parent.end) &&
    box.parent.element.name !== 'body' &&
    entry.box.depth - box.depth < most
  ) {
    box = box.parent;
  }
  return box;
}

function itemOf(document: PageDocument, entry: Entry, box: Box): ListItem {
  let date: string | null = null;
  let summary: string | null = null;
  for (const block of document.survey.blocks.slice(box.first, Math.min(box.end, box.first + 20))) {
    if (block.index === entry.at) continue;
    const read =
      block.text.length < 60
        ? readDate(block.text, { fetchedAt: document.fetchedAt, monthFirst: false })
        : null;
    if (read) date ??= read.raw;
    else if (
      block.linkChars < block.text.length / 2 &&
      textWeight(block.text) >= 12 &&
      !(block.zones & zone.byline)
    )
      summary ??= block.text;
  }
  return { text: entry.text, url: entry.url, date, summary };
}
