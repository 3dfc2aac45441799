import { type MarkName, type MeasureName, markNames, type PageSigns } from '../model/page-signs.ts';
import type { SiteWatch, Usual } from '../model/site-watch.ts';
import { limits } from './limits.ts';

export type SignName = MarkName | MeasureName;

/** The site as a whole, beside its templates. */
export const wholeSite = '*';

const marks: ReadonlySet<string> = new Set(markNames);
export function isMark(sign: SignName): sign is MarkName {
  return marks.has(sign);
}

/** What is usual for a page: by its template where that is known well enough, else by its site. */
export function usualFor(watch: SiteWatch, template: string): Usual | null {
  const own = watch.usual[template];
  if (own && own.pages >= limits.learnPages) return own;
  const whole = watch.usual[wholeSite];
  return whole && whole.pages >= limits.learnPages ? whole : null;
}

export function isKnownTemplate(watch: SiteWatch, template: string): boolean {
  return (watch.usual[template]?.pages ?? 0) > 0;
}

/** Takes one page's sign into what is usual, for its template and for the site. */
export function learn(watch: SiteWatch, template: string, sign: SignName, value: number): void {
  for (const group of [wholeSite, template]) {
    const usual = usualOf(watch, group);
    usual.usedAt = watch.pages;
    if (!isMark(sign)) {
      const values = usual.measures[sign] ?? [];
      usual.measures[sign] = [...values, value].slice(-limits.keptValues);
      continue;
    }
    if (sign === 'template') usual.pages += 1;
    const counts = usual.marks[sign] ?? { yes: 0, no: 0 };
    if (value > 0) counts.yes += 1;
    else counts.no += 1;
    const share = limits.keptPages / (counts.yes + counts.no);
    usual.marks[sign] = share < 1 ? { yes: counts.yes * share, no: counts.no * share } : counts;
  }
  forgetTemplates(watch);
}

/** A form of address is learned with every page, whatever is in doubt: it only says which pages can be compared. */
export function learnShape(watch: SiteWatch, { shape, kind }: PageSigns): void {
  const known = watch.shapes[shape] ?? { pages: 0, articles: 0, lists: 0, usedAt: 0 };
  watch.shapes[shape] = {
    pages: known.pages + 1,
    articles: known.articles + (kind === 'article' ? 1 : 0),
    lists: known.lists + (kind === 'list' ? 1 : 0),
    usedAt: watch.pages,
  };
  const shapes = Object.entries(watch.shapes);
  if (shapes.length <= limits.shapes) return;
  const [oldest] = shapes.toSorted(([, a], [, b]) => a.usedAt - b.usedAt);
  if (oldest) delete watch.shapes[oldest[0]];
}

/** True where nearly all pages of this form of address are articles. */
export function isArticleShape(watch: SiteWatch, shape: string): boolean {
  const known = watch.shapes[shape];
  return (
    known !== undefined &&
    known.pages >= limits.shapePages &&
    known.articles >= known.pages * limits.shapeShare
  );
}

function usualOf(watch: SiteWatch, group: string): Usual {
  const known = watch.usual[group];
  if (known) return known;
  const made: Usual = { pages: 0, marks: {}, measures: {}, usedAt: watch.pages };
  watch.usual[group] = made;
  return made;
}

function forgetTemplates(watch: SiteWatch): void {
  const groups = Object.entries(watch.usual).filter(([group]) => group !== wholeSite);
  // Of rare templates only that they exist is kept, and of the rarest not even that.
  const full = groups
    .filter(([, { measures }]) => Object.keys(measures).length > 0)
    .toSorted(([, a], [, b]) => b.pages - a.pages);
  for (const [, usual] of full.slice(limits.templates)) usual.measures = {};
  const most = limits.templates * 10;
  if (groups.length <= most) return;
  const [oldest] = groups.toSorted(([, a], [, b]) => a.usedAt - b.usedAt);
  if (oldest) delete watch.usual[oldest[0]];
}
