import { hostsOfSite, storedSite } from '../sites/site-named.ts';
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
  const stored = (await store.sites()).map(({ site }) => site);
  return storedSite(name, sites, stored);
}
