import iconv from 'iconv-lite';
import { describe, expect, it } from 'vitest';
import { decodeText } from '../../parsers/decode.ts';

const chinese = '河口小镇修复百年潮汐钟，居民冒雨围观。数百名居民聚集在码头。';
const page = (text: string, charset = '') =>
  `<html><head>${charset ? `<meta charset="${charset}">` : ''}</head><body>${text}</body></html>`;

describe('decodeText', () => {
  it('believes a byte order mark before header and meta', () => {
    const bytes = new Uint8Array(
      Buffer.concat([Buffer.from([0xef, 0xbb, 0xbf]), Buffer.from(page(chinese, 'gbk'))]),
    );
    expect(decodeText(bytes, 'text/html; charset=big5')).toMatchObject({ encoding: 'utf-8', source: 'bom' });
  });
  it('believes the header before the meta element, as long as the bytes bear it out', () => {
    const bytes = new Uint8Array(iconv.encode(page(chinese, 'iso-8859-1'), 'gbk'));
    const decoded = decodeText(bytes, 'text/html; charset=gbk');
    expect(decoded).toMatchObject({ encoding: 'gbk', source: 'header' });
    expect(decoded.text).toContain(chinese);
  });
  it('believes a header of another encoding where a sign or two are well-formed UTF-8 by chance', () => {
    const bytes = new Uint8Array(iconv.encode(page('漏', ''), 'gbk'));
    const decoded = decodeText(bytes, 'text/html; charset=gbk');
    expect(decoded).toMatchObject({ encoding: 'gbk', source: 'header' });
    expect(decoded.text).toContain('漏');
  });
  it('passes over a declaration that the bytes contradict', () => {
    const bytes = new Uint8Array(Buffer.from(page(chinese, 'gbk')));
    expect(decodeText(bytes, 'text/html; charset=gbk')).toMatchObject({
      encoding: 'utf-8',
      source: 'detected',
    });
  });
  it('believes a page that says UTF-8 and is well-formed, though its few letters beyond ASCII were lost before', () => {
    const bytes = new Uint8Array(Buffer.from(page('Minister S\ufffdnchez spoke', 'utf-8')));
    const decoded = decodeText(bytes, 'text/html');
    expect(decoded).toMatchObject({ encoding: 'utf-8', source: 'meta' });
    expect(decoded.text).toContain('S\ufffdnchez');
  });
  it('bears a few stray bytes in what was rightly declared', () => {
    const good = iconv.encode(page(chinese.repeat(20), 'gbk'), 'gbk');
    const bytes = new Uint8Array(Buffer.concat([good, Buffer.from([0xff])]));
    expect(decodeText(bytes, null)).toMatchObject({ encoding: 'gbk', source: 'meta' });
  });
  it('detects what nobody declared', () => {
    const bytes = new Uint8Array(iconv.encode(page(chinese.repeat(5)), 'gbk'));
    expect(decodeText(bytes, 'text/html').text).toContain(chinese);
  });
});
