/**
 * Puts words into a sentence frame: every "{name}" is replaced by what `word` gives for the name, asked anew at each
 * place; a name beginning with a capital gets a capital.
 */
export function fillFrame(frame: string, word: (name: string) => string): string {
  return frame.replace(/\{(\w+)\}/g, (_, name: string) => {
    const lower = name.charAt(0).toLowerCase() + name.slice(1);
    const text = word(lower);
    return name === lower ? text : text.charAt(0).toUpperCase() + text.slice(1);
  });
}
