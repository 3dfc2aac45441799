import { describe, expect, it } from 'vitest';
import { alignPages } from '../../../parsers/templates/align-pages.ts';
import { pagePlaces } from '../../../parsers/templates/page-places.ts';
import { documentOf } from '../document-of.ts';

const page = (title: string, rows: number) =>
  pagePlaces(
    documentOf(
      `<body class="post-${rows}1"><h1>${title}</h1><p class="foot">The same</p><ul>${'<li>row</li>'.repeat(rows)}</ul></body>`,
    ).root,
  );
const aligned = alignPages([page('One', 2), page('Two', 3), page('Three', 2)]);
const textsOf = (way: RegExp) =>
  aligned
    .filter(({ places }) => way.test(places.find((place) => place !== null)?.way ?? ''))
    .map(({ places, coverage, variety }) => ({
      texts: places.map((place) => place?.text ?? null),
      coverage,
      variety,
    }));

describe('alignPages', () => {
  it('tells what differs in the same place from what says the same everywhere', () => {
    expect(textsOf(/h1$/)).toEqual([{ texts: ['One', 'Two', 'Three'], coverage: 1, variety: 1 }]);
    expect(textsOf(/foot$/)).toEqual([
      { texts: ['The same', 'The same', 'The same'], coverage: 1, variety: 0 },
    ]);
  });

  it('puts repeated places side by side in their order, as far as a page has them', () => {
    expect(textsOf(/li$/).map(({ texts }) => texts)).toEqual([
      ['row', 'row', 'row'],
      ['row', 'row', 'row'],
      [null, 'row', null],
    ]);
  });

  it('does not take the names of one article for a way', () =>
    expect(aligned.filter(({ coverage }) => coverage < 1)).toHaveLength(1));
});
