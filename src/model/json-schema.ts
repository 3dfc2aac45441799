import { z } from 'zod';
import { Article } from './article.ts';
import { ChangeEvent } from './change-event.ts';
import { Observation } from './observation.ts';
import { Page } from './page.ts';
import { ParsedArticle } from './parsed-article.ts';
import { Revision } from './revision.ts';
import { SiteDefinition } from './site-definition.ts';
import { Story } from './story.ts';
import { UrlRecord } from './url-record.ts';

const values = {
  Page,
  ParsedArticle,
  Article,
  Observation,
  Revision,
  Story,
  ChangeEvent,
  UrlRecord,
  SiteDefinition,
};

export type ValueName = keyof typeof values;

export const valueNames = Object.keys(values) as ValueName[];

/**
 * JSON Schema (draft 2020-12) of one value, made from its zod schema. A page's `body` is described as base64
 * text, since JSON has no bytes.
 */
export function jsonSchema(name: ValueName): Record<string, unknown> {
  return z.toJSONSchema(values[name], {
    unrepresentable: 'any',
    override: ({ zodSchema, jsonSchema: target }) => {
      if (zodSchema._zod.def.type === 'custom')
        Object.assign(target, { type: 'string', contentEncoding: 'base64' });
    },
  }) as Record<string, unknown>;
}
