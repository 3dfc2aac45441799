const words =
  /\b(?:cookies?|consent|zustimm\w*|datenschutz|privacy|partners?|personali[sz]ed|consentement|accept all|akzeptieren)\b/gi;

/** How often a text speaks of cookies and consent, in all and for every hundred characters. */
export function consentIn(text: string): { mentions: number; share: number } {
  const mentions = text.match(words)?.length ?? 0;
  return { mentions, share: mentions / Math.max(1, text.length / 100) };
}

/** Longer is no notice but an article about such things. */
const maxNotice = 12_000;

/** True for a text that is a request to consent, and nothing else. */
export function isConsentText(text: string): boolean {
  if (text.length > maxNotice) return false;
  const { mentions, share } = consentIn(text);
  return mentions >= 5 && share > 1.2;
}
