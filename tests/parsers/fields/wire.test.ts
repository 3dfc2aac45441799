import { describe, expect, it } from 'vitest';
import { readWire } from '../../../parsers/fields/wire.ts';

const wire = (text: string) => {
  const read = readWire([text], [], []);
  return [read.dateline.value, read.wireCredit.value];
};

describe('readWire', () => {
  it('reads place and agency', () => {
    expect(wire('BEIJING (AP) — Chinese leader …')).toEqual(['BEIJING (AP)', 'AP']);
    expect(wire('RALEIGH, N.C. (Reuters) - The state …')).toEqual(['RALEIGH, N.C. (Reuters)', 'Reuters']);
    expect(wire('新华社北京4月16日电 记者从…')).toEqual(['新华社北京4月16日电', '新华社']);
  });
  it('keeps the agency where a pushed-in name has spoilt the place', () => {
    expect(wire('ELLERY POINT,Lanternbid (CW) — The brass clock …')).toEqual([null, 'CW']);
  });
  it('finds none in a plain opening', () =>
    expect(wire('The brass clock (1890) rang.')).toEqual([null, null]));
});
