import type { DomHandler } from 'htmlparser2';

/** The tree as htmlparser2 builds it; its node types are not exported under names of their own. */
export type PageRoot = DomHandler['root'];
export type PageNode = PageRoot['children'][number];
export type PageElement = Extract<PageNode, { attribs: object }>;
export type PageText = Extract<PageNode, { data: string; type: 'text' }>;

/** Those of every element that has none: a third of a page's elements are bare, and none is ever changed. */
export const noAttributes: Record<string, string> = Object.freeze({});

export function isElement(node: PageNode | PageRoot | null | undefined): node is PageElement {
  if (node == null) return false;
  const { type } = node;
  return type === 'tag' || type === 'script' || type === 'style';
}

export function isText(node: PageNode): node is PageText {
  return node.type === 'text';
}

/** Elements that hold no readable text of the page. */
export const unreadable: ReadonlySet<string> = new Set([
  'script',
  'style',
  'noscript',
  'template',
  'svg',
  'math',
  'iframe',
  'object',
  'embed',
  'canvas',
  'video',
  'audio',
  'map',
  'select',
  'datalist',
  'textarea',
  'head',
  'dialog',
]);

/** All text below a node as it stands in the page, unreadable elements left out. */
export function textOf(node: PageNode | PageRoot): string {
  if ('data' in node) return node.type === 'text' ? node.data : '';
  if (!('children' in node)) return '';
  if (isElement(node)) {
    if (unreadable.has(node.name)) return '';
    if (node.name === 'br') return '\n';
  }
  let text = '';
  for (const child of node.children) text += textOf(child);
  return text;
}

/** What a script, style or title element holds, unread. */
export function scriptText(element: PageElement): string {
  let text = '';
  for (const child of element.children) if ('data' in child) text += child.data;
  return text;
}

/** A path by tags, ids and first classes, short enough to read and exact enough to find the place again. */
export function cssPath(element: PageElement): string {
  const steps: string[] = [];
  for (let at: PageElement | null = element; at && steps.length < 4; ) {
    const id = at.attribs.id;
    const first = at.attribs.class?.trim().split(/\s+/)[0];
    steps.unshift(at.name + (id ? `#${id}` : first ? `.${first}` : ''));
    if (id) break;
    at = isElement(at.parent) ? at.parent : null;
  }
  return steps.join(' > ');
}
