import { readFileSync } from 'node:fs';
import { z } from 'zod';

/** The version of the package: from `package.json`, which lies one folder up in a clone and two when compiled. */
export const version = readVersion(['../package.json', '../../package.json']);

function readVersion(places: readonly string[]): string {
  for (const place of places) {
    try {
      const file = JSON.parse(readFileSync(new URL(place, import.meta.url), 'utf8'));
      const found = z.object({ name: z.literal('wellspring'), version: z.string() }).safeParse(file);
      if (found.success) return found.data.version;
    } catch {
      // Not there: the next place.
    }
  }
  return '0.0.0';
}
