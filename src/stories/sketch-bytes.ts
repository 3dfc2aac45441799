import type { TextSketch } from './text-sketch.ts';

/** Raised with every change of what a sketch holds; sketches of two versions can't be compared. */
export const sketchVersion = 2;

/** The bytes in the store are of a version that this program doesn't read: the texts have to be sketched anew. */
export class SketchVersionError extends Error {
  readonly code = 'sketch-version';
  constructor(found: number | undefined) {
    super(
      `the sketch has version ${found ?? 'none'}; this program reads version ${sketchVersion}: run reparse`,
    );
  }
}

/** Version, flags, five counts, length; then the 32-bit lists, then the 16-bit lists, all little-endian. */
const headBytes = 16;

export function sketchToBytes(sketch: TextSketch): Uint8Array {
  const { shingles, followers, slotContexts, slotValues, title, opening, short } = sketch;
  const words = shingles.length + slotContexts.length + title.length + opening.length;
  const bytes = new Uint8Array(
    headBytes + words * 4 + (followers.length + slotValues.length + short.length) * 2,
  );
  const view = new DataView(bytes.buffer);
  view.setUint8(0, sketchVersion);
  view.setUint8(1, sketch.complete ? 1 : 0);
  view.setUint16(2, shingles.length, true);
  view.setUint16(4, slotContexts.length, true);
  view.setUint16(6, title.length, true);
  view.setUint16(8, opening.length, true);
  view.setUint16(10, short.length, true);
  view.setUint32(12, sketch.units, true);
  let at = headBytes;
  for (const list of [shingles, slotContexts, title, opening]) {
    for (const word of list) {
      view.setUint32(at, word, true);
      at += 4;
    }
  }
  for (const list of [followers, slotValues, short]) {
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

/** Whether these are bytes of a sketch as this program makes them. */
export function isSketchVersion(bytes: Uint8Array): boolean {
  return bytes.length >= headBytes && bytes[0] === sketchVersion;
}

/** @throws {SketchVersionError} */
export function sketchFromBytes(bytes: Uint8Array): TextSketch {
  if (!isSketchVersion(bytes)) throw new SketchVersionError(bytes[0]);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const count = (at: number) => view.getUint16(at, true);
  let at = headBytes;
  const read = <T extends Uint32Array | Uint16Array>(list: T): T => {
    readList(bytes, at, list);
    at += list.byteLength;
    return list;
  };
  // In the order in which they lie there.
  const shingles = read(new Uint32Array(count(2)));
  const slotContexts = read(new Uint32Array(count(4)));
  const title = read(new Uint32Array(count(6)));
  const opening = read(new Uint32Array(count(8)));
  const followers = read(new Uint16Array(shingles.length));
  const slotValues = read(new Uint16Array(slotContexts.length));
  const short = read(new Uint16Array(count(10)));
  return {
    units: view.getUint32(12, true),
    complete: view.getUint8(1) === 1,
    ...{ shingles, followers, slotContexts, slotValues, title, opening, short },
  };
}
