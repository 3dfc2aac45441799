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
  const wanted = name.toLowerCase().replace(/^www\./, '');
  const bare = (host: string) => host.replace(/^www\./, '');
  const file = sites.find(
    (site) => site.name.toLowerCase() === name.toLowerCase() || site.hosts.map(bare).includes(wanted),
  );
  if (file) return [...new Set(file.hosts.map(bare))];
  if ((await store.sites()).some(({ site }) => site === wanted)) return [wanted];
  throw new NotFoundError('site', name, 'take one from `wellspring site list`');
}
