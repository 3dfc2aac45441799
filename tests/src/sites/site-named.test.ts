import { describe, expect, it } from 'vitest';
import { SiteDefinition } from '../../../src/model/site-definition.ts';
import { hostsOfSite, siteNamed, UnknownSiteError } from '../../../src/sites/site-named.ts';

const site = (name: string, host: string, folder: string) => ({
  ...SiteDefinition.parse({ name, hosts: [host], start: [{ list: `https://${host}/` }] }),
  folder,
});
const sites = [
  site('Harbour News', 'www.harbour.example', 'harbour'),
  site('Ward', 'ward.example:8080', 'old-ward'),
  site('harbour', 'other.example', 'other'),
];
const found = (name: string) => siteNamed(name, sites)?.folder ?? null;

describe('a site', () => {
  it('is meant by its name, one of its hosts, or its folder', () => {
    for (const name of ['Harbour News', 'harbour news', 'harbour.example', 'WWW.harbour.example'])
      expect(found(name), name).toBe('harbour');
    for (const name of ['ward', 'ward.example:8080', 'old-ward', 'sites/old-ward', 'sites/old-ward/'])
      expect(found(name), name).toBe('old-ward');
    expect(found('/srv/sites/old-ward/site.yaml')).toBe('old-ward');
  });

  it('that has a name goes before one whose folder is called so', () => {
    expect(found('harbour')).toBe('other');
  });

  it('that nobody knows is none', () => {
    for (const name of ['', '/', 'ward.example', 'nowhere']) expect(found(name), name).toBeNull();
    expect(hostsOfSite('nowhere', sites)).toBeNull();
    expect(hostsOfSite('Harbour News', sites)).toEqual(['harbour.example']);
  });

  it('that is not found may be one whose file is wrong: that is told beside the names', () => {
    expect(new UnknownSiteError('ward', ['Harbour'], ['sites/ward/site.yaml:2:1: no']).message).toBe(
      'there is no site "ward"; write its name, a host or its folder; known sites: Harbour\nsites/ward/site.yaml:2:1: no',
    );
  });
});
