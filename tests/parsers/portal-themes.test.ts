import { describe, expect, it } from 'vitest';
import { parse } from '../../parsers/parse.ts';
import { themes } from './portal-themes.ts';
import { pageOf } from './sample-page.ts';

const title = '港口的老钟将在入冬前修好';
const paragraphs = [
  '港务局周四表示，这座停了九年的老钟将在入冬之前修好，经费由居民捐款和市政府共同承担。',
  '居民们说，没有人知道那天夜里究竟是谁让它停下来的，钟匠也说里面的零件一个都没有少。',
  '修复工作预计从六月开始，届时码头南侧的道路将封闭两个星期，轮渡改由北侧的码头停靠。',
];
const text = { title, paragraphs, site: '海港新闻网' };
const read = (theme: string) =>
  parse(
    pageOf(`<html><head><meta charset="utf-8"></head><body>${themes[theme]?.(text)}</body></html>`, {
      url: 'https://portal.example/news/12.html',
      fetchedAt: '2024-11-24T02:30:00Z',
    }),
  );

/** What differs from theme to theme; null where a script fills the count in. */
const own: Record<
  string,
  { views: number | null; lists: string[]; reactions: Record<string, number | null> }
> = {
  EmpireCMS: { views: null, lists: ['related', 'recommendation'], reactions: { 顶一下: null } },
  DedeCMS: { views: null, lists: ['recommendation', 'ranking'], reactions: { 顶一下: 12, 踩一下: 6 } },
  phpcms: { views: null, lists: ['related', 'ranking'], reactions: {} },
  YzmCMS: { views: null, lists: ['related', 'ranking'], reactions: {} },
  PbootCMS: { views: 56, lists: ['recommendation'], reactions: {} },
  Discuz: {
    views: 123,
    lists: ['related'],
    reactions: { 路过: 0, 雷人: 1, 握手: 2, 鲜花: 3, 鸡蛋: 4 },
  },
  WordPress: { views: null, lists: ['related'], reactions: {} },
};

describe('the themes of the portal systems', () => {
  it('are all expected', () => expect(Object.keys(own)).toEqual(Object.keys(themes)));

  for (const [theme, { views, lists, reactions }] of Object.entries(own)) {
    describe(theme, () => {
      const parsed = read(theme);
      it('has its headline, source of the site name, text and author', () => {
        expect(parsed).toMatchObject({
          kind: 'article',
          title,
          paragraphs,
          authors: ['陶堃'],
          language: 'zh',
        });
        expect(parsed.siteName).toMatch(/海港新闻网|Discuz/);
      });
      it('claims the day it prints, and none of the decoys', () => {
        expect(parsed.claimedDate?.iso).toMatch(/^2024-05-06T10:12/);
        if (theme !== 'WordPress') expect(parsed.claimedDate?.zone).toBeNull();
      });
      it('tells its category and source', () => {
        if (theme === 'WordPress') return;
        expect(parsed).toMatchObject({ category: '国际新闻', source: '新华社' });
      });
      it('counts what is printed, and nothing that a script fills in', () => {
        expect(parsed.views).toBe(views);
        expect(Object.fromEntries(parsed.reactions.map(({ label, count }) => [label, count]))).toEqual(
          reactions,
        );
      });
      it('tells its lists by their headings', () => {
        const blocks = new Set(parsed.links.map(({ block }) => block));
        expect([...blocks].filter((block) => lists.includes(block)).sort()).toEqual([...lists].sort());
      });
    });
  }

  it('page through an article in parts', () => {
    expect(read('DedeCMS').paging).toMatchObject({ next: 'https://portal.example/news/12_2.html' });
  });
});
