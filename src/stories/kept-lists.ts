/**
 * Short lists that stay, side by side in pieces of memory that many of them share: a buffer of its own for each list
 * would take longer than the list takes to fill.
 */
const pieceBytes = 65_536;
let piece = new ArrayBuffer(pieceBytes);
let used = 0;

/** Where the next `bytes` may be written in `piece`. */
function place(bytes: number): number {
  if (used + bytes > piece.byteLength) {
    piece = new ArrayBuffer(Math.max(pieceBytes, bytes));
    used = 0;
  }
  const at = used;
  // The next list may be one of 32 bits.
  used += (bytes + 3) & ~3;
  return at;
}

/** Room for `length` numbers of 16 bits. */
export function keptHalves(length: number): Uint16Array {
  const at = place(length * 2);
  return new Uint16Array(piece, at, length);
}

/** The first `length` of them, copied. */
export function keepHalves(list: Uint16Array, length: number): Uint16Array {
  const kept = keptHalves(length);
  for (let i = 0; i < length; i++) kept[i] = list[i] ?? 0;
  return kept;
}

/** The first `length` of them, copied. */
export function keepWords(list: Uint32Array, length: number): Uint32Array {
  const at = place(length * 4);
  const kept = new Uint32Array(piece, at, length);
  for (let i = 0; i < length; i++) kept[i] = list[i] ?? 0;
  return kept;
}
