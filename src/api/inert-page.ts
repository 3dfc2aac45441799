/** Elements that load something; without a meaning of their own, what they hold stays. */
const LOADING =
  /<(?=(?:link|img|image|picture|source|track|video|audio|iframe|frame|embed|object|input|base)[\s/>])/gi;
const STYLE_URL = /url(?=\s*\()|@import/gi;
const BACKGROUND = /(?<=\s)background(?=\s*=)/gi;
const SCRIPT = /<(\/?)script(?=[\s/>])/gi;

/**
 * A foreign page in which nothing asks for anything: no scripts, and no element, style or attribute that would load
 * something. Sandbox and Content-Security-Policy forbid all of it anyway; but a browser looks up and connects to hosts
 * beforehand (`preconnect`, `dns-prefetch`), and notes every refusal as an error of ours.
 *
 * Bytes go in and out: ASCII is the same in every encoding that pages have, but for UTF-16, which is left as it is.
 */
export function inertPage(page: Buffer): Buffer {
  const text = withoutScripts(page.toString('latin1'));
  const inert = text
    .replace(LOADING, '<no-')
    .replace(STYLE_URL, (word) => `no-${word}`)
    .replace(BACKGROUND, 'no-background');
  return Buffer.from(inert, 'latin1');
}

/** A script ends at the first end tag, as in a browser; one without an end takes the rest with it. */
function withoutScripts(text: string): string {
  const kept: string[] = [];
  let from = 0;
  let inside = false;
  for (const { index, 1: slash } of text.matchAll(SCRIPT)) {
    const opens = slash === '';
    if (opens === inside) continue;
    if (opens) kept.push(text.slice(from, index));
    else from = text.indexOf('>', index) + 1 || text.length;
    inside = opens;
  }
  if (!inside) kept.push(text.slice(from));
  return kept.join('');
}
