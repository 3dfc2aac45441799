import { describe, expect, it } from 'vitest';
import { SiteDefinition } from '../../../src/model/site-definition.ts';

const site = {
  name: 'AssetLink',
  hosts: ['assetlink.example'],
  start: [{ list: 'https://assetlink.example/' }],
};

describe('SiteDefinition', () => {
  it('needs no more than a name, a host and a start', () => {
    expect(SiteDefinition.parse(site)).toMatchObject({
      scope: { include: ['/'], exclude: [] },
      versions: [],
    });
  });

  it('refuses a misspelt key', () => {
    expect(SiteDefinition.safeParse({ ...site, titelSuffix: ' -AssetLink' }).success).toBe(false);
  });
});
