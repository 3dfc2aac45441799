import { STATUS_CODES } from 'node:http';
import type { Page } from '../../model/page.ts';
import type { SentRequest } from '../archive.ts';

/** How header text is turned into bytes. Off the wire it is Latin-1; a browser may hand over any letters. */
export type HeaderCharset = 'latin1' | 'utf8';

const keptPrefix = 'x-archive-orig-';
/**
 * Headers that speak of the bytes on the wire. The stored body has its codings undone, so they would be false
 * beside it. A header that already has the prefix gets it once more, so that taking it off stays exact.
 */
const wireHeader = /^(content-encoding|transfer-encoding|content-length|x-archive-orig-.*)$/i;
/** A field name by RFC 9110, 5.1. What a browser gives beyond that (":status") is no field. */
const fieldName = /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/;

export function headerCharset(headers: Readonly<Record<string, string>>): HeaderCharset {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: the whole range of Latin-1 is meant
  return Object.values(headers).every((value) => /^[\u0000-\u00ff]*$/.test(value)) ? 'latin1' : 'utf8';
}

/** Status line and headers of an answer, up to and with the empty line. */
export function responseHead({ status, headers }: Page): Buffer {
  const kept = Object.entries(headers).map(
    ([name, value]) => [wireHeader.test(name) ? `${keptPrefix}${name}` : name, value] as const,
  );
  return head(`HTTP/1.1 ${status} ${STATUS_CODES[status] ?? ''}`, kept, headerCharset(headers));
}

export function requestHead({ method, url, headers }: SentRequest): Buffer {
  const { host, pathname, search } = new URL(url);
  const named = Object.keys(headers).some((name) => name.toLowerCase() === 'host');
  const fields = Object.entries(headers);
  return head(
    `${method} ${pathname}${search} HTTP/1.1`,
    named ? fields : [['host', host], ...fields],
    headerCharset(headers),
  );
}

/** Reads back what `responseHead` and a body made; null where it is no HTTP answer. */
export function readResponse(
  block: Buffer,
  charset: HeaderCharset,
): Pick<Page, 'status' | 'headers' | 'body'> | null {
  const end = block.indexOf('\r\n\r\n');
  if (end < 0) return null;
  const [statusLine = '', ...fields] = block.subarray(0, end).toString(charset).split('\r\n');
  const status = /^HTTP\/1\.1 (-?\d+) /.exec(statusLine)?.[1];
  if (!status) return null;
  const headers: Record<string, string> = {};
  for (const field of fields) {
    const colon = field.indexOf(': ');
    const name = field.slice(0, colon);
    const original = name.startsWith(keptPrefix) ? name.slice(keptPrefix.length) : name;
    // A plain assignment to "__proto__" would be lost.
    Object.defineProperty(headers, original, {
      value: field.slice(colon + 2),
      enumerable: true,
      writable: true,
      configurable: true,
    });
  }
  // A copy of its own, so that a small page does not keep the whole record in memory.
  return { status: Number(status), headers, body: new Uint8Array(block.subarray(end + 4)) };
}

function head(
  firstLine: string,
  fields: readonly (readonly [string, string])[],
  charset: HeaderCharset,
): Buffer {
  const lines = fields
    .filter(([name]) => fieldName.test(name))
    // A line break inside a value would begin a new field; RFC 9110, 5.5 puts a space in its place.
    .map(([name, value]) => `${name}: ${value.replace(/[\r\n\0]/g, ' ')}`);
  return Buffer.from(`${[firstLine, ...lines].join('\r\n')}\r\n\r\n`, charset);
}
