import type { NetworkAnswer } from '../../../api/network-answer.ts';

/** A site by the name that it gives itself, else by its host. */
export function siteNames(sites: NetworkAnswer['sites']): (site: string) => string {
  const names = new Map(sites.map(({ site, siteName }) => [site, siteName ?? site]));
  return (site) => names.get(site) ?? site;
}
