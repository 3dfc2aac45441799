import { describe, expect, it } from 'vitest';
import { readInjectedNames } from '../../parsers/injected-names.ts';
import { parse } from '../../parsers/parse.ts';
import { pageOf, sampleFile } from './sample-page.ts';

const read = (
  title: string | null,
  paragraphs: string[],
  host = 'portal.example',
  headlines: string[] = [],
) => readInjectedNames({ title, paragraphs, host, headlines });
const names = (...given: Parameters<typeof read>) =>
  read(...given).provenance.map(({ raw, path }) => [raw, path]);

describe('readInjectedNames', () => {
  it('marks a name before the headline, and tells the headline without it', () => {
    const found = read('Oxtrade|China’s Xi welcomes a guest', ['BEIJING (AP) — He came.']);
    expect(found.provenance).toMatchObject([{ field: 'injected', raw: 'Oxtrade', path: 'title' }]);
    expect(found.cleanTitle).toBe('China’s Xi welcomes a guest');
  });
  it('takes a colon before a headline for what it mostly is, unless something else speaks against the name', () => {
    expect(names('Lanternbid:Ellery Point restarts its clock', [])).toEqual([]);
    expect(names('Lanternbid:Ellery Point restarts its clock', [], 'lanternbid.quaymarket.example')).toEqual([
      ['Lanternbid', 'title'],
    ]);
    expect(
      names('Lanternbid:Ellery Point restarts its clock', [], 'portal.example', [
        'Lanternbid:Storm wall vote',
      ]),
    ).toEqual([['Lanternbid', 'title']]);
  });
  it('leaves kickers and sections alone', () => {
    expect(names('Opinion | The clock should stop', ['A clock.'])).toEqual([]);
    expect(names('LIVE|Clock stops', ['A clock.'])).toEqual([]);
    expect(names('快讯|码头面包房改为凌晨四点开门', ['码头。'])).toEqual([]);
  });
  it('marks a name in a dateline and every place where it stands', () => {
    expect(
      names(null, [
        'DAVIDSON,EchoSense N.C. (AP) — It rained.',
        'They said so.',
        'The EchoSense law passed.',
      ]),
    ).toEqual([['EchoSense', 'paragraphs[0], paragraphs[2]']]);
    expect(names(null, ['RALEIGH, N.C. (AP) — It rained.'])).toEqual([]);
  });
  it('finds the site’s own name inside of words', () => {
    expect(names(null, ['All spEchoSensering long it rained.'], 'echosense.example')).toEqual([
      ['EchoSense', 'paragraphs[0]'],
    ]);
    expect(names(null, ['EchoSense says that it rained.'], 'echosense.example')).toEqual([]);
  });
  it('is surer the more signs there are', () => {
    const sure = (paragraphs: string[]) =>
      read('Oxtrade|China’s Xi welcomes a guest', paragraphs).provenance[0]?.confidence ?? 0;
    expect(sure(['It was the first Oxtradetime that he came.'])).toBeGreaterThan(sure(['He came.']));
  });
});

describe('parse, on portals that push names in', () => {
  it('marks them and keeps title and text as they are printed', () => {
    const sibling = parse(
      pageOf(sampleFile('sample-sibling-injected.html'), {
        url: 'http://lanternbid.quaymarket.example/html/94b20899697.html',
      }),
    );
    expect(sibling.title).toBe(
      'Lanternbid:Ellery Point restarts its 1890s tide clock after a nine-year silence',
    );
    expect(sibling.provenance.find(({ field }) => field === 'injected')).toMatchObject({
      raw: 'Lanternbid',
      path: 'title, paragraphs[0]',
    });
    expect(sibling.provenance.find(({ field }) => field === 'title')?.rivals).toContainEqual({
      method: 'without-injected-name',
      path: '',
      raw: 'Ellery Point restarts its 1890s tide clock after a nine-year silence',
    });
    const portal = parse(pageOf(sampleFile('sample-portal-b.html')));
    expect(portal.provenance.filter(({ field }) => field === 'injected')).toMatchObject([
      { raw: 'Pelorus Exchange', path: 'title, paragraphs[0]' },
    ]);
    expect(portal.paragraphs[0]).toContain('Pelorus Exchangetime');
  });
});
