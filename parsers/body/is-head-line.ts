import { type DateContext, readDate } from '../dates/read-date.ts';
import { labelledValues } from '../labelled-values.ts';
import { personNames } from '../text/person-names.ts';

const byWord =
  /^(?:by|von|vom|par|por|di|da|door|av|af|text|texto|autor(?:in|en)?|written by|filed by|story by|words by|published|updated|posted|aktualisiert|stand|publié|mis à jour|actualizado|publicado|aggiornato|pubblicato|gepubliceerd|lesedauer|reading time|\d+ min(?:ute)?s? (?:read|ago))\b/i;
const maxLine = 140;

/** Lines of the article's head that stand among its first paragraphs: a byline, a date, a reading time. */
export function isHeadLine(text: string, authors: readonly string[], context: DateContext): boolean {
  if (text.length > maxLine || /[.!?。！？]["”’»]?$/.test(text.replace(/\b[ap]\.m\.$/i, ''))) return false;
  if (/^\d+ min(?:ute)?n?s?\b|\b(?:min read|lesedauer|minuten lesezeit|reading time)\b/i.test(text))
    return true;
  const date = /\d/.test(text) ? readDate(text, context) : null;
  if (date && text.length - date.raw.length < 45) return true;
  // "Published: November 8, 2023 at 11:30 p.m. | Updated: November 9, 2023 at 12:21 a.m."
  if (date && tellsDay(text, context)) return true;
  if (authors.length > 0 && personNames(text).some((name) => authors.includes(name)) && text.length < 100)
    return true;
  return byWord.test(text) && text.length < 80;
}

function tellsDay(text: string, context: DateContext): boolean {
  return labelledValues(text).some(({ kind, value, at }) => {
    const isDay = (kind === 'date' || kind === 'modified') && at < 20;
    return isDay && (readDate(value, context)?.index ?? Number.POSITIVE_INFINITY) < 20;
  });
}
