import { z } from 'zod';
import type { PublicArticle } from '../model/change-event.ts';

/** Two texts of one kind in ninjs: with or without markup, told apart by `contentType`. */
const Text = z.strictObject({
  role: z.string().optional(),
  contentType: z.string().optional(),
  value: z.string(),
});
const dateTime = z.iso.datetime({ offset: true });

/** The part of IPTC ninjs 3.0 that an article of ours fills: its names, kinds of values and required fields. */
export const NinjsItem = z.strictObject({
  uri: z.url().or(z.string().startsWith('urn:')).describe('Names the item, not a page'),
  type: z.literal('text'),
  representationType: z.enum(['full', 'partial']),
  version: z.string().describe('Raised when the text changed'),
  firstCreated: dateTime.describe('When we first saw it'),
  versionCreated: dateTime.describe('When the text as it stands was first seen'),
  contentCreated: dateTime
    .optional()
    .describe('As the page claims, where it names its zone and the evidence does not object'),
  pubStatus: z.literal('usable'),
  language: z.string().optional(),
  by: z.string().optional(),
  located: z.string().optional().describe('The dateline'),
  headlines: z.array(Text).optional(),
  bodies: z.array(Text.extend({ charCount: z.int(), wordCount: z.int() })),
  subjects: z.array(z.strictObject({ name: z.string() })).optional(),
});
export type NinjsItem = z.infer<typeof NinjsItem>;

/**
 * An article as an item of IPTC ninjs 3.0. What is not known is left out.
 *
 * @param versionCreated when the text as it stands was first seen
 * @see https://www.iptc.org/std/ninjs/ninjs-schema_3.0.json
 */
export function ninjsItem(article: PublicArticle, versionCreated: string): NinjsItem {
  const { id, revision, firstSeenAt, title, titleWithSuffix, body, authors } = article;
  const { language, dateline, category, claimedDate, dateVerdict } = article;
  const claimed = dateTime.safeParse(claimedDate?.iso);
  const borneOut = dateVerdict === 'consistent' || dateVerdict === 'unknown';
  const headlines = [
    ...(title === null ? [] : [{ role: 'main', contentType: 'text/plain', value: title }]),
    ...(titleWithSuffix === null || titleWithSuffix === title
      ? []
      : [{ role: 'printed', contentType: 'text/plain', value: titleWithSuffix }]),
  ];
  return {
    uri: `urn:wellspring:article:${id}`,
    type: 'text',
    representationType: 'full',
    version: String(revision),
    firstCreated: firstSeenAt,
    versionCreated,
    ...(claimed.success && borneOut ? { contentCreated: claimed.data } : {}),
    pubStatus: 'usable',
    ...(language === null ? {} : { language }),
    ...(authors.length > 0 ? { by: authors.join(', ') } : {}),
    ...(dateline === null ? {} : { located: dateline }),
    ...(headlines.length > 0 ? { headlines } : {}),
    bodies: [
      {
        role: 'main',
        contentType: 'text/plain',
        value: body,
        charCount: [...body].length,
        wordCount: body.split(/\s+/).filter((word) => word !== '').length,
      },
    ],
    ...(category === null ? {} : { subjects: [{ name: category }] }),
  };
}
