import { z } from 'zod';

/** What a page has or has not; true is what a healthy page is. */
export const markNames = [
  'article',
  'title',
  'authors',
  'date',
  'time',
  'zone',
  'text',
  'category',
  'language',
  'source',
  'views',
  'reactions',
  'own-address',
  'own-title',
  'own-opening',
  'own-date',
  'template',
] as const;
export type MarkName = (typeof markNames)[number];

/** What can be measured of a page, on a scale of logarithms: a step of 0.7 is twice as much. */
export const measureNames = [
  'text-length',
  'paragraphs',
  'title-length',
  'authors-length',
  'date-age',
  'related',
  'ranking',
  'recommendation',
  'items',
] as const;
export type MeasureName = (typeof measureNames)[number];

/** What one page that was read says about the health of its site. */
export const PageSigns = z.object({
  url: z.url(),
  /** The page of one visit: told twice, it counts once. */
  key: z.string(),
  kind: z.enum(['article', 'list', 'other']),
  /** An article that is looked at again; left out: it is new. */
  again: z.boolean().optional(),
  /** The form of the address: pages of one form are usually of one kind. */
  shape: z.string(),
  template: z.string(),
  marks: z.partialRecord(z.enum(markNames), z.boolean()),
  measures: z.partialRecord(z.enum(measureNames), z.number()),
  language: z.string().nullable(),
  /** Short hashes of what no two articles of a site have in common; null: the page has none. */
  own: z.object({
    address: z.string().nullable(),
    title: z.string().nullable(),
    opening: z.string().nullable(),
    date: z.string().nullable(),
  }),
});
export type PageSigns = z.infer<typeof PageSigns>;
