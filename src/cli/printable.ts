/**
 * Text from outside as it may be shown on a terminal: control characters (which could move the cursor, recolour the
 * screen or hide text) and marks that turn the direction of writing become visible.
 */
export function printable(text: string): string {
  return text.replace(
    // biome-ignore lint/suspicious/noControlCharactersInRegex: these are exactly what must not reach the terminal
    /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069]/g,
    (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

/** One line, no longer than `columns` signs. */
export function shortened(text: string, columns: number): string {
  const line = printable(text.replace(/\s+/g, ' ').trim());
  const signs = [...line];
  return signs.length <= columns ? line : `${signs.slice(0, Math.max(0, columns - 1)).join('')}…`;
}
