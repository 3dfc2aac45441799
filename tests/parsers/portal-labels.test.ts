import { describe, expect, it } from 'vitest';
import { parse } from '../../parsers/parse.ts';
import { pageOf } from './sample-page.ts';

/** What one theme prints in six languages; the values are the same, the words are not. */
const words: Record<string, Record<string, string>> = {
  English: {
    here: 'Current position:',
    home: 'Home',
    section: 'World',
    date: 'Date:',
    source: 'Source:',
    author: 'Author:',
    views: 'Views:',
    related: 'Related articles',
    ranking: 'Most popular',
    recommended: 'Recommended',
    like: 'Like',
    ago: '3 hours ago',
    author_name: 'Ines Halloran',
    text: 'The harbor office said on Thursday that the old clock will be repaired before the winter comes to the coast.',
  },
  'Chinese, simplified': {
    here: '当前位置：',
    home: '首页',
    section: '国际新闻',
    date: '发布时间：',
    source: '来源：',
    author: '作者：',
    views: '阅读：',
    related: '相关文章',
    ranking: '热门排行',
    recommended: '推荐阅读',
    like: '点赞',
    ago: '3小时前',
    author_name: '陶堃',
    text: '港务局周四表示，这座停了九年的老钟将在入冬之前修好，经费由居民捐款和市政府共同承担。',
  },
  'Chinese, traditional': {
    here: '當前位置：',
    home: '首頁',
    section: '國際新聞',
    date: '發布時間：',
    source: '來源：',
    author: '作者：',
    views: '瀏覽：',
    related: '相關新聞',
    ranking: '熱門文章',
    recommended: '推薦閱讀',
    like: '讚',
    ago: '3小時前',
    author_name: '陳怡君',
    text: '港務局週四表示，這座停了九年的老鐘將在入冬之前修好，經費由居民捐款和市政府共同承擔。',
  },
  Japanese: {
    here: '現在位置：',
    home: 'ホーム',
    section: '国際',
    date: '公開日：',
    source: '出典：',
    author: '著者：',
    views: '閲覧数：',
    related: '関連記事',
    ranking: 'アクセスランキング',
    recommended: 'おすすめ記事',
    like: 'いいね！',
    ago: '3時間前',
    author_name: '高林太郎',
    text: '港の事務所は木曜日に、九年間止まっていた古い時計を冬が来る前に修理すると発表した。費用は住民の寄付で賄われるという。',
  },
  Korean: {
    here: '현재위치：',
    home: '홈',
    section: '국제',
    date: '입력:',
    source: '출처:',
    author: '작성자:',
    views: '조회수:',
    related: '관련기사',
    ranking: '많이 본 뉴스',
    recommended: '추천기사',
    like: '좋아요',
    ago: '3시간 전',
    author_name: '남궁솔',
    text: '항만청은 목요일에 구 년 동안 멈춰 있던 오래된 시계를 겨울이 오기 전에 고칠 것이라고 밝혔다. 비용은 주민들의 기부로 마련된다.',
  },
  Russian: {
    here: 'Вы здесь:',
    home: 'Главная',
    section: 'В мире',
    date: 'Опубликовано:',
    source: 'Источник:',
    author: 'Автор:',
    views: 'Просмотры:',
    related: 'Похожие новости',
    ranking: 'Самое читаемое',
    recommended: 'Рекомендуем',
    like: 'Нравится',
    ago: '3 часа назад',
    author_name: 'Анна Берг',
    text: 'Управление порта сообщило в четверг, что старые часы, которые стояли девять лет, отремонтируют до наступления зимы.',
  },
};

function page(word: Record<string, string>, date: string): string {
  const list = (heading: string, name: string) =>
    `<div class="box"><h3>${heading}</h3><ul>${[1, 2, 3].map((i) => `<li><a href="/n/${name}${i}.html">${word.text?.slice(0, 22)} ${name}${i}</a> <span>2019-01-0${i}</span></li>`).join('')}</ul></div>`;
  return `<html><head><meta charset="utf-8"><title>${word.text?.slice(0, 18)} - Harbor</title></head><body>
    <div>Today is 2024-11-24</div>
    <div class="t_nav">${word.here} <a href="/">${word.home}</a> &gt; <a href="/world/">${word.section}</a></div>
    <h1>${word.text?.slice(0, 18)}</h1>
    <div class="news_info">${word.date} ${date}　${word.source} AP　${word.author} ${word.author_name}　${word.views} 3456</div>
    <div class="text"><p>1. ${word.text}</p><p>2. ${word.text}</p><p>3. ${word.text}</p></div>
    <div class="diggit"><a>${word.like} (15)</a></div>
    ${list(word.related ?? '', 'a')}${list(word.ranking ?? '', 'b')}${list(word.recommended ?? '', 'c')}
    <div class="footer">Copyright 2009-2024 Harbor. Updated 2024-11-24 02:30</div></body></html>`;
}

describe('the labels of portals', () => {
  for (const [language, word] of Object.entries(words)) {
    const read = (date: string) =>
      parse(
        pageOf(page(word, date), {
          url: 'https://portal.example/world/1.html',
          fetchedAt: '2024-11-24T12:30:00Z',
        }),
      );

    it(`are read in ${language}`, () => {
      const parsed = read('2023-12-04 09:15');
      expect(parsed).toMatchObject({
        kind: 'article',
        category: word.section,
        claimedDate: { iso: '2023-12-04T09:15:00', zone: null },
        source: 'AP',
        authors: [word.author_name],
        views: 3456,
        reactions: [{ label: word.like, count: 15 }],
      });
      expect(parsed.paragraphs).toHaveLength(3);
      const blocks = ['related', 'ranking', 'recommendation'].map(
        (block) => parsed.links.filter((link) => link.block === block).length,
      );
      expect(blocks).toEqual([3, 3, 3]);
    });

    it(`count a time ago back from the fetch in ${language}`, () =>
      expect(read(word.ago ?? '').claimedDate).toMatchObject({
        iso: '2024-11-24T09:00:00Z',
        precision: 'hour',
      }));
  }
});
