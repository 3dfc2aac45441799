import type { PagePlace } from './page-places.ts';

/** One place of a template on each of its pages. */
export type AlignedPlace = {
  /** Null: that page does not have it. */
  places: (PagePlace | null)[];
  /** On how many pages it stands, 0–1. */
  coverage: number;
  /** Share of its texts that stand on one page only: 1 where each page says something else, 0 where all say the same. */
  variety: number;
};

/**
 * The places that pages of one template have in common. Same ways are put side by side in page order; where a page
 * repeats a way more often than another (rows of a list), only the first ones can be compared.
 *
 * What says the same everywhere belongs to the site, what differs in the same place is a field of the article.
 */
export function alignPages(pages: readonly (readonly PagePlace[])[]): AlignedPlace[] {
  const byWay = new Map<string, PagePlace[][]>();
  for (const [index, places] of pages.entries()) {
    for (const place of places) {
      const lists = byWay.get(place.way) ?? pages.map(() => []);
      byWay.set(place.way, lists);
      lists[index]?.push(place);
    }
  }
  const aligned: AlignedPlace[] = [];
  for (const lists of byWay.values()) {
    const most = Math.max(...lists.map((list) => list.length));
    for (let at = 0; at < Math.min(most, mostOfOneWay); at++) {
      aligned.push(alignedPlace(lists.map((list) => list[at] ?? null)));
    }
  }
  return aligned;
}

const mostOfOneWay = 40;

function alignedPlace(places: (PagePlace | null)[]): AlignedPlace {
  const texts = places.flatMap((place) => (place ? [place.text] : []));
  const counts = new Map<string, number>();
  for (const text of texts) counts.set(text, (counts.get(text) ?? 0) + 1);
  const alone = texts.filter((text) => counts.get(text) === 1).length;
  return { places, coverage: texts.length / places.length, variety: alone / texts.length };
}
