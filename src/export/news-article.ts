import type { NewsArticle, WithContext } from 'schema-dts';
import type { PublicArticle } from '../model/change-event.ts';

type Vocabulary = WithContext<Exclude<NewsArticle, string>>;

/**
 * An article as schema.org's NewsArticle (JSON-LD). What is not known is left out; a date that the evidence speaks
 * against is not passed on as the date of publication.
 *
 * @see https://schema.org/NewsArticle, whose vocabulary the type is made from
 */
export function newsArticle(article: PublicArticle): WithContext<NewsArticle> {
  const { id, url, canonicalUrl, title, authors, site, siteName, category, language, body } = article;
  const { claimedDate, modifiedDate, dateVerdict, firstSeenAt, storyId, relation, wireCredit, source } =
    article;
  const borneOut = dateVerdict === 'consistent' || dateVerdict === 'unknown';
  const taken = relation === 'copy' || relation === 'excerpt' || relation === 'revision';
  const credited = wireCredit ?? source;
  const said = {
    '@context': 'https://schema.org' as const,
    '@type': 'NewsArticle' as const,
    '@id': `urn:wellspring:article:${id}`,
    identifier: id,
    url,
    mainEntityOfPage: canonicalUrl,
    articleBody: body,
    publisher: {
      '@type': 'Organization' as const,
      name: siteName ?? site,
      url: new URL('/', canonicalUrl).href,
    },
    sdDatePublished: firstSeenAt,
    ...(title === null ? {} : { headline: title }),
    ...(authors.length > 0 ? { author: authors.map((name) => ({ '@type': 'Person' as const, name })) } : {}),
    ...(claimedDate?.iso && borneOut ? { datePublished: claimedDate.iso } : {}),
    ...(modifiedDate?.iso ? { dateModified: modifiedDate.iso } : {}),
    ...(category === null ? {} : { articleSection: category }),
    ...(language === null ? {} : { inLanguage: language }),
    ...(credited === null ? {} : { creditText: credited }),
    ...(taken ? { isBasedOn: `urn:wellspring:story:${storyId}` } : {}),
  };
  // The compiler lets a name that the vocabulary does not have pass where it is spread; here it does not.
  return said satisfies Record<Exclude<keyof typeof said, keyof Vocabulary>, never>;
}
