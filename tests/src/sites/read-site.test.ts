import { describe, expect, it } from 'vitest';
import { readSite } from '../../../src/sites/read-site.ts';

const good = 'name: A\nhosts: [a.example]\nstart: [{ list: "https://a.example/" }]\n';

describe('readSite', () => {
  it('reads a site with its defaults', () => {
    expect(readSite('site.yaml', good)).toMatchObject({ name: 'A', scope: { include: ['/'] }, versions: [] });
  });
  it('names line and column of a wrong key', () => {
    expect(() => readSite('sites/a/site.yaml', `${good}encodng: gbk\n`)).toThrow(
      'sites/a/site.yaml:4:1: encodng is no setting here',
    );
  });
  it('names line and column of a wrong value, what was found and what is allowed', () => {
    expect(() => readSite('sites/a/site.yaml', `${good}encoding: utf-9\n`)).toThrow(
      /^sites\/a\/site\.yaml:4:1: encoding is "utf-9"; .*"utf-8"/,
    );
  });
  it('names line and column of a selector that cannot be read', () => {
    const versions =
      'versions:\n  - fields:\n      title: h1\n      body: "div[class"\n      remove: [.ad, "p:foo"]\n';
    expect(() => readSite('sites/a/site.yaml', good + versions)).toThrow(
      /^sites\/a\/site\.yaml:7:7: versions\.0\.fields\.body is "div\[class"; write a CSS selector \(.+\)\nsites\/a\/site\.yaml:8:21: versions\.0\.fields\.remove\.1 is "p:foo"; write a CSS selector/,
    );
  });
  it('names line and column of a day that is none, and of a field that no version has', () => {
    const versions = 'versions:\n  - { until: 2025-02-31, fields: {} }\n  - { fields: { autors: .by } }\n';
    expect(() => readSite('s.yaml', good + versions)).toThrow(
      /^s\.yaml:5:7: versions\.0\.until is "2025-02-31"; .*\ns\.yaml:6:17: versions\.1\.fields\.autors is no setting here/,
    );
  });
  it('names line and column where the file is no YAML', () => {
    expect(() => readSite('s.yaml', 'name: A\nhosts: [a.example\nstart: 1\n')).toThrow(/^s\.yaml:3:\d+: /);
  });
  it('points into lists', () => {
    expect(() => readSite('s.yaml', 'name: A\nhosts: [a.example]\nstart:\n  - { list: nowhere }\n')).toThrow(
      's.yaml:4:7: start.0.list is "nowhere"',
    );
  });
});
