import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { canonicalUnits, maxUnits } from '../../../src/stories/canonical-units.ts';

const read = (text: string) => String.fromCharCode(...canonicalUnits(text).units);

describe('canonicalUnits', () => {
  it('forgets case, accents, spaces and punctuation', () => {
    expect(read('Où est “Élodie”, à Çà-et-là?')).toBe('ouestelodieacaetla');
  });

  it('reads lost spaces as if they stood', () => {
    expect(read('climate and health lawin 2022')).toBe(read('climate and health law in 2022'));
  });

  it('reads entity debris as what it stood for', () => {
    expect(read('&amp;quot;Caf&eacute;&amp;quot; &#8220;x&#8221;')).toBe('cafex');
  });

  it('reads mojibake as what it was', () => {
    expect(read('It â€™s a cafÃ©, â€it said')).toBe('itsacafeitsaid');
    const decoder = new TextDecoder('windows-1252');
    for (const text of [
      'Комиссия одобрила',
      'Η επιτροπή ενέκρινε',
      '停航九年的白石渡口',
      '기자들은 오늘',
      '𠮷野家',
    ]) {
      expect(read(decoder.decode(Buffer.from(text)))).toBe(read(text));
    }
  });

  it('leaves letters that only look like mojibake as they are', () => {
    expect(read('Été à Çà, où naît Ñandú. „Spaß“')).toBe('eteacaounaitnanduspass');
  });

  it('folds letters that look alike, digits of all scripts, and full-width signs', () => {
    expect(read('раypаl')).toBe('paypal');
    expect(read('١٢٣ ४५६ ７８９')).toBe('123456789');
    expect(read('ＡＢＣ')).toBe('abc');
  });

  it('gives two units for a Chinese sign and takes Hangul apart', () => {
    expect(canonicalUnits('山水').units).toHaveLength(4);
    expect(canonicalUnits('한글').units).toHaveLength(6);
  });

  it('notes where capitalised words and numbers begin, also after a lost space', () => {
    expect([...canonicalUnits('In SouthKorea the NATO met').marks]).toEqual([2, 7, 15]);
    expect([...canonicalUnits('up 12.4% on May 3').marks]).toEqual([2, 4, 7, 10]);
    expect([...canonicalUnits('共三百八十四万元').marks]).toEqual([2]);
    expect([...canonicalUnits('über Ökonomie und ÄRZTE').marks]).toEqual([4, 15]);
  });

  it('notes no capital letter that only opens a sentence, whatever stands before it', () => {
    expect([...canonicalUnits('It rained. The mayor left. “Nobody” saw it.\nHe met Ann').marks]).toEqual([
      36,
    ]);
    expect([...canonicalUnits('It rained. 12 left').marks]).toEqual([8]);
  });

  it('reads traditional Chinese as simplified', () => {
    expect(read('氣象台發佈颱風警報')).toBe(read('气象台发布台风警报'));
  });

  it('reads signs beyond 16 bits after half of one was seen', () => {
    const bold = '𝐭𝐡𝐞 𝐦𝐚𝐲𝐨𝐫';
    canonicalUnits(bold.slice(0, 3));
    expect(read(bold)).toBe('themayor');
  });

  it('stops at the limit and says so', () => {
    const { units, cut } = canonicalUnits('word '.repeat(1_000_000));
    expect(units).toHaveLength(maxUnits);
    expect(cut).toBe(true);
    expect(canonicalUnits('word').cut).toBe(false);
  });

  it('reads any text without a fault, the second time as the first', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const first = { text: read(text), marks: [...canonicalUnits(text).marks] };
        expect({ text: read(text), marks: [...canonicalUnits(text).marks] }).toEqual(first);
      }),
    );
  });
});
