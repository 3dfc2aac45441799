import { decodeHTMLAttribute } from 'entities';

/** What a scan of a page tells, in page order. Names are in lower case. */
export type HtmlScan = {
  /** The beginning of an element; `attribute` gives a value with its entities decoded, for as long as the call lasts. */
  open(name: string, attribute: (name: string) => string | undefined): void;
  close(name: string): void;
  /** Text from `start` up to `end`, entities as written. `inside` names the element where it is a title or a text field. */
  text(start: number, end: number, inside: string | null): void;
};

const isSpace = (code: number) => code === 32 || (code >= 9 && code <= 13);
const isLetter = (code: number) => (code >= 97 && code <= 122) || (code >= 65 && code <= 90);
const [quote, apostrophe, equals, greater, slash, exclamation, question] = [34, 39, 61, 62, 47, 33, 63];

/** Elements whose content is no markup (HTML standard, "raw text" and "escapable raw text"). */
const rawElements = new Set(['script', 'style', 'xmp', 'iframe', 'noembed', 'noframes', 'textarea', 'title']);
const longestName = 20;
/** More attributes than this are passed over. */
const mostAttributes = 256;

/**
 * The tags and texts of a page by the tokenizer rules of the HTML standard, without a tree: five times as fast as a full
 * parser, since what nobody asked for is jumped over. Whatever a page does, each character is looked at a bounded
 * number of times.
 */
export function scanHtml(html: string, { open, close, text }: HtmlScan): void {
  const { length } = html;
  // Places of the attributes of the tag at hand: name from, to, value from, to.
  const places: number[] = [];
  // How many of them hold: to empty the array for each tag would cost as much as to read its attributes.
  let noted = 0;
  const attribute = (wanted: string): string | undefined => {
    for (let n = 0; n < noted; n += 4) {
      const [from, to] = [places[n] ?? 0, places[n + 1] ?? 0];
      if (
        to - from !== wanted.length ||
        (!html.startsWith(wanted, from) && html.slice(from, to).toLowerCase() !== wanted)
      )
        continue;
      const value = html.slice(places[n + 2], places[n + 3]);
      return value.includes('&') ? decodeHTMLAttribute(value) : value;
    }
    return undefined;
  };

  const note = (from: number, to: number, valueFrom: number, valueTo: number) => {
    if (noted >= 4 * mostAttributes) return;
    places[noted++] = from;
    places[noted++] = to;
    places[noted++] = valueFrom;
    places[noted++] = valueTo;
  };

  /** Reads attributes from `at` on. @returns the place behind the tag; -1: the page ends inside of it */
  function readAttributes(start: number): number {
    let at = start;
    noted = 0;
    for (;;) {
      let code = html.charCodeAt(at);
      while (isSpace(code) || code === slash) code = html.charCodeAt(++at);
      if (at >= length) return -1;
      if (code === greater) return at + 1;
      const from = at;
      do code = html.charCodeAt(++at);
      while (at < length && code !== equals && code !== greater && code !== slash && !isSpace(code));
      const to = at;
      while (isSpace(code)) code = html.charCodeAt(++at);
      if (code !== equals) {
        note(from, to, to, to);
        continue;
      }
      do code = html.charCodeAt(++at);
      while (isSpace(code));
      if (code === quote || code === apostrophe) {
        const end = html.indexOf(code === quote ? '"' : "'", at + 1);
        if (end < 0) return -1;
        note(from, to, at + 1, end);
        at = end + 1;
      } else {
        const valueFrom = at;
        while (at < length && code !== greater && !isSpace(code)) code = html.charCodeAt(++at);
        note(from, to, valueFrom, at);
      }
    }
  }

  function nameEnd(start: number): number {
    let at = start;
    let code = html.charCodeAt(at);
    while (at < length && code !== greater && code !== slash && !isSpace(code)) code = html.charCodeAt(++at);
    return at;
  }
  // A name that is too long to be one of HTML's is nobody's business.
  const nameOf = (from: number, to: number) =>
    to - from > longestName ? '' : html.slice(from, to).toLowerCase();

  let at = 0;
  while (at < length) {
    const tag = html.indexOf('<', at);
    if (tag < 0) {
      text(at, length, null);
      return;
    }
    if (tag > at) text(at, tag, null);
    const code = html.charCodeAt(tag + 1);
    if (isLetter(code)) {
      const end = nameEnd(tag + 1);
      const name = nameOf(tag + 1, end);
      at = readAttributes(end);
      if (at < 0) return;
      open(name, attribute);
      // Most tags have a name shorter than any of these.
      if (name.length > 2 && rawElements.has(name)) {
        const until = endOfRaw(html, at, name);
        if (until > at && (name === 'title' || name === 'textarea')) text(at, until, name);
        at = until;
      }
    } else if (code === slash && isLetter(html.charCodeAt(tag + 2))) {
      const end = nameEnd(tag + 2);
      at = readAttributes(end);
      if (at < 0) return;
      close(nameOf(tag + 2, end));
    } else if (code === exclamation || code === question || code === slash) {
      at = endOfComment(html, tag);
      if (at < 0) return;
    } else {
      // A lone "<" is text.
      at = tag + 1;
    }
  }
}

/** Where the closing tag of a raw element begins; the end of the page where there is none. */
function endOfRaw(html: string, start: number, name: string): number {
  for (let at = html.indexOf('</', start); at >= 0; at = html.indexOf('</', at + 2)) {
    const end = at + 2 + name.length;
    if (html.slice(at + 2, end).toLowerCase() !== name) continue;
    const code = html.charCodeAt(end);
    if (code === greater || code === slash || isSpace(code)) return at;
  }
  return html.length;
}

/** The place behind a comment, a document type or a thing that is taken for a comment; -1: it has no end. */
function endOfComment(html: string, start: number): number {
  if (!html.startsWith('<!--', start)) {
    const end = html.indexOf('>', start + 1);
    return end < 0 ? -1 : end + 1;
  }
  if (html.startsWith('>', start + 4)) return start + 5;
  if (html.startsWith('->', start + 4)) return start + 6;
  const end = html.indexOf('--', start + 4);
  for (let at = end; at >= 0; at = html.indexOf('--', at + 1)) {
    if (html.charCodeAt(at + 2) === greater) return at + 3;
    if (html.charCodeAt(at + 2) === exclamation && html.charCodeAt(at + 3) === greater) return at + 4;
  }
  return -1;
}
