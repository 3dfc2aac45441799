import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { SiteDefinition } from '../model/site-definition.ts';
import { readYaml } from '../yaml-file.ts';
import { checkSelectors } from './check-selectors.ts';

/** A site file that is not as it has to be. Names the place, what was found and what is allowed. */
export class SiteFileError extends Error {
  readonly code = 'site-file';
}

const CheckedSite = SiteDefinition.superRefine(checkSelectors);

/** @throws {SiteFileError} */
export function readSite(file: string, text: string): SiteDefinition {
  const result = readYaml(text, CheckedSite);
  if ('value' in result) return result.value;
  const lines = result.problems.map(
    ({ line, column, key, message }) => `${file}:${line}:${column}: ${key === '' ? '' : `${key} `}${message}`,
  );
  throw new SiteFileError(lines.join('\n'));
}

/**
 * Every `<folder>/<name>/site.yaml`, by folder name. A folder that is not there has no sites.
 * @throws {SiteFileError} one of them is wrong, or two claim one host
 */
export function readSites(folder: string): SiteDefinition[] {
  if (!existsSync(folder)) return [];
  const owner = new Map<string, string>();
  const sites: SiteDefinition[] = [];
  for (const entry of readdirSync(folder, { withFileTypes: true }).sort((a, b) =>
    a.name < b.name ? -1 : 1,
  )) {
    const file = join(folder, entry.name, 'site.yaml');
    if (!entry.isDirectory() || !existsSync(file)) continue;
    const site = readSite(file, readFileSync(file, 'utf8'));
    for (const host of site.hosts) {
      const other = owner.get(host);
      if (other) throw new SiteFileError(`${file}: hosts names ${host}, which ${other} has already`);
      owner.set(host, file);
    }
    sites.push(site);
  }
  return sites;
}
