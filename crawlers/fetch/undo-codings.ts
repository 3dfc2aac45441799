import { promisify } from 'node:util';
import { brotliDecompress, constants, gunzip, inflate, inflateRaw, zstdDecompress } from 'node:zlib';

const gunzipAsync = promisify(gunzip);
const inflateAsync = promisify(inflate);
const inflateRawAsync = promisify(inflateRaw);
const brotliAsync = promisify(brotliDecompress);
const zstdAsync = promisify(zstdDecompress);

/** More layers than this are made to harm: a page coded twice is already rare. */
const mostCodings = 2;

export type Undone = { bytes: Buffer<ArrayBuffer> } | { problem: 'too-large' | 'broken'; reason: string };

/**
 * A body with its content codings (RFC 9110 section 8.4) undone, in the reverse of the order in which they stand.
 * Bytes that stop too early give what came; a body that would grow past `maxBytes` is given up before it does.
 */
export async function undoCodings(
  body: Buffer<ArrayBuffer>,
  contentEncoding: string,
  maxBytes: number,
): Promise<Undone> {
  if (contentEncoding === '') return { bytes: body };
  const codings = contentEncoding
    .toLowerCase()
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '' && name !== 'identity');
  if (codings.length > mostCodings) {
    return {
      problem: 'broken',
      reason: `${codings.length} content codings; at most ${mostCodings} are undone`,
    };
  }
  let bytes = body;
  for (const coding of codings.reverse()) {
    try {
      bytes = await undo(bytes, coding, maxBytes);
    } catch (error) {
      if (isTooLarge(error)) {
        return {
          problem: 'too-large',
          reason: `more than ${maxBytes} bytes when its ${coding} coding is undone`,
        };
      }
      // Some servers name a coding and send plain text.
      if (looksLikeText(bytes)) continue;
      return { problem: 'broken', reason: `its ${coding} coding cannot be undone` };
    }
  }
  return { bytes };
}

async function undo(
  bytes: Buffer<ArrayBuffer>,
  coding: string,
  maxOutputLength: number,
): Promise<Buffer<ArrayBuffer>> {
  if (bytes.length === 0) return bytes;
  const zlib = { maxOutputLength, finishFlush: constants.Z_SYNC_FLUSH };
  switch (coding) {
    case 'gzip':
    case 'x-gzip':
      return gunzipAsync(bytes, zlib);
    case 'deflate':
      // RFC 9110 means the zlib format; some servers send raw deflate all the same.
      return ((bytes[0] ?? 0) & 0x0f) === 8 ? inflateAsync(bytes, zlib) : inflateRawAsync(bytes, zlib);
    case 'br':
      return brotliAsync(bytes, { maxOutputLength, finishFlush: constants.BROTLI_OPERATION_FLUSH });
    case 'zstd':
      return zstdAsync(bytes, { maxOutputLength, finishFlush: constants.ZSTD_e_flush });
    default:
      throw new Error(`unknown content coding ${JSON.stringify(coding)}`);
  }
}

function isTooLarge(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ERR_BUFFER_TOO_LARGE';
}

function looksLikeText(bytes: Buffer): boolean {
  return /^\s*[<{[]/.test(bytes.subarray(0, 64).toString('latin1'));
}
