import type { PageElement } from '../node.ts';

/** An element that breaks lines, with the run of text blocks it holds: blocks[first] … blocks[end - 1]. */
export type Box = {
  element: PageElement;
  parent: Box | null;
  depth: number;
  zones: number;
  /** Bits of its own tag and names alone. */
  own: number;
  first: number;
  end: number;
};

/** One line of text of the page: what stands between two line breaks. */
export type TextBlock = {
  index: number;
  box: Box;
  zones: number;
  /** White space made one space each. */
  text: string;
  /** The text nodes, parted by ␟; wide gaps and scripts part as well. For reading labels and values. */
  pieces: string;
  linkChars: number;
  strongChars: number;
  /** Begins after a br element. */
  afterBreak: boolean;
  /** Characters of the inline elements that say they hold a byline or a date. */
  bylineChars: number;
};

/** An element that names itself (itemprop, rel, class or id), for byline, date and the like. */
export type Marked = { element: PageElement; own: number; zones: number; at: number };

export type PageSurvey = {
  blocks: TextBlock[];
  boxes: Box[];
  /** Lower-case name or property → contents in page order. */
  meta: Map<string, string[]>;
  links: { rel: string; href: string; element: PageElement }[];
  title: string | null;
  htmlLang: string | null;
  baseHref: string | null;
  jsonLdTexts: string[];
  /** Bytes of inline scripts, and texts of noscript: signs of a page that a script fills. */
  scriptChars: number;
  scripts: number;
  /** Scripts with text of their own, JSON-LD left out. */
  dataScripts: PageElement[];
  noscriptText: string;
  times: Marked[];
  marked: Marked[];
  itemprops: Marked[];
  relAuthors: Marked[];
  /** Links in page order; `at` is the index of the block that a link stands in. */
  anchors: { element: PageElement; zones: number; at: number; text: string }[];
  elements: number;
};
