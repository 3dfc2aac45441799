import { describe, expect, it } from 'vitest';
import { trackerIds } from '../../../src/stories/tracker-ids.ts';

describe('trackerIds', () => {
  it('reads the accounts in the tags of a page, each once', () => {
    const source = `
      <script async src="https://www.googletagmanager.com/gtag/js?id=G-ABC123DEF4"></script>
      <script>gtag('config', 'G-ABC123DEF4'); ga('create', 'UA-1234567-3', 'auto');</script>
      <script>_hmt.src = "https://hm.baidu.com/hm.js?0123456789abcdef0123456789abcdef";</script>
      <script src="https://s4.cnzz.com/z_stat.php?id=1278000001&web_id=1278000001"></script>
      <script>ym(91234567, "init", {}); fbq('init', '123456789012345');</script>
      <ins data-ad-client="ca-pub-1234567890123456"></ins>`;
    expect(trackerIds(source)).toEqual([
      'Baidu Tongji 0123456789abcdef0123456789abcdef',
      'CNZZ 1278000001',
      'Google AdSense pub-1234567890123456',
      'Google Analytics G-ABC123DEF4',
      'Google Analytics UA-1234567',
      'Meta Pixel 123456789012345',
      'Yandex Metrica 91234567',
    ]);
  });

  it('takes the sites of one account as one: the number behind it is left out', () => {
    expect(trackerIds("'UA-1234567-1'")).toEqual(trackerIds("'UA-1234567-22'"));
  });

  it('finds none in words and numbers that only look alike', () => {
    expect(
      trackerIds('The G-20 met; form UA-12; call 0800-GTM-A; ca-pub-12; <a href="/g-abcdefgh">'),
    ).toEqual([]);
  });

  it('stays quick and small on a page made against it', () => {
    const hostile = Array.from({ length: 30_000 }, (_, n) => `UA-${1_000_000 + n}-1`).join(' ');
    expect(trackerIds(hostile)).toHaveLength(50);
    expect(trackerIds('.cnzz.com/'.repeat(200_000))).toEqual([]);
  });
});
