import type { DriftSign, SignSide } from '../model/drift.ts';
import { fieldMarks } from './evidence.ts';

const words: Record<SignSide['sign'], string> = {
  article: 'pages that read as articles',
  title: 'titles',
  authors: 'authors',
  date: 'dates',
  time: 'dates with a time of day',
  zone: 'dates with a zone',
  text: 'texts',
  category: 'categories',
  language: 'pages in a usual language',
  source: 'sources',
  views: 'view counts',
  reactions: 'reaction counts',
  'own-address': 'canonical addresses of their own',
  'own-title': 'titles of their own',
  'own-opening': 'texts of their own',
  'own-date': 'times of their own',
  template: 'pages in a known template',
  'text-length': 'text',
  paragraphs: 'paragraphs',
  'title-length': 'title length',
  'authors-length': 'length of the byline',
  'date-age': 'age of the dates',
  related: 'related links',
  ranking: 'links of rankings',
  recommendation: 'recommended links',
  items: 'entries of lists',
  volume: 'new articles a day',
};

/** "fewer dates", "more related links" */
export function describeSign({ sign, side }: SignSide): string {
  return `${side === 'fewer' ? 'fewer' : 'more'} ${words[sign]}`;
}

const lists: ReadonlySet<SignSide['sign']> = new Set(['related', 'ranking', 'recommendation', 'items']);

/**
 * Whether records that show it are held. What is new and takes nothing away is told and let through: another template,
 * a field that was not there before, other link lists, another volume.
 */
export function holds({ sign, side }: SignSide): boolean {
  if (sign === 'template' || sign === 'volume' || lists.has(sign)) return false;
  return side === 'fewer' || !fieldMarks.has(sign);
}

/** "dates: 98% before, 0% since" */
export function tellSign({
  sign,
  side,
  usual,
  found,
}: Pick<DriftSign, 'sign' | 'side' | 'usual' | 'found'>): string {
  if (sign === 'volume')
    return `${describeSign({ sign, side })}: ${usual.toFixed(0)} before, ${found.toFixed(1)} since`;
  const isMeasure = measures.has(sign);
  if (sign === 'date-age') return `${words[sign]}: ${days(usual)} before, ${days(found)} since`;
  if (isMeasure)
    return `${words[sign]}: ${Math.expm1(usual).toFixed(0)} before, ${Math.expm1(found).toFixed(0)} since`;
  return `${words[sign]}: ${Math.round(usual * 100)}% before, ${Math.round(found * 100)}% since`;
}

const measures: ReadonlySet<SignSide['sign']> = new Set([
  'text-length',
  'paragraphs',
  'title-length',
  'authors-length',
  'date-age',
  ...lists,
]);

function days(log: number): string {
  return `${(Math.sign(log) * Math.expm1(Math.abs(log))).toFixed(1)} days`;
}
