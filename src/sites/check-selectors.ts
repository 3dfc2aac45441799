import { load } from 'cheerio/slim';
import type { z } from 'zod';
import type { SiteDefinition } from '../model/site-definition.ts';

/** Tells of every selector that cannot be read, at its own place: a selector that finds nothing would be silent. */
export function checkSelectors(site: SiteDefinition, context: z.core.$RefinementCtx): void {
  const page = load('<html></html>');
  const check = (selector: string, path: (string | number)[]) => {
    try {
      page(selector);
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error);
      context.addIssue({ path, message: `write a CSS selector (${why})`, code: 'custom' });
    }
  };
  for (const [index, { fields }] of site.versions.entries()) {
    for (const [field, value] of Object.entries(fields)) {
      const path = ['versions', index, 'fields', field];
      if (typeof value === 'string') check(value, path);
      else for (const [at, selector] of (value ?? []).entries()) check(selector, [...path, at]);
    }
  }
}
