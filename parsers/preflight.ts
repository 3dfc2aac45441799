import { DomHandler } from 'htmlparser2';

/** A page that the parsers will not read: too deep, too large, too many elements or attributes. */
export class ParseRefusedError extends Error {
  readonly code = 'parse-refused';
  constructor(what: string, found: number, allowed: number) {
    super(`${what}: found ${found}, at most ${allowed} are read`);
    this.name = 'ParseRefusedError';
  }
}

/** How much of a page is read. Beyond any of these the page is refused, not cut. */
export type PageLimits = {
  maxBytes: number;
  maxDepth: number;
  maxElements: number;
  /** For one element. */
  maxAttributes: number;
};

export const pageLimits: PageLimits = {
  maxBytes: 5 * 1_024 * 1_024,
  maxDepth: 512,
  maxElements: 100_000,
  maxAttributes: 1_000,
};

/**
 * Builds the tree and counts while it builds, so that a hostile page costs no more than its allowed part.
 *
 * @throws {ParseRefusedError} from the parser's `write`, at the first element beyond a limit
 */
export class LimitedHandler extends DomHandler {
  private depth = 0;
  private elements = 0;
  private attributes = 0;
  private readonly limits: PageLimits;

  constructor(limits: PageLimits) {
    super();
    this.limits = limits;
  }

  onattribute(): void {
    this.attributes++;
    if (this.attributes > this.limits.maxAttributes) {
      throw new ParseRefusedError('attributes of one element', this.attributes, this.limits.maxAttributes);
    }
  }

  override onopentag(name: string, attributes: Record<string, string>): void {
    this.attributes = 0;
    this.elements++;
    this.depth++;
    if (this.elements > this.limits.maxElements) {
      throw new ParseRefusedError('elements', this.elements, this.limits.maxElements);
    }
    if (this.depth > this.limits.maxDepth) {
      throw new ParseRefusedError('depth of nested elements', this.depth, this.limits.maxDepth);
    }
    super.onopentag(name, attributes);
  }

  override onclosetag(): void {
    this.depth--;
    super.onclosetag();
  }
}
