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

/** @throws {SketchVersionError} */
export function sketchFromBytes(bytes: Uint8Array): TextSketch {
  if (bytes.length < headBytes || bytes[0] !== sketchVersion) throw new SketchVersionError(bytes[0]);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const counts = [view.getUint16(2, true), view.getUint16(4, true), view.getUint16(6, true)] as const;
  let at = headBytes;
  const words = (count: number) => {
    const list = new Uint32Array(count);
    for (let i = 0; i < count; i++, at += 4) list[i] = view.getUint32(at, true);
    return list;
  };
  const halves = (count: number) => {
    const list = new Uint16Array(count);
    for (let i = 0; i < count; i++, at += 2) list[i] = view.getUint16(at, true);
    return list;
  };
  const [shingles, slotContexts, title] = [words(counts[0]), words(counts[1]), words(counts[2])];
  return {
    units: view.getUint32(8, true),
    complete: view.getUint8(1) === 1,
    shingles,
    slotContexts,
    title,
    followers: halves(counts[0]),
    slotValues: halves(counts[1]),
  };
}
