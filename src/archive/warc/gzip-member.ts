import { promisify } from 'node:util';
import { crc32, deflateRaw, gunzip } from 'node:zlib';

const deflateRawAsync = promisify(deflateRaw);
const gunzipAsync = promisify(gunzip);

/** Bytes of a member's head: fixed fields (10), length of the extra field (2), the extra field itself (8). */
export const memberHeadBytes = 20;

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
