import { describe, expect, it } from 'vitest';
import { readLanguage } from '../../../parsers/fields/language.ts';
import { documentOf } from '../document-of.ts';

const german =
  'Die Hafenverwaltung hat am Donnerstag mitgeteilt, dass die alte Uhr noch vor dem Winter repariert wird. Sie stand neun Jahre lang still, und niemand wusste, wie es um das Werk steht.';
const language = (html: string, text: string) => readLanguage(documentOf(html), text).value;

describe('readLanguage', () => {
  it('takes what the page declares, in two letters', () => {
    expect(language('<html lang="nb-NO">', '')).toBe('no');
    expect(language('<meta property="og:locale" content="pt_BR">', '')).toBe('pt');
  });
  it('believes a long clear text more than the declaration', () =>
    expect(language('<html lang="en">', german)).toBe('de'));
  const texts: [string, string][] = [
    ['zh', '四月的一场小雨后，青石岭小学的雨水花园第一次蓄满了水。校长说，花园由学生自己设计。'],
    ['ja', '気象庁は記者会見で「日頃からの備えを確実に実施しておくようお願いしたい」と呼びかけた。'],
    ['ko', '한 전 대표 중징계 요구를 관철한 강성 지지층 목소리가 커졌다는 분석이 나온다.'],
    [
      'ru',
      'Как судьи ликвидированного суда до сих пор сидят на выплатах и что об этом говорят в министерстве, которое за это отвечает.',
    ],
  ];
  for (const [code, text] of texts) it(`hears ${code}`, () => expect(language('', text)).toBe(code));
  it('says nothing where there is nothing to hear', () => expect(language('', '12:30')).toBeNull());
});
