import { absent, type Found, found, type Rival } from '../found.ts';
import { stringOf } from '../json-ld.ts';
import type { PageDocument } from '../page-document.ts';
import { detectLanguage } from '../text/detect-language.ts';

const minText = 120;
/** So clear a reading of the text stands against what the page declares. */
const clearEnough = 0.35;

/** The text decides where it is long and clear; else what the page declares for itself. */
export function readLanguage(document: PageDocument, text: string): Found<string | null> {
  const declared: Rival[] = [];
  const declare = (raw: string | null | undefined, method: string, path: string) => {
    if (raw && codeOf(raw)) declared.push({ method, path, raw });
  };
  declare(document.survey.htmlLang, 'attribute', 'html[lang]');
  declare(stringOf(document.article?.inLanguage), 'json-ld', 'inLanguage');
  const meta = document.meta('content-language', 'language', 'dc.language', 'og:locale');
  declare(meta?.content, 'meta', `meta[name="${meta?.name}"]`);
  const heard = text.length >= minText ? detectLanguage(text) : null;
  const [first] = declared;
  const code = first ? codeOf(first.raw) : null;
  // A page in two languages: the other one stands as a rival.
  const also = (chosen: string): Rival[] =>
    heard?.second
      ? [heard.language, heard.second]
          .filter((raw) => raw !== chosen)
          .map((raw) => ({ method: 'text', path: '', raw }))
      : [];
  if (heard && (heard.clarity >= clearEnough || !code) && heard.language !== code) {
    return found('language', heard.language, {
      method: 'text',
      path: '',
      raw: text.slice(0, 80),
      confidence: 0.5 + heard.clarity / 2,
      rivals: [...also(heard.language), ...declared],
    });
  }
  if (first && code) {
    return found('language', code, {
      ...first,
      confidence: heard?.language === code ? 0.99 : 0.8,
      rivals: [...also(code), ...declared.slice(1)],
    });
  }
  const guess = heard ?? detectLanguage(text);
  return guess
    ? found('language', guess.language, { method: 'text', path: '', raw: text.slice(0, 80), confidence: 0.6 })
    : absent(null);
}

function codeOf(raw: string): string | null {
  const code = /^([a-z]{2})(?:[-_;, ]|$)/i.exec(raw.trim())?.[1]?.toLowerCase() ?? null;
  if (code === 'nb' || code === 'nn') return 'no';
  return code === 'iw' ? 'he' : code === 'in' ? 'id' : code;
}
