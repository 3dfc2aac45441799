import { bareHost, hostsOfSite, UnknownSiteError } from '../sites/site-named.ts';
import type { Application } from './application.ts';

/**
 * The sites of articles that a name stands for: all hosts of a site file, or one site of the store.
 * @throws {UnknownSiteError}
 */
export async function siteHosts(
  name: string,
  { sites, store }: Pick<Application, 'sites' | 'store'>,
): Promise<string[]> {
  const hosts = hostsOfSite(name, sites);
  if (hosts) return hosts;
  const wanted = bareHost(name);
  const stored = (await store.sites()).map(({ site }) => site);
  if (stored.includes(wanted)) return [wanted];
  throw new UnknownSiteError(name, [...new Set([...sites.map((site) => site.name), ...stored])]);
}
