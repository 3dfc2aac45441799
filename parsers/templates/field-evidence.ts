import type { ParsedArticle } from '../../src/model/parsed-article.ts';
import type { KnownValues, ProposedField } from '../../src/model/site-proposal.ts';
import { type DateContext, readDate } from '../dates/read-date.ts';
import { readMachineDate } from '../dates/read-machine-date.ts';
import { isObject, type JsonObject, stringOf } from '../json-ld.ts';
import { normalizeSpaces } from '../text/normalize-spaces.ts';
import { personNames } from '../text/person-names.ts';
import { readCount } from '../text/read-count.ts';

/** What is known of a field on one page, and who says so. */
export type Evidence = { by: 'given' | 'json-ld' | 'parsers'; value: string; weight: number };

/** One field's value as text, so that two can be compared: a date as ISO, names joined by "; ". */
export function fieldValue(field: ProposedField, parsed: ParsedArticle): string | null {
  switch (field) {
    case 'title':
    case 'category':
      return parsed[field];
    case 'authors':
      return parsed.authors.join('; ') || null;
    case 'date':
      return parsed.claimedDate?.iso ?? null;
    case 'views':
      return parsed.views === null ? null : String(parsed.views);
    case 'body':
      return parsed.body || null;
  }
}

/** All that is known of a field on one page, the most trusted first. */
export function evidenceFor(
  field: ProposedField,
  page: { parsed: ParsedArticle; article: JsonObject | null; context: DateContext },
  known: KnownValues | null,
): Evidence[] {
  const given = known && givenValue(field, known, page.context);
  if (given) return [{ by: 'given', value: given, weight: 3 }];
  const declared = page.article && declaredValue(field, page.article, page.context);
  const found = fieldValue(field, page.parsed);
  return [
    ...(declared ? [{ by: 'json-ld' as const, value: declared, weight: 1.5 }] : []),
    ...(found ? [{ by: 'parsers' as const, value: found, weight: 1 }] : []),
  ];
}

/** What a person said, as text that can be compared; null: nothing of this field. */
export function givenValue(field: ProposedField, known: KnownValues, context: DateContext): string | null {
  switch (field) {
    case 'authors':
      return known.authors?.join('; ') || null;
    case 'views':
      return known.views === undefined ? null : String(known.views);
    case 'date':
      return known.date === undefined ? null : (readDate(known.date, context)?.iso ?? known.date);
    default:
      return known[field] ?? null;
  }
}

function declaredValue(field: ProposedField, article: JsonObject, context: DateContext): string | null {
  switch (field) {
    case 'title':
      return stringOf(article.headline);
    case 'authors': {
      const list = Array.isArray(article.author) ? article.author : [article.author];
      return (
        list
          .map((one) => (isObject(one) ? stringOf(one.name) : stringOf(one)))
          .filter(Boolean)
          .join('; ') || null
      );
    }
    case 'date': {
      const raw = stringOf(article.datePublished);
      return raw ? (readMachineDate(raw, context)?.iso ?? null) : null;
    }
    case 'category':
      return stringOf(article.articleSection);
    case 'body':
      return stringOf(article.articleBody);
    case 'views':
      return null;
  }
}

/** How well the text of a place says a value, 0–1. */
export function agreement(field: ProposedField, text: string, value: string, context: DateContext): number {
  switch (field) {
    case 'title':
    case 'category':
      return plain(text) === plain(value)
        ? 1
        : plain(text).includes(plain(value)) && text.length < value.length * 1.3
          ? 0.5
          : 0;
    case 'authors': {
      const [names, wanted] = [personNames(text), value.split('; ')];
      if (!wanted.every((name) => plain(text).includes(plain(name)))) return 0;
      return names.length === wanted.length &&
        wanted.every((name) => names.some((one) => plain(one) === plain(name)))
        ? 1
        : text.length < value.length + 40
          ? 0.5
          : 0;
    }
    case 'date': {
      const iso = text.length > 200 ? null : readDate(text, context)?.iso;
      if (!iso || iso.slice(0, 10) !== value.slice(0, 10)) return 0;
      const tight = text.length <= 60 ? 1 : 0.8;
      return tight * (iso.slice(0, 16) === value.slice(0, 16) ? 1 : 0.7);
    }
    case 'views':
      return text.length < 60 && readCount(text)?.count === Number(value) ? 1 : 0;
    case 'body':
      return 0;
  }
}

/** Two values of a field that say the same; what is given may be coarser than what is found. */
export function sameValue(field: ProposedField, found: string | null, wanted: string | null): boolean {
  if (found === null || wanted === null) return found === wanted;
  if (field === 'body') return plain(found).includes(plain(wanted));
  if (field === 'date') return found.startsWith(wanted.slice(0, 16)) || found === wanted;
  return plain(found) === plain(wanted);
}

function plain(text: string): string {
  return normalizeSpaces(text).toLowerCase().replace(/[‘’]/g, "'").replace(/[“”]/g, '"');
}
