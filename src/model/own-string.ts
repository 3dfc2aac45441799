/** V8 copies what is shorter; a longer piece of a text points into the whole of it. */
const shortestPiece = 13;

/**
 * The same string in memory of its own. What is cut out of a text (`slice`, `split`, a match), and what is put together
 * from pieces, keeps the whole text for as long as it lives: whatever outlives its text is to be copied.
 */
export function ownString(text: string): string {
  return text.length < shortestPiece ? text : JSON.parse(JSON.stringify(text));
}
