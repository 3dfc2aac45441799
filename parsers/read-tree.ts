import { decodeHTML, decodeHTMLAttribute } from 'entities/decode';
import { DomHandler, Parser, Tokenizer } from 'htmlparser2';
import { noAttributes, type PageRoot } from './node.ts';
import { type PageLimits, ParseRefusedError } from './preflight.ts';

/**
 * Text of a page as a tree, as htmlparser2 builds it. It counts while it builds, so that a hostile page costs no more than
 * its allowed part.
 *
 * @throws {ParseRefusedError} at the first element beyond a limit
 */
export function readTree(text: string, limits: PageLimits): PageRoot {
  const handler = new TreeHandler(limits);
  // Left to the library, references (&amp;) cost a look at every character of the page: see TreeHandler.
  const parser = new Parser(handler, { decodeEntities: false, Tokenizer: SeekingTokenizer });
  parser.end(text);
  return handler.root;
}

/** Elements that hold raw text, outside of SVG and MathML: a reference stays there as it is written. */
const raw: ReadonlySet<string> = new Set([
  'script',
  'style',
  'iframe',
  'noembed',
  'noframes',
  'plaintext',
  'xmp',
]);

/** Counts elements, depth and attributes, and reads the references of those texts and attributes that hold an ampersand. */
class TreeHandler extends DomHandler {
  private reader: Parser | null = null;
  private depth = 0;
  private elements = 0;
  private attributes = 0;
  private hasReference = false;
  /** The text that follows is that of a raw element: nothing else can stand in one. */
  private isRaw = false;
  private readonly limits: PageLimits;

  constructor(limits: PageLimits) {
    super();
    this.limits = limits;
  }

  // A function that holds parser and tree would keep them alive beyond the page, until the engine clears its old objects.
  override onparserinit(parser: Parser): void {
    super.onparserinit(parser);
    this.reader = parser;
  }

  onattribute(_name: string, value: string): void {
    this.attributes++;
    if (this.attributes > this.limits.maxAttributes) {
      throw new ParseRefusedError('attributes of one element', this.attributes, this.limits.maxAttributes);
    }
    if (value.includes('&')) this.hasReference = true;
  }

  override onopentag(name: string, attributes: Record<string, string>): void {
    const isBare = this.attributes === 0;
    this.attributes = 0;
    this.elements++;
    this.depth++;
    if (this.elements > this.limits.maxElements) {
      throw new ParseRefusedError('elements', this.elements, this.limits.maxElements);
    }
    if (this.depth > this.limits.maxDepth) {
      throw new ParseRefusedError('depth of nested elements', this.depth, this.limits.maxDepth);
    }
    if (this.hasReference) {
      this.hasReference = false;
      for (const [key, value] of Object.entries(attributes)) {
        if (value.includes('&')) attributes[key] = decodeHTMLAttribute(value);
      }
    }
    this.isRaw = raw.has(name) && !this.reader?.isInForeignContext();
    super.onopentag(name, isBare ? noAttributes : attributes);
  }

  override ontext(data: string): void {
    super.ontext(!this.isRaw && data.includes('&') ? decodeHTML(data) : data);
  }

  override onclosetag(): void {
    this.depth--;
    this.isRaw = false;
    super.onclosetag();
  }
}

/** The library looks for the next `<` or quote character by character; the engine's own search does it many times as fast. */
class SeekingTokenizer extends Tokenizer {}

type Place = { buffer: string; index: number; offset: number };

// The method is private to the library: were it renamed, pages would be read more slowly and not otherwise.
Object.defineProperty(SeekingTokenizer.prototype, 'fastForwardTo', {
  value(this: Place, code: number): boolean {
    const found = this.buffer.indexOf(String.fromCharCode(code), this.index - this.offset + 1);
    this.index = this.offset + (found < 0 ? this.buffer.length - 1 : found);
    return found >= 0;
  },
});
