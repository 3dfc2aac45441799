import {
  escaped,
  isoMinute,
  linksTo,
  minute,
  paged,
  type UnseenItem,
  type UnseenTemplate,
} from '../unseen-template.ts';

const day = (at: Date) => at.toISOString().slice(0, 10).replaceAll('-', '.');
const path = ({ index }: UnseenItem) => `/news/articleView.html?idxno=${210_300 + index}`;

/** Korean portal, EUC-KR named only in the page: articles told by a query, the date behind "입력". */
export const koreanIdxno: UnseenTemplate = {
  name: '나래신문',
  language: 'ko',
  charset: 'euc-kr',
  contentType: 'text/html',
  startPath: '/',
  articlePath: path,
  articlePage: (site, item) =>
    frame(
      `${item.title} - 나래신문`,
      `<section id="wrap"><div id="loc"><a href="/">홈</a> &gt; <a href="/news/articleList.html?page=1">전체기사</a></div>
<h3 id="tit">${escaped(item.title)}</h3>
<ul id="info"><li>${item.author} 기자</li><li>입력 ${day(item.at)} ${minute(item.at).slice(11)}</li><li>조회 ${item.views.toLocaleString('en-US')}</li></ul>
<div id="cont">${item.paragraphs.map((text) => `<div>${escaped(text)}</div>`).join('\n')}
<div>저작권자 © 나래신문 무단전재 및 재배포 금지</div></div>
<div id="sym"><button type="button">좋아요 <span>${item.likes}</span></button></div>
<div id="rel"><strong>관련기사</strong><ul>${items(site.related(item))}</ul></div></section>
<aside><div><strong>많이 본 뉴스</strong><ol>${items(site.popular)}</ol></div><div><strong>추천기사</strong><ul>${items(site.advised)}</ul></div></aside>`,
    ),
  listPages: (site) => {
    const pages = paged(site.items, 4);
    const list = (from: readonly UnseenItem[], page: number) =>
      frame(
        '전체기사 - 나래신문',
        `<section id="wrap"><ul>${from.map((item) => `<li><a href="${path(item)}">${escaped(item.title)}</a> <em>${day(item.at)}</em></li>`).join('\n')}</ul>
<div>${pages.map((_, i) => (i + 1 === page ? `<strong>${i + 1}</strong>` : `<a href="/news/articleList.html?page=${i + 1}">${i + 1}</a>`)).join(' ')}</div></section>`,
      );
    return [
      { path: '/', text: list(pages[0] ?? [], 1) },
      ...pages.map((from, i) => ({ path: `/news/articleList.html?page=${i + 1}`, text: list(from, i + 1) })),
    ];
  },
  otherPages: () => [
    {
      path: '/com/jb.html',
      text: frame(
        '저널윤리강령 - 나래신문',
        '<section><h3>저널윤리강령</h3><p>우리는 확인된 것만 적고 틀린 것은 바로 고친다.</p></section>',
      ),
    },
  ],
  machinePages: (site) => [
    {
      path: '/robots.txt',
      text: `User-agent: *\nAllow: /\nSitemap: ${site.origin}/sitemap.txt\n`,
      contentType: 'text/plain',
    },
    {
      path: '/sitemap.txt',
      text: site.items.map((item) => site.origin + path(item)).join('\n'),
      contentType: 'text/plain',
    },
  ],
  truth: (site, item) => ({
    authors: [item.author],
    claimedDate: { iso: isoMinute(item.at), precision: 'minute', zone: null },
    reactions: [{ label: '좋아요', count: item.likes, atLeast: false }],
    views: item.views,
    links: [
      ...linksTo(site, koreanIdxno, 'related', site.related(item)),
      ...linksTo(site, koreanIdxno, 'ranking', site.popular),
      ...linksTo(site, koreanIdxno, 'recommendation', site.advised),
    ],
  }),
};

function items(list: readonly UnseenItem[]): string {
  return list.map((item) => `<li><a href="${path(item)}">${escaped(item.title)}</a></li>`).join('\n');
}

function frame(title: string, body: string): string {
  return `<!DOCTYPE html><html lang="ko"><head><meta http-equiv="Content-Type" content="text/html; charset=euc-kr"><title>${escaped(title)}</title></head>
<body><header><a href="/">나래신문</a> <a href="/news/articleList.html?page=1">전체기사</a></header>${body}<footer><a href="/com/jb.html">저널윤리강령</a></footer></body></html>
`;
}
