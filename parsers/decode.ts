import { isAscii, isUtf8 } from 'node:buffer';
import { analyse } from 'chardet';
import iconv from 'iconv-lite';

/** What named the encoding: the bytes' own mark, the response's header, the page's meta element, or the bytes themselves. */
export type EncodingSource = 'bom' | 'site-file' | 'header' | 'meta' | 'detected' | 'default';

export type DecodedText = {
  text: string;
  /** A WHATWG name in lower case ("utf-8", "gbk"); for code pages the Web does not know, iconv's name. */
  encoding: string;
  source: EncodingSource;
};

/** Only this far do we look for a meta element; the HTML standard looks at 1,024 bytes, old portals need more. */
const prescanBytes = 4_096;
/** Enough to tell an encoding; detection costs time for every byte it sees. */
const detectBytes = 32_768;
/** A right encoding may still meet a few stray bytes: this share of the non-ASCII text. */
const toleratedShare = 0.02;
/** So many multi-byte sequences that are valid UTF-8 are no accident of another encoding. */
const provenSequences = 4;

/**
 * Bytes of a page as text. A byte order mark decides; then what the header or the meta element declare, as long as the
 * bytes bear it out; then detection. A declaration that the bytes contradict is passed over.
 *
 * @param contentType the response's Content-Type as received, null where it had none
 * @param siteEncoding what the site file says; it stands before header and meta
 */
export function decodeText(
  bytes: Uint8Array,
  contentType: string | null,
  siteEncoding?: string | null,
): DecodedText {
  const mark = byteOrderMark(bytes);
  if (mark) return { text: decodeAs(bytes, mark), encoding: mark, source: 'bom' };
  const wide = wideWithoutMark(bytes);
  if (wide) return { text: decodeAs(bytes, wide), encoding: wide, source: 'detected' };
  const ascii = isAscii(bytes);
  const wellFormed = ascii || isUtf8(bytes);
  const outside = declaredOutside(contentType, siteEncoding ?? null);
  // What says UTF-8 and is well-formed needs no further proof, nor a look at what else the page says.
  if (wellFormed && outside[0]?.encoding === 'utf-8') return utf8(bytes, outside, ascii);
  const declared = [...outside, ...declaredInside(bytes)];
  const isProven = () =>
    (declared[0]?.encoding ?? 'utf-8') === 'utf-8' || multiByteSequences(bytes) >= provenSequences;
  if (wellFormed && (ascii || isProven())) return utf8(bytes, declared, ascii);
  let best: (DecodedText & { broken: number }) | null = null;
  for (const { encoding, source } of candidates(declared, bytes)) {
    const text = decodeAs(bytes, encoding);
    const broken = brokenShare(text);
    if (broken <= toleratedShare) return { text, encoding, source };
    if (!best || broken < best.broken) best = { text, encoding, source, broken };
  }
  const { text, encoding, source } = best ?? {
    text: decodeAs(bytes, 'utf-8'),
    encoding: 'utf-8',
    source: 'default',
  };
  return { text, encoding, source };
}

/** Detection costs time for every byte: it is asked only when no declaration fits. */
function* candidates(declared: readonly Declaration[], bytes: Uint8Array): Generator<Declaration> {
  yield* declared;
  yield* detections(bytes);
}

type Declaration = { encoding: string; source: EncodingSource };

/** By the site's file, and by the response's header. */
function declaredOutside(contentType: string | null, siteEncoding: string | null): Declaration[] {
  const label = /charset\s*=\s*["']?\s*([\w.:-]+)/i.exec(contentType ?? '')?.[1];
  return [...declaration(siteEncoding, 'site-file'), ...declaration(label, 'header')];
}

function declaredInside(bytes: Uint8Array): Declaration[] {
  const label = metaLabel(bytes);
  // A page that can be searched for "<meta" byte by byte is not UTF-16, whatever it says.
  return declaration(label && /^utf-?16/i.test(label) ? 'utf-8' : label, 'meta');
}

function declaration(label: string | undefined | null, source: EncodingSource): Declaration[] {
  const encoding = label ? knownEncoding(label) : null;
  return encoding ? [{ encoding, source }] : [];
}

function metaLabel(bytes: Uint8Array): string | null {
  const head = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.length, prescanBytes)).toString(
    'latin1',
  );
  return (
    /<meta\b[^>]{0,300}?\bcharset\s*=\s*["']?\s*([\w.:-]+)/i.exec(head)?.[1] ??
    /^\s*<\?xml\b[^>]{0,200}?\bencoding\s*=\s*["']([\w.:-]+)/i.exec(head)?.[1] ??
    null
  );
}

function utf8(bytes: Uint8Array, declared: readonly Declaration[], ascii: boolean): DecodedText {
  // The bytes are known to be well-formed: they need no second check.
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  const text = buffer.toString(ascii ? 'latin1' : 'utf8');
  const named = declared.find(({ encoding }) => encoding === 'utf-8');
  if (named) return { text, encoding: 'utf-8', source: named.source };
  // Pure ASCII reads the same in every encoding that a page may declare: keep the declared name.
  const [first] = declared;
  if (first && ascii) return { text, encoding: first.encoding, source: first.source };
  return { text, encoding: 'utf-8', source: ascii ? 'default' : 'detected' };
}

function byteOrderMark(bytes: Uint8Array): string | null {
  const [a, b, c] = bytes;
  if (a === 0xef && b === 0xbb && c === 0xbf) return 'utf-8';
  if (a === 0xff && b === 0xfe) return 'utf-16le';
  if (a === 0xfe && b === 0xff) return 'utf-16be';
  return null;
}

/** UTF-16 without a mark shows in its zero bytes: markup is ASCII, so every second byte of it is zero. */
function wideWithoutMark(bytes: Uint8Array): string | null {
  const end = Math.min(bytes.length, 1_024) & ~1;
  if (end < 4) return null;
  let even = 0;
  let odd = 0;
  for (let i = 0; i < end; i += 2) {
    if (bytes[i] === 0) even++;
    if (bytes[i + 1] === 0) odd++;
  }
  const half = end / 4;
  if (odd > half && even < half / 4) return 'utf-16le';
  if (even > half && odd < half / 4) return 'utf-16be';
  return null;
}

function multiByteSequences(bytes: Uint8Array): number {
  let count = 0;
  for (let i = 0; i < bytes.length && count < provenSequences; i++) if ((bytes[i] ?? 0) >= 0xc2) count++;
  return count;
}

function* detections(bytes: Uint8Array): Generator<Declaration> {
  const sample = bytes.subarray(0, detectBytes);
  for (const { name, confidence } of analyse(sample)) {
    const encoding = confidence >= 10 ? knownEncoding(name) : null;
    if (encoding) yield { encoding, source: 'detected' };
  }
}

function brokenShare(text: string): number {
  let broken = 0;
  let beyondAscii = 0;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code < 0x80) continue;
    beyondAscii++;
    // Controls of the C1 range and the private use area appear when bytes are read in a wrong encoding.
    if (code === 0xfffd || code < 0xa0 || (code >= 0xe000 && code < 0xf900)) broken++;
  }
  return beyondAscii === 0 ? 0 : broken / beyondAscii;
}

/** The name to decode by; GB2312 becomes its superset GBK, Latin-1 becomes windows-1252, as browsers do. */
function knownEncoding(label: string): string | null {
  if (/^utf-8$/i.test(label)) return 'utf-8';
  try {
    const { encoding } = new TextDecoder(label.trim());
    return encoding;
  } catch {
    // Not an encoding of the Web. UTF-7 is left out: it hides markup from whoever reads the bytes as ASCII.
    const name = label.trim().toLowerCase();
    return /^utf-?7/.test(name) || !iconv.encodingExists(name) ? null : name;
  }
}

function decodeAs(bytes: Uint8Array, encoding: string): string {
  try {
    return new TextDecoder(encoding).decode(bytes);
  } catch {
    return iconv.decode(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length), encoding);
  }
}
