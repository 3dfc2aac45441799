import { bareHost } from '../model/bare-host.ts';
import type { SiteDefinition } from '../model/site-definition.ts';

/** As it was read; `folder`: the name of the folder that its file lies in. */
export type PlacedSite = SiteDefinition & { folder?: string };

/**
 * The site that a person means: by its name, one of its hosts, or its folder (`sites/portal.example`, too); null: there is
 * none.
 */
export function siteNamed<S extends PlacedSite>(name: string, sites: readonly S[]): S | null {
  const wanted = name.toLowerCase();
  const folder = wanted.replace(/(?:\/site\.yaml|\/+)$/, '').replace(/^.*\//, '');
  return (
    sites.find((site) => site.name.toLowerCase() === wanted) ??
    sites.find((site) => site.hosts.map(bareHost).includes(bareHost(name))) ??
    sites.find((site) => site.folder?.toLowerCase() === folder) ??
    null
  );
}

/** All hosts of the site file that is meant; null: no site file has it. */
export function hostsOfSite(name: string, sites: readonly PlacedSite[]): string[] | null {
  const file = siteNamed(name, sites);
  return file && [...new Set(file.hosts.map(bareHost))];
}

/**
 * The site of articles that is meant where no site file has it; a list, since that is what a name stands for.
 * @param stored sites that articles are of
 * @throws {UnknownSiteError}
 */
export function storedSite(name: string, sites: readonly PlacedSite[], stored: readonly string[]): string[] {
  const wanted = bareHost(name);
  if (stored.includes(wanted)) return [wanted];
  throw new UnknownSiteError(name, [...new Set([...sites.map((site) => site.name), ...stored])]);
}

/** A site that no site file, and no article where that is asked, has. */
export class UnknownSiteError extends Error {
  readonly code = 'unknown-site';
  /** @param broken what is wrong with site files that are not in use: it may be one of those */
  constructor(name: string, known: readonly string[], broken: readonly string[] = []) {
    super(
      `there is no site ${JSON.stringify(name)}; write its name, a host or its folder; known sites: ${known.join(', ') || 'none'}${broken.map((one) => `\n${one}`).join('')}`,
    );
  }
}
