import iconv from 'iconv-lite';
import { describe, expect, it } from 'vitest';
import { decodeText } from '../../parsers/decode.ts';

/** A text in each encoding that portals use, and one of another script that it may be declared as instead. */
const written: readonly { encoding: string; instead: string; text: string }[] = [
  {
    encoding: 'gbk',
    instead: 'euc-kr',
    text: '河口小镇修复百年潮汐钟，居民冒雨围观。数百名居民聚集在码头，等待钟声再次响起。',
  },
  {
    encoding: 'gb18030',
    instead: 'utf-8',
    text: '市议会周四表决通过重建北部灯塔的计划，工程将于明年春天开始，预计两年完成。',
  },
  {
    encoding: 'big5',
    instead: 'utf-8',
    text: '港口辦公室週四表示，舊鐘將在冬天來臨之前修復，居民可以在碼頭上觀看工程進行。',
  },
  {
    encoding: 'shift_jis',
    instead: 'utf-8',
    text: '港の事務所は木曜日、古い時計が冬の前に修理されると発表した。住民は埠頭に集まった。',
  },
  {
    encoding: 'euc-jp',
    instead: 'utf-8',
    text: '市議会は木曜日、北の灯台を建て直す計画を承認した。工事は来年の春に始まる予定だ。',
  },
  {
    encoding: 'euc-kr',
    instead: 'utf-8',
    text: '항구 사무소는 목요일 낡은 시계가 겨울이 오기 전에 수리될 것이라고 밝혔다. 주민들이 부두에 모였다.',
  },
  {
    encoding: 'windows-1251',
    instead: 'utf-8',
    text: 'Управление порта сообщило в четверг, что старые часы будут отремонтированы до зимы.',
  },
  {
    encoding: 'koi8-r',
    instead: 'utf-8',
    text: 'Городской совет в четверг одобрил план восстановления северного маяка к следующей весне.',
  },
  {
    encoding: 'windows-1252',
    instead: 'utf-8',
    text: 'Le conseil a décidé jeudi que la vieille horloge sera réparée avant l’hiver, à côté du môle. Là-bas, l’été a été très sec.',
  },
  {
    encoding: 'utf-8',
    instead: 'gbk',
    text: 'Το λιμεναρχείο ανακοίνωσε την Πέμπτη ότι το παλιό ρολόι θα επισκευαστεί πριν από τον χειμώνα.',
  },
];

type Declared = { header: string | null; meta: string | null };

/** What header and page say, who contradict each other, the bytes, or both. */
const conflicts: Readonly<Record<string, (right: string, wrong: string) => Declared>> = {
  'the header is right and the page wrong': (right, wrong) => ({ header: right, meta: wrong }),
  'the header is wrong and the page right': (right, wrong) => ({ header: wrong, meta: right }),
  'the header names what does not exist': (right) => ({ header: 'x-unheard-of', meta: right }),
  'the page names what does not exist': (right) => ({ header: right, meta: 'utf8-bom-unix' }),
  'both are wrong': (_, wrong) => ({ header: wrong, meta: wrong }),
  'nobody says anything': () => ({ header: null, meta: null }),
};

const encoded = (text: string, encoding: string): Buffer => iconv.encode(text, encoding);

describe('a page whose encoding is in doubt is read right', () => {
  for (const [conflict, of] of Object.entries(conflicts)) {
    describe(`where ${conflict}`, () => {
      for (const { encoding, instead, text } of written) {
        it(`and it is ${encoding}`, () => {
          const { header, meta } = of(encoding, instead);
          const html = `<html><head>${meta ? `<meta charset="${meta}">` : ''}<title>${text}</title></head><body><p>${text.repeat(3)}</p></body></html>`;
          const decoded = decodeText(
            new Uint8Array(encoded(html, encoding)),
            header ? `text/html; charset=${header}` : null,
          );
          expect(decoded.text).toContain(text);
        });
      }
    });
  }
});
