import { promisify } from 'node:util';
import { crc32, deflateRaw, gunzip } from 'node:zlib';

const deflateRawAsync = promisify(deflateRaw);
const gunzipAsync = promisify(gunzip);

/** Bytes of a member's head: fixed fields (10), length of the extra field (2), the extra field itself (8). */
export const memberHeadBytes = 20;
/** Behind the packed content: checksum and length. */
export const memberTailBytes = 8;

/** Magic number, method "deflate", flag FEXTRA; then no time, no hints, system "unknown" (RFC 1952, 2.3). */
const fixedFields = [0x1f, 0x8b, 8, 4, 0, 0, 0, 0, 0, 255];
/** One extra field of 8 bytes: our name "WS", 4 bytes of data. */
const extraField = [8, 0, 0x57, 0x53, 4, 0];
const constantHead = Buffer.from([...fixedFields, ...extraField]);

/**
 * One gzip member that carries its own length in an extra field (RFC 1952, 2.3.1.1). Every gzip tool reads it.
 *
 * The compressor of warcio writes no length; without it a torn member is told from a whole one only by
 * inflating it, and the place of the next member is not known for certain.
 */
export async function packMember(content: Uint8Array): Promise<Buffer> {
  const deflated = await deflateRawAsync(content);
  const lengthBytes = memberHeadBytes + deflated.length + 8;
  const member = Buffer.allocUnsafe(lengthBytes);
  constantHead.copy(member);
  member.writeUInt32LE(lengthBytes, constantHead.length);
  deflated.copy(member, memberHeadBytes);
  member.writeUInt32LE(crc32(content), lengthBytes - 8);
  // RFC 1952 counts the content modulo 2³².
  member.writeUInt32LE(content.length % 2 ** 32, lengthBytes - 4);
  return member;
}

/** Length of the member that begins with these bytes; null where none of ours begins. */
export function memberLength(head: Buffer): number | null {
  if (head.length < memberHeadBytes) return null;
  if (!head.subarray(0, constantHead.length).equals(constantHead)) return null;
  const lengthBytes = head.readUInt32LE(constantHead.length);
  return lengthBytes > memberHeadBytes + 8 ? lengthBytes : null;
}

/** Where the next member may begin, searching `bytes` from `from`; -1: nowhere. */
export function findMember(bytes: Buffer, from: number): number {
  return bytes.indexOf(constantHead, from);
}

/** @throws the checksum or the length does not fit */
export function unpackMember(member: Buffer): Promise<Buffer> {
  return gunzipAsync(member);
}

/**
 * A member of exactly that length that holds an empty WARC record (or, where there is no room for one, zeros): what takes
 * the place of a record that was erased.
 */
export function emptyMember(lengthBytes: number): Buffer {
  // Stored, not compressed: five bytes for each block of 65,535.
  const room = lengthBytes - memberHeadBytes - 8;
  const blocks = Math.max(1, Math.ceil(room / 65_540));
  const content = Buffer.alloc(room - 5 * blocks, ' ');
  const head = (length: number) =>
    `WARC/1.1\r\nWARC-Type: metadata\r\nWARC-Record-ID: <urn:wellspring:erased>\r\nWARC-Date: 1970-01-01T00:00:00Z\r\nContent-Length: ${String(length).padStart(9, '0')}\r\n\r\n`;
  const padding = content.length - head(0).length - 4;
  if (padding >= 0) {
    content.write(head(padding));
    content.write('\r\n\r\n', content.length - 4);
  } else content.fill(0);
  const member = Buffer.alloc(lengthBytes);
  constantHead.copy(member);
  member.writeUInt32LE(lengthBytes, constantHead.length);
  let at = memberHeadBytes;
  for (let block = 0; block < blocks; block++) {
    const part = content.subarray(block * 65_535, (block + 1) * 65_535);
    member.writeUInt8(block === blocks - 1 ? 1 : 0, at);
    member.writeUInt16LE(part.length, at + 1);
    member.writeUInt16LE(part.length ^ 0xffff, at + 3);
    part.copy(member, at + 5);
    at += 5 + part.length;
  }
  member.writeUInt32LE(crc32(content), lengthBytes - 8);
  member.writeUInt32LE(content.length, lengthBytes - 4);
  return member;
}
