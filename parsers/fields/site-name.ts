import { absent, type Found, found } from '../found.ts';
import { isObject, stringOf, typesOf } from '../json-ld.ts';
import type { PageDocument } from '../page-document.ts';
import { normalizeSpaces } from '../text/normalize-spaces.ts';

/** @param suffix what the title was proven to carry beyond the headline */
export function readSiteName(document: PageDocument, suffix: string | null): Found<string | null> {
  const og = document.meta('og:site_name');
  if (og)
    return found('siteName', normalizeSpaces(og.content), {
      method: 'open-graph',
      path: 'meta[property="og:site_name"]',
      raw: og.content,
      confidence: 0.95,
    });
  if (suffix)
    return found('siteName', suffix, {
      method: 'title',
      path: 'title',
      raw: document.survey.title ?? suffix,
      confidence: 0.85,
    });
  const publisher = isObject(document.article?.publisher) ? stringOf(document.article.publisher.name) : null;
  if (publisher)
    return found('siteName', publisher, {
      method: 'json-ld',
      path: 'publisher.name',
      raw: publisher,
      confidence: 0.85,
    });
  const site = document.jsonLd.find((object) => typesOf(object).includes('WebSite'));
  const name =
    stringOf(site?.name) ?? document.meta('application-name', 'apple-mobile-web-app-title')?.content ?? null;
  return name
    ? found('siteName', normalizeSpaces(name), {
        method: site ? 'json-ld' : 'meta',
        path: site ? 'WebSite.name' : 'meta[name="application-name"]',
        raw: name,
        confidence: 0.8,
      })
    : absent(null);
}
