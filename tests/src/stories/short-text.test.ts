import { describe, expect, it } from 'vitest';
import { canonicalUnits } from '../../../src/stories/canonical-units.ts';
import { shortDifference } from '../../../src/stories/short-text.ts';

const difference = (a: string, b: string) =>
  shortDifference(canonicalUnits(a).units.slice(), canonicalUnits(b).units.slice());
const note =
  'The road between Oakley and Stanton is closed until evening after an accident, the authority said. Drivers should allow 25 more minutes.';

describe('shortDifference', () => {
  it('finds nothing between a text and itself in other letters', () => {
    expect(difference(note, note.toUpperCase().replaceAll(' ', ''))).toEqual({
      ...{ replaced: 0, replacedUnits: 0, slips: 0, added: 0 },
      common: canonicalUnits(note).units.length,
    });
  });

  it('counts another name, word or number in the same place as replaced', () => {
    expect(difference(note, note.replace('Oakley', 'Harwick')).replaced).toBe(1);
    expect(difference(note, note.replace('evening', 'noon').replace('25', '30')).replaced).toBe(2);
  });

  it('counts a wrong, lost or doubled letter as a slip', () => {
    const slipped = note
      .replace('closed', 'clozed')
      .replace('authority', 'autority')
      .replace('Drivers', 'Drrivers');
    expect(difference(note, slipped)).toMatchObject({ replaced: 0, slips: 3, added: 0 });
  });

  it('counts what only one of them has as added', () => {
    const changed = note.replace('closed', 'closed, EchoSense,').replace('more ', '');
    expect(difference(note, changed)).toMatchObject({ replaced: 0, added: 2 });
    expect(difference(note, `${note} Read more here.`)).toMatchObject({ replaced: 0, added: 1 });
  });

  it('takes a digit more for another number, not for a slip', () => {
    expect(difference(note, note.replace('25', '125'))).toMatchObject({ slips: 0, added: 1 });
    expect(difference(note, note.replace('25', '26'))).toMatchObject({ slips: 0, replaced: 1 });
  });

  it('answers for texts that have nothing in common, and for empty ones', () => {
    expect(difference(note, '气象台发布台风警报')).toMatchObject({ replaced: 1, common: 0 });
    expect(difference('', '')).toEqual({ replaced: 0, replacedUnits: 0, slips: 0, added: 0, common: 0 });
  });
});
