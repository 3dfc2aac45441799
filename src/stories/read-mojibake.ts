/** The signs that Windows-1252 has for the bytes 0x80 to 0x9f; five bytes have none and stay control signs. */
const high = '€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ';
const byteOfSign = new Map(Array.from(high, (sign, i) => [sign.charCodeAt(0), 0x80 + i]));

/** The first and last byte of a sign of two to four bytes in UTF-8, as signs of Windows-1252: "Â" to "ô". */
export const firstLead = 0xc2;
export const lastLead = 0xf4;

/** Arabic ends here; scripts beyond it are rarer in news than "Spaß“" and "MENÜ”" are. */
const lastOfTwo = 0xdb;

function continuation(text: string, at: number): number {
  const code = at < text.length ? text.charCodeAt(at) : 0;
  const byte = code < 0x100 ? code : (byteOfSign.get(code) ?? 0);
  return byte >= 0x80 && byte <= 0xbf ? byte & 0x3f : -1;
}

/**
 * The sign that stood where UTF-8 was read as Windows-1252 ("Ã©" for "é", "Ð¿" for "п"), with the number of characters
 * that it has become; null where the characters are what they seem to be.
 */
export function readMojibake(text: string, at: number): { sign: string; length: number } | null {
  const lead = text.charCodeAt(at);
  if (lead < firstLead || lead > lastLead || (lead > lastOfTwo && lead < 0xe0)) return null;
  const more = lead < 0xe0 ? 1 : lead < 0xf0 ? 2 : 3;
  let code = lead & (0x3f >> more);
  for (let i = 1; i <= more; i++) {
    const bits = continuation(text, at + i);
    // Of a mangled quote ("â€™") the last sign is often lost.
    if (bits < 0) return lead === 0xe2 && i === 2 && code === 0x80 ? { sign: '', length: 2 } : null;
    code = (code << 6) | bits;
  }
  const isSign = code >= 0x80 && code <= 0x10ffff && (code < 0xd800 || code > 0xdfff);
  return isSign ? { sign: String.fromCodePoint(code), length: more + 1 } : null;
}
