import {
  escaped,
  isoMinute,
  linksTo,
  paged,
  type UnseenItem,
  type UnseenSite,
  type UnseenTemplate,
} from '../unseen-template.ts';

/** Japanese local paper, Shift_JIS: a CGI script, tables without a class, text cut by <br>. No robots.txt, no feed. */
export const japaneseCgi: UnseenTemplate = {
  name: '青波タイムス',
  language: 'ja',
  charset: 'shift_jis',
  contentType: 'text/html; charset=Shift_JIS',
  startPath: '/cgi-bin/top.cgi',
  articlePath: ({ index }) => `/cgi-bin/view.cgi?no=${5_000 + index}`,
  articlePage: (site, item) =>
    frame(
      `${item.title}｜青波タイムス`,
      `<table width="760" border="0"><tr><td valign="top" width="520">
<font size="2"><a href="/cgi-bin/top.cgi">トップ</a> ＞ 地域</font><hr>
<font size="5"><b>${escaped(item.title)}</b></font><br>
<font size="2" color="#666666">${japaneseMinute(item.at)}　文・${item.author}</font><br><br>
${item.paragraphs.map((text) => `　${escaped(text)}`).join('<br><br>\n')}<br><br>
<form action="/cgi-bin/vote.cgi" method="post"><input type="hidden" name="no" value="${5_000 + item.index}"><input type="submit" value="いいね！"> ${item.likes}</form>
<font size="2">閲覧数：${item.views}</font>
</td><td valign="top" width="220" bgcolor="#eeeeee">
${box('あわせて読みたい', site.advised)}${box('この記事に関連するニュース', site.related(item))}${box('アクセスランキング', site.popular)}
</td></tr></table>`,
    ),
  listPages: (site) =>
    paged(site.items, 5).map((items, i, pages) => ({
      path: i === 0 ? '/cgi-bin/top.cgi' : `/cgi-bin/top.cgi?page=${i + 1}`,
      text: frame(
        '青波タイムス',
        `<h1>青波タイムス</h1><table>${items.map((item) => `<tr><td><font size="2">${japaneseMinute(item.at)}</font></td><td><a href="view.cgi?no=${5_000 + item.index}">${escaped(item.title)}</a></td></tr>`).join('\n')}</table>
<center>${i > 0 ? `<a href="/cgi-bin/top.cgi${i === 1 ? '' : `?page=${i}`}">＜前のページ</a>　` : ''}${i + 1 < pages.length ? `<a href="/cgi-bin/top.cgi?page=${i + 2}">次のページ＞</a>` : ''}</center>`,
      ),
    })),
  otherPages: () => [
    {
      path: '/kaisha.html',
      text: frame(
        '会社案内｜青波タイムス',
        '<h1>会社案内</h1><p>青波タイムスは地域の小さな新聞です。創業は大正八年。お問い合わせは電話でお願いします。</p>',
      ),
    },
  ],
  machinePages: () => [],
  truth: (site, item) => ({
    authors: [item.author],
    claimedDate: { iso: isoMinute(item.at), precision: 'minute', zone: null },
    reactions: [{ label: 'いいね！', count: item.likes, atLeast: false }],
    views: item.views,
    links: listsOf(site, item),
  }),
};

function listsOf(site: UnseenSite, item: UnseenItem) {
  return [
    ...linksTo(site, japaneseCgi, 'recommendation', site.advised),
    ...linksTo(site, japaneseCgi, 'related', site.related(item)),
    ...linksTo(site, japaneseCgi, 'ranking', site.popular),
  ];
}

/** "2023年5月3日 14時05分". */
function japaneseMinute(at: Date): string {
  const minutes = String(at.getUTCMinutes()).padStart(2, '0');
  return `${at.getUTCFullYear()}年${at.getUTCMonth() + 1}月${at.getUTCDate()}日 ${at.getUTCHours()}時${minutes}分`;
}

function box(heading: string, items: readonly UnseenItem[]): string {
  return `<b>■${heading}</b><br>${items.map((item) => `・<a href="/cgi-bin/view.cgi?no=${5_000 + item.index}">${escaped(item.title)}</a><br>`).join('\n')}<br>`;
}

function frame(title: string, body: string): string {
  return `<html><head><meta http-equiv="Content-Type" content="text/html; charset=Shift_JIS"><title>${escaped(title)}</title></head>
<body bgcolor="#ffffff">${body}<hr><font size="1"><a href="/kaisha.html">会社案内</a>　(C) 青波タイムス</font></body></html>
`;
}
