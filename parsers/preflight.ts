/** A page that the parsers will not read: no HTML, too deep, too large, too many elements or attributes. */
export class ParseRefusedError extends Error {
  readonly code = 'parse-refused';
  /** @param found a number beyond `allowed`, or what the page is where `allowed` says what is read */
  constructor(what: string, found: number | string, allowed: number | string) {
    super(
      `${what}: found ${found}, ${typeof allowed === 'number' ? `at most ${allowed} are read` : `only ${allowed} is read`}`,
    );
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

/** How the bytes of other kinds begin; a server may serve any of them as HTML. */
const signatures: readonly (readonly [string, string])[] = [
  ['%PDF-', 'a PDF'],
  ['\u0089PNG', 'a PNG image'],
  ['\u00ff\u00d8\u00ff', 'a JPEG image'],
  ['GIF8', 'a GIF image'],
  ['RIFF', 'a RIFF file (WebP, AVI, WAV)'],
  ['PK\u0003\u0004', 'a ZIP archive'],
  ['\u001f\u008b', 'gzip data'],
  ['ID3', 'an MP3 file'],
  ['OggS', 'an Ogg file'],
  ['wOF', 'a font'],
];
const readable =
  /^(?:text\/(?:html|plain|xml)|application\/(?:xhtml\+xml|xml|octet-stream|x-httpd-php)|unknown\/unknown)?$/;

/** Of text hardly any byte is a control; of UTF-16 every second may be zero, and nothing else is. */
const mostControls = 0.1;

/** Whatever else it holds: a page. */
const markup = /<(?:!doctype|html|head|body|title|meta|div|h[1-6]|p|article|table)\b/i;

function isBinary(head: string): boolean {
  if (markup.test(head)) return false;
  let controls = 0;
  const zeros = [0, 0];
  for (let i = 0; i < head.length; i++) {
    const code = head.charCodeAt(i);
    if (code === 0) zeros[i % 2] = (zeros[i % 2] ?? 0) + 1;
    // Escape begins the shifts of ISO-2022.
    else if (code < 9 || (code > 13 && code < 32 && code !== 27) || code === 127) controls++;
  }
  const [even = 0, odd = 0] = zeros;
  const isWide = Math.max(even, odd) > head.length / 4 && Math.min(even, odd) < head.length / 32;
  const all = isWide ? controls : controls + even + odd;
  return all > 4 && all > head.length * mostControls;
}

/** @throws {ParseRefusedError} the bytes or the declared type are no HTML */
export function checkContent(bytes: Uint8Array, contentType: string | null): void {
  const head = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.length, 1_024)).toString('latin1');
  const kind = signatures.find(([signature]) => head.startsWith(signature))?.[1];
  if (kind) throw new ParseRefusedError('content', kind, 'HTML');
  if (head.startsWith('ftyp', 4)) throw new ParseRefusedError('content', 'an MP4, HEIF or AVIF file', 'HTML');
  if (isBinary(head)) throw new ParseRefusedError('content', 'binary data', 'HTML');
  const start = head.replace(/^\u00ef\u00bb\u00bf/, '').trimStart();
  if (/^[[{]\s*["[{\]}]/.test(start) && !start.includes('<'))
    throw new ParseRefusedError('content', 'JSON', 'HTML');
  if (/^(?:<\?xml[^>]*>\s*)?(?:<!--[^>]*-->\s*)*<(?:rss|feed|urlset|sitemapindex|svg)\b/i.test(start)) {
    throw new ParseRefusedError('content', 'an XML document that is no page', 'HTML');
  }
  const type = (contentType ?? '').split(';')[0]?.trim().toLowerCase() ?? '';
  if (!readable.test(type) && !/<(?:!doctype html|html|head|body|div|p)\b/i.test(head)) {
    throw new ParseRefusedError('content type', type, 'HTML');
  }
}
