import { lettersOf } from '../text/letters-of.ts';

/** A lead that says no more than the text below it: this share of its letter pairs stands there too. */
const repeatedShare = 0.9;

const summaryLabel =
  /^[\s[【(（]*(?:abstract|summary|synopsis|excerpt|in brief|tl;?dr|introduction|zusammenfassung|kurzfassung|résumé|resumen|resumo|riassunto|samenvatting|streszczenie|özet|аннотация|кратко|摘要|摘 要|导读|導讀|导语|導語|核心提示|内容提要|內容提要|简介|簡介|提要|概要|要約|要旨|요약)[】\])）]*\s*[:：]?\s*/iu;

/** "Abstract: …" → "…" */
function withoutLabel(text: string): string {
  return text.replace(summaryLabel, '');
}

/** True where a paragraph stands once more, whole or cut short, in what follows it. */
export function standsAgain(paragraph: string, following: readonly string[]): boolean {
  const letters = lettersOf(withoutLabel(paragraph));
  const rest = lettersOf(following.join(' ').slice(0, paragraph.length * 4 + 400));
  return letters.length > 20 && rest.includes(letters.slice(0, Math.ceil(letters.length * 0.9)));
}

/** True where a lead was cut out of the text's beginning; such a lead would be told twice. */
export function repeatsOpening(lead: string, paragraphs: readonly string[]): boolean {
  if (standsAgain(lead, paragraphs)) return true;
  const letters = lettersOf(withoutLabel(lead));
  const opening = lettersOf(paragraphs.join(' ').slice(0, lead.length * 4 + 200));
  const size = /[\u3400-\u9fff]/.test(letters) ? 2 : 6;
  const known = new Set<string>();
  for (let i = 0; i + size <= opening.length; i++) known.add(opening.slice(i, i + size));
  let seen = 0;
  let all = 0;
  for (let i = 0; i + size <= letters.length; i++, all++) if (known.has(letters.slice(i, i + size))) seen++;
  return all > 0 && seen / all >= repeatedShare;
}
