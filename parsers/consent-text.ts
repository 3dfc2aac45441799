const words =
  /(?<!\p{L})(?:cookies?|consent|zustimm\p{L}*|datenschutz|privacy|partners?|personali[sz]ed|personal data|legitimate interests?|your device|consentement|accept all|akzeptieren|partenaires?|vie privée|données personnelles|personenbezogen\p{L}*|consentimiento|consentimento|privacidad|privacidade|datos personales|dados pessoais|socios|parceiros|consenso|dati personali|toestemming|persoonsgegevens|persondata|personuppgifter|samtykke|samtycke|zgod\p{L}|kişisel veri\p{L}*|çerez\p{L}*|файл\p{L}* cookie|персональн\p{L}+ данн\p{L}+)(?!\p{L})|クッキー|隐私|隱私|개인정보|쿠키/giu;

/** Stems of the words above, for a first look: most texts hold none. */
const stems =
  /cookie|consent|zustimm|datenschutz|privacy|partner|personali|personal data|legitimate interest|your device|partenaire|vie privée|données personnelles|accept all|akzeptieren|personenbezogen|consentim|privacid|datos personales|dados pessoais|socios|parceiros|consenso|dati personali|toestemming|persoonsgegevens|persondata|personuppgifter|samtyk|samtyck|zgod|kişisel veri|çerez|персональн|クッキー|隐私|隱私|개인정보|쿠키/i;

export function mayAskConsent(text: string): boolean {
  return stems.test(text);
}

/** How often a text speaks of cookies and consent, in all and for every hundred characters. */
export function consentIn(text: string): { mentions: number; share: number } {
  if (!mayAskConsent(text)) return { mentions: 0, share: 0 };
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
