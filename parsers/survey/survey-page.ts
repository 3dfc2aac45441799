import {
  isElement,
  isText,
  noAttributes,
  type PageElement,
  type PageNode,
  type PageRoot,
  unreadable,
} from '../node.ts';
import { normalizeSpaces } from '../text/normalize-spaces.ts';
import { noteHead } from './note-head.ts';
import type { Box, Marked, PageSurvey } from './page-survey.ts';
import { zone, zoneOfNames, zoneOfTag } from './zones.ts';

const inline: ReadonlySet<string> = new Set(
  'a abbr acronym b bdi bdo big cite code data del dfn em font i ins kbd mark nobr q rb rp rt rtc ruby s samp small span strike strong sub sup time tt u var wbr img picture source label o:p'.split(
    ' ',
  ),
);
const strong: ReadonlySet<string> = new Set(['b', 'strong']);
const hiddenStyle =
  /(?:^|[;\s])(?:display\s*:\s*none|visibility\s*:\s*hidden|font-size\s*:\s*0(?:px|pt|em|rem|%)?\s*(?:;|$|!)|opacity\s*:\s*0(?:\.0+)?\s*(?:;|$|!)|text-indent\s*:\s*-\d{3,}|(?:left|top)\s*:\s*-\d{4,})/i;
/** Bits that say where a text stands; they hold for all that lies below. */
const inherited = ~zone.titled;

type Walk = {
  survey: PageSurvey;
  box: Box;
  zones: number;
  raw: string;
  pieces: string;
  linkChars: number;
  strongChars: number;
  bylineChars: number;
  inStrong: number;
  inByline: number;
  inHidden: number;
  /** The link that is open; links in links count as one. */
  anchor: PageElement | null;
  anchorText: string;
  openAnchor: { text: string } | null;
  afterBreak: boolean;
  /** What the class names of this page say: most stand on it many times. */
  known: Map<string, number>;
};

/** Walks the tree once and notes everything that the field parsers ask for; linear in the page. */
export function surveyPage(root: PageRoot): PageSurvey {
  const survey: PageSurvey = {
    blocks: [],
    boxes: [],
    meta: new Map(),
    links: [],
    title: null,
    htmlLang: null,
    baseHref: null,
    jsonLdTexts: [],
    scriptChars: 0,
    scripts: 0,
    dataScripts: [],
    noscriptText: '',
    times: [],
    marked: [],
    itemprops: [],
    relAuthors: [],
    anchors: [],
    elements: 0,
  };
  // Text outside of any element hangs on a box of its own, so that a page without <html> is read like any other.
  const ground: Box = {
    element: { name: 'root', attribs: {}, children: root.children, parent: null } as unknown as PageElement,
    parent: null,
    depth: 0,
    zones: 0,
    own: 0,
    first: 0,
    end: 0,
  };
  survey.boxes.push(ground);
  const walk: Walk = {
    survey,
    box: ground,
    zones: 0,
    raw: '',
    pieces: '',
    linkChars: 0,
    strongChars: 0,
    bylineChars: 0,
    inStrong: 0,
    inByline: 0,
    inHidden: 0,
    anchor: null,
    anchorText: '',
    openAnchor: null,
    afterBreak: false,
    known: new Map(),
  };
  for (const child of root.children) visit(child, walk);
  flush(walk);
  ground.end = survey.blocks.length;
  return survey;
}

function visit(node: PageNode, walk: Walk): void {
  if (isText(node)) {
    addText(node.data, walk);
    return;
  }
  if (!isElement(node)) return;
  walk.survey.elements++;
  const { name } = node;
  const kind = kinds.get(name);
  if (kind === undefined) {
    visitBox(node, walk);
    return;
  }
  if (kind === 'inline') {
    visitInline(node, walk);
    return;
  }
  if (kind === 'break') {
    flush(walk);
    walk.afterBreak = name === 'br';
    return;
  }
  if (kind === 'noted') {
    note(node, walk);
    if (name === 'script' || name === 'iframe') walk.pieces += '␟';
    return;
  }
  // The word on a button is printed, though it stands in an attribute.
  if (name === 'input' && /^(?:submit|button)$/i.test(node.attribs.type ?? '')) {
    addText(` ${node.attribs.value ?? ''} `, walk);
    return;
  }
  if (name === 'html') walk.survey.htmlLang = node.attribs.lang ?? node.attribs['xml:lang'] ?? null;
  visitBox(node, walk);
}

/** How an element is read; one that is not in here breaks lines and is a box. */
const kinds = new Map<string, 'inline' | 'break' | 'noted' | 'special'>();
for (const name of inline) kinds.set(name, 'inline');
for (const name of unreadable) kinds.set(name, 'noted');
for (const name of ['meta', 'link', 'title', 'base']) kinds.set(name, 'noted');
for (const name of ['br', 'hr']) kinds.set(name, 'break');
for (const name of ['input', 'html']) kinds.set(name, 'special');

function visitBox(node: PageElement, walk: Walk): void {
  flush(walk);
  const outerBox = walk.box;
  const outerZones = walk.zones;
  const own = ownZones(node, walk.known);
  const box: Box = {
    element: node,
    parent: outerBox,
    depth: outerBox.depth + 1,
    zones: (outerZones & inherited) | own,
    own,
    first: walk.survey.blocks.length,
    end: 0,
  };
  // A page may mark its whole body "nav-open", "has-sidebar": that says nothing about the text.
  if (node.name === 'body' || node.name === 'html') box.zones = outerZones;
  walk.survey.boxes.push(box);
  walk.box = box;
  walk.zones = box.zones;
  mark(node, own, walk);
  for (const child of node.children) visit(child, walk);
  flush(walk);
  box.end = walk.survey.blocks.length;
  walk.box = outerBox;
  walk.zones = outerZones;
}

function visitInline(node: PageElement, walk: Walk): void {
  const outerZones = walk.zones;
  const own = ownZones(node, walk.known);
  mark(node, own, walk);
  const inStrong = strong.has(node.name) ? 1 : 0;
  const inByline = own & (zone.byline | zone.dateline) ? 1 : 0;
  const isAnchor = node.name === 'a';
  const outerAnchor = walk.anchor;
  const place = { element: node, zones: walk.zones, at: walk.survey.blocks.length, text: '' };
  walk.inStrong += inStrong;
  walk.inByline += inByline;
  walk.pieces += '␟';
  if (isAnchor) {
    // A link that was never closed ends where the next begins.
    if (walk.openAnchor) walk.openAnchor.text = normalizeSpaces(walk.anchorText);
    walk.anchor = node;
    walk.openAnchor = place;
    walk.anchorText = '';
    walk.survey.anchors.push(place);
  }
  if (own & zone.hidden) walk.inHidden++;
  for (const child of node.children) visit(child, walk);
  if (isAnchor) {
    if (walk.openAnchor === place) place.text = normalizeSpaces(walk.anchorText);
    walk.anchor = outerAnchor;
    walk.openAnchor = null;
  }
  walk.pieces += '␟';
  walk.inStrong -= inStrong;
  walk.inByline -= inByline;
  if (own & zone.hidden) walk.inHidden--;
  walk.zones = outerZones;
}

function addText(data: string, walk: Walk): void {
  // A hidden piece inside a line was put there for machines; hidden blocks are kept and judged as a whole.
  if (walk.inHidden > 0) return;
  walk.raw += data;
  walk.pieces += data;
  if (walk.anchor) {
    walk.linkChars += data.length;
    walk.anchorText += data;
  }
  if (walk.inStrong) walk.strongChars += data.length;
  if (walk.inByline) walk.bylineChars += data.length;
}

function flush(walk: Walk): void {
  if (walk.anchor) walk.anchorText += ' ';
  const { survey, raw } = walk;
  if (raw.length > 0) {
    const text = normalizeSpaces(raw);
    if (text.length > 0) {
      survey.blocks.push({
        index: survey.blocks.length,
        box: walk.box,
        zones: walk.zones,
        text,
        pieces: walk.pieces,
        linkChars: Math.min(walk.linkChars, text.length),
        strongChars: Math.min(walk.strongChars, text.length),
        bylineChars: Math.min(walk.bylineChars, text.length),
        afterBreak: walk.afterBreak,
      });
      walk.afterBreak = false;
    }
    walk.raw = '';
  }
  walk.pieces = '';
  walk.linkChars = 0;
  walk.strongChars = 0;
  walk.bylineChars = 0;
}

function ownZones(node: PageElement, known: Map<string, number>): number {
  const { attribs } = node;
  if (attribs === noAttributes) return zoneOfTag(node.name, undefined);
  let own = zoneOfTag(node.name, attribs.role);
  if (attribs.class) own |= zonesOfClass(attribs.class, known);
  if (attribs.id) own |= zoneOfNames(attribs.id);
  // Where class names are made by a tool, names for tests and measuring still say who and when.
  const named = attribs['data-testid'] ?? attribs['data-component'] ?? attribs['data-qa'];
  if (named) own |= zoneOfNames(named) & (zone.byline | zone.dateline);
  if (attribs.itemprop === 'articleBody') own |= zone.content;
  if (attribs.hidden !== undefined || (attribs.style && hiddenStyle.test(attribs.style))) own |= zone.hidden;
  return own;
}

function zonesOfClass(names: string, known: Map<string, number>): number {
  let bits = known.get(names);
  if (bits === undefined) {
    bits = zoneOfNames(names);
    known.set(names, bits);
  }
  return bits;
}

function mark(node: PageElement, own: number, walk: Walk): void {
  const { attribs } = node;
  if (attribs === noAttributes && node.name !== 'time') return;
  const isMarked = (own & (zone.byline | zone.dateline)) !== 0;
  if (!isMarked && attribs.itemprop === undefined && attribs.rel === undefined && node.name !== 'time')
    return;
  const place: Marked = { element: node, own, zones: walk.zones, at: walk.survey.blocks.length };
  if (attribs.itemprop !== undefined) walk.survey.itemprops.push(place);
  if (node.name === 'time') walk.survey.times.push(place);
  if (attribs.rel !== undefined && /(?:^|\s)author(?:\s|$)/i.test(attribs.rel))
    walk.survey.relAuthors.push(place);
  if (isMarked) walk.survey.marked.push(place);
}

/** Notes what stands in the page's head, and scripts; none of it is readable text. */
function note(node: PageElement, walk: Walk): void {
  if (node.name === 'head') {
    for (const child of node.children) if (isElement(child)) visit(child, walk);
    return;
  }
  if (node.name === 'meta' && node.attribs.itemprop !== undefined) mark(node, 0, walk);
  noteHead(node, walk.survey);
}
