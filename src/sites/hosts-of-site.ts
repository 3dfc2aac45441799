import type { SiteDefinition } from '../model/site-definition.ts';

/** A host as articles and site files know it: `www.` says nothing. */
export function bareHost(host: string): string {
  return host.toLowerCase().replace(/^www\./, '');
}

/** All hosts of the site file that a name or one of its hosts stands for; null: no site file has it. */
export function hostsOfSite(name: string, sites: readonly SiteDefinition[]): string[] | null {
  const wanted = bareHost(name);
  const file = sites.find(
    (site) => site.name.toLowerCase() === name.toLowerCase() || site.hosts.map(bareHost).includes(wanted),
  );
  return file ? [...new Set(file.hosts.map(bareHost))] : null;
}
