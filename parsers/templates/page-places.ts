import { isElement, isText, type PageElement, type PageRoot, unreadable } from '../node.ts';
import { normalizeSpaces } from '../text/normalize-spaces.ts';

/** An element of a page with the way that leads to it, told so that it is the same on every page of one template. */
export type PagePlace = {
  element: PageElement;
  way: string;
  /** The beginning of its text. */
  text: string;
  /** Of its whole text, roughly. */
  length: number;
};

/** Enough to compare two places, and to hold any field but the body. */
const maxText = 2_000;

/** The places of a page that hold text, in page order. Each text is put together once, from the texts below it. */
export function pagePlaces(root: PageRoot): PagePlace[] {
  const opened: (PagePlace | null)[] = [];
  const visit = (element: PageElement, way: string): { text: string; length: number } => {
    if (unreadable.has(element.name)) return { text: '', length: 0 };
    const own = `${way}/${stepOf(element)}`;
    const at = opened.push(null) - 1;
    let text = '';
    let length = 0;
    for (const child of element.children) {
      const part = isText(child)
        ? { text: child.data, length: child.data.length }
        : isElement(child)
          ? visit(child, own)
          : { text: '', length: 0 };
      if (text.length < maxText) text += part.text.slice(0, maxText - text.length);
      length += part.length;
    }
    const plain = normalizeSpaces(text);
    if (plain !== '' && element.name !== 'html') opened[at] = { element, way: own, text: plain, length };
    return { text: element.name === 'br' ? ' ' : `${text} `, length };
  };
  for (const child of root.children) if (isElement(child)) visit(child, '');
  return opened.filter((place) => place !== null);
}

/** Names made for one article ("post-4411", "category-harbors") tell nothing of the template. */
export function stableNames(element: PageElement): string[] {
  return (element.attribs.class ?? '')
    .split(/\s+/)
    .filter((name) => /^[a-z_-][\w-]*$/i.test(name) && !/\d/.test(name) && name.length <= 40)
    .filter((name) => !/^(?:category|tag|author|format|type|status|term)-/i.test(name));
}

export function stableId(element: PageElement): string | null {
  const id = element.attribs.id?.trim() ?? '';
  return /^[a-z_-][\w-]{0,39}$/i.test(id) && !/\d/.test(id) ? id : null;
}

function stepOf(element: PageElement): string {
  const id = stableId(element);
  const [first] = stableNames(element);
  return element.name + (id ? `#${id}` : first ? `.${first}` : '');
}
