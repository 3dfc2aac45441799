import { monthNumber } from '../dates/month-names.ts';
import { type DateContext, readDate } from '../dates/read-date.ts';
import type { MetaLine } from '../meta-lines.ts';
import { cssPath } from '../node.ts';
import type { DateCandidate } from './date-candidates.ts';

/** "28 июня, 21:16", "Jun 28, 9:16 pm": only beside a time of day is a day without its year a line of the article's own. */
const dayMonth = /(?<![\p{L}\d:.])(\d{1,2})\.?\s(\p{L}[\p{L}\p{M}]{2,13})\.?(?!\p{L})/u;
const monthDay = /(?<!\p{L})(\p{L}[\p{L}\p{M}]{2,13})\.?\s(\d{1,2})(?![\d:])/u;
const timeOfDay = /(?<!\d)(?:[01]?\d|2[0-3])[:.]\d{2}(?!\d)/;
const anyYear = /(?<!\d)(?:19|20)\d\d(?!\d)/;
const maxLine = 60;
const dayMs = 86_400_000;

/** Days near the headline that leave their year out: it is that of the fetch, or the one before. */
export function yearlessDates(lines: readonly MetaLine[], context: DateContext): DateCandidate[] {
  return lines.flatMap(({ block, place }) => {
    const { text } = block;
    if (place === 'tail' || text.length > maxLine || !timeOfDay.test(text) || anyYear.test(text)) return [];
    const found = dayMonth.exec(text) ?? monthDay.exec(text);
    if (!found) return [];
    const isDayFirst = /^\d/.test(found[0]);
    const word = (isDayFirst ? found[2] : found[1]) ?? '';
    const month = monthNumber(word);
    const day = Number(isDayFirst ? found[1] : found[2]);
    if (month === null) return [];
    const { fetchedAt } = context;
    const year = fetchedAt.getUTCFullYear();
    const isAhead = Date.UTC(year, month - 1, day) > fetchedAt.getTime() + 2 * dayMs;
    const end = found.index + found[0].length;
    const full = `${text.slice(0, end)} ${isAhead ? year - 1 : year}${text.slice(end)}`;
    const date = readDate(full, context);
    if (!date) return [];
    // What is printed has no year.
    const raw = text.slice(found.index).trim();
    return [
      {
        date: { ...date, raw },
        method: 'without-year',
        path: cssPath(block.box.element),
        confidence: 0.4,
        visible: true,
      },
    ];
  });
}
