import type { SiteDefinition, SiteFields } from '../src/model/site-definition.ts';

/** The selectors that held on the day of a fetch: a version with `until` holds through that day, the newest one without. */
export function siteFieldsAt(site: SiteDefinition | undefined, fetchedAt: string): SiteFields {
  const day = fetchedAt.slice(0, 10);
  const dated = (site?.versions ?? [])
    .filter(({ until }) => until !== undefined && day <= until)
    .sort((a, b) => (a.until ?? '').localeCompare(b.until ?? ''))[0];
  return (dated ?? site?.versions.findLast(({ until }) => until === undefined))?.fields ?? {};
}
