import { load } from 'cheerio/slim';
import { articleObject, readJsonLd } from './json-ld.ts';
import type { PageElement, PageRoot } from './node.ts';
import type { PageDocument } from './page-document.ts';
import { type PageLimits, pageLimits } from './preflight.ts';
import { readTree } from './read-tree.ts';
import { surveyPage } from './survey/survey-page.ts';

/**
 * @param remove selectors of parts that never belong to the article; they are cut out before anything is read
 * @throws {ParseRefusedError} the page is beyond the limits
 */
export function readDocument(
  text: string,
  place: { url: string; fetchedAt: Date; remove?: readonly string[] },
  limits: PageLimits = pageLimits,
): PageDocument {
  const root = readTree(text, limits);
  const select = selectorOf(root);
  for (const selector of place.remove ?? []) for (const element of select(selector)) cut(element);
  const survey = surveyPage(root);
  const baseUrl = absolute(survey.baseHref, place.url) ?? place.url;
  const jsonLd = readJsonLd(survey.jsonLdTexts);
  const canonical = survey.links.find(({ rel }) => rel === 'canonical')?.href;
  const addresses = [place.url, ...(canonical ? [absolute(canonical, baseUrl) ?? canonical] : [])];
  return {
    root,
    survey,
    url: place.url,
    baseUrl,
    fetchedAt: place.fetchedAt,
    jsonLd,
    article: articleObject(jsonLd, addresses),
    meta(...names) {
      for (const name of names) {
        const content = survey.meta.get(name)?.find((value) => value.trim() !== '');
        if (content !== undefined) return { name, content: content.trim() };
      }
      return null;
    },
    select,
  };
}

/** cheerio is loaded for a page only when a site file asks for a selector: generic parsing does without. */
function selectorOf(root: PageRoot): (selector: string) => PageElement[] {
  let query: ReturnType<typeof load> | null = null;
  return (selector) => {
    // The tree is the same in both libraries; only the names of its types differ.
    query ??= load(root as unknown as Parameters<typeof load>[0], { xml: { xmlMode: false } });
    return query(selector).toArray() as unknown as PageElement[];
  };
}

function cut(element: PageElement): void {
  const siblings = element.parent?.children;
  const index = siblings?.indexOf(element) ?? -1;
  if (index >= 0) siblings?.splice(index, 1);
}

function absolute(href: string | null | undefined, base: string): string | null {
  return href && URL.canParse(href.trim(), base) ? new URL(href.trim(), base).href : null;
}
