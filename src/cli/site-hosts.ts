import { bareHost, hostsOfSite } from '../sites/hosts-of-site.ts';
import type { Application } from './application.ts';
import { NotFoundError } from './not-found-error.ts';

/**
 * The sites of articles that a name stands for: all hosts of a site file, or one site of the store.
 * @throws {NotFoundError}
 */
export async function siteHosts(
  name: string,
  { sites, store }: Pick<Application, 'sites' | 'store'>,
): Promise<string[]> {
  const hosts = hostsOfSite(name, sites);
  if (hosts) return hosts;
  const wanted = bareHost(name);
  if ((await store.sites()).some(({ site }) => site === wanted)) return [wanted];
  throw new NotFoundError('site', name, 'take one from `wellspring site list`');
}
