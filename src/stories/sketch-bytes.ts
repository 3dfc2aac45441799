import type { TextSketch } from './text-sketch.ts';

/** Raised with every change of what a sketch holds; sketches of two versions can't be compared. */
export const sketchVersion = 1;

/** The bytes in the store are of a version that this program doesn't read: the texts have to be sketched anew. */
export class SketchVersionError extends Error {
  readonly code = 'sketch-version';
  constructor(found: number | undefined) {
    super(
      `the sketch has version ${found ?? 'none'}; this program reads version ${sketchVersion}: run reparse`,
    );
  }
}

/** Version, flags, three counts, length; then the 32-bit lists, then the 16-bit lists, all little-endian. */
const headBytes = 12;

export function sketchToBytes(sketch: TextSketch): Uint8Array {
  const { shingles, followers, slotContexts, slotValues, title } = sketch;
  const words = shingles.length + slotContexts.length + title.length;
  const bytes = new Uint8Array(headBytes + words * 4 + (followers.length + slotValues.length) * 2);
  const view = new DataView(bytes.buffer);
  view.setUint8(0, sketchVersion);
  view.setUint8(1, sketch.complete ? 1 : 0);
  view.setUint16(2, shingles.length, true);
  view.setUint16(4, slotContexts.length, true);
  view.setUint16(6, title.length, true);
  view.setUint32(8, sketch.units, true);
  let at = headBytes;
  for (const list of [shingles, slotContexts, title]) {
    for (const word of list) {
      view.setUint32(at, word, true);
      at += 4;
    }
  }
  for (const list of [followers, slotValues]) {
    for (const half of list) {
      view.setUint16(at, half, true);
      at += 2;
    }
  }
  return bytes;
}

const isLittleEndian = new Uint8Array(new Uint16Array([1]).buffer)[0] === 1;

/** A store hands out hundreds of sketches for one text, so lists are copied whole where the machine's order allows. */
function readList<T extends Uint32Array | Uint16Array>(bytes: Uint8Array, at: number, list: T): T {
  const size = list.BYTES_PER_ELEMENT;
  if (isLittleEndian) {
    new Uint8Array(list.buffer).set(bytes.subarray(at, at + list.length * size));
    return list;
  }
  const view = new DataView(bytes.buffer, bytes.byteOffset);
  for (let i = 0; i < list.length; i++) {
    list[i] = size === 4 ? view.getUint32(at + i * 4, true) : view.getUint16(at + i * 2, true);
  }
  return list;
}

/** @throws {SketchVersionError} */
export function sketchFromBytes(bytes: Uint8Array): TextSketch {
  if (bytes.length < headBytes || bytes[0] !== sketchVersion) throw new SketchVersionError(bytes[0]);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const [shingles, slots, title] = [
    view.getUint16(2, true),
    view.getUint16(4, true),
    view.getUint16(6, true),
  ];
  const slotsAt = headBytes + shingles * 4;
  const titleAt = slotsAt + slots * 4;
  const followersAt = titleAt + title * 4;
  return {
    units: view.getUint32(8, true),
    complete: view.getUint8(1) === 1,
    shingles: readList(bytes, headBytes, new Uint32Array(shingles)),
    slotContexts: readList(bytes, slotsAt, new Uint32Array(slots)),
    title: readList(bytes, titleAt, new Uint32Array(title)),
    followers: readList(bytes, followersAt, new Uint16Array(shingles)),
    slotValues: readList(bytes, followersAt + shingles * 2, new Uint16Array(slots)),
  };
}
