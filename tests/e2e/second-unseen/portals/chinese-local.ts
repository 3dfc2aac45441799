import {
  clockParts,
  escaped,
  isoMinute,
  listLinks,
  paged,
  type SecondItem,
  type SecondTemplate,
  sectionItems,
  teaser,
} from '../second-template.ts';

const sections = [
  { slug: 'bdxw', label: '本地新闻' },
  { slug: 'msrd', label: '民生热点' },
] as const;
const sectionOf = ({ index }: SecondItem) => sections[index % sections.length] ?? sections[0];
const number = ({ index }: SecondItem) => 1_023_800 - index * 11;
const useful = ({ dislikes }: SecondItem) => 1 + (dislikes % 9);

function path(item: SecondItem, part = 1): string {
  const { y, m, d } = clockParts(item.at);
  return `/${sectionOf(item).slug}/${y}-${m}/${d}/content_${number(item)}${part === 1 ? '' : `_${part}`}.htm`;
}

/** Local Chinese news site in GBK: a date in words, counts in 万, long articles on several pages. */
export const chineseLocal: SecondTemplate = {
  name: '临江在线',
  language: 'zh',
  tongue: 'simplified',
  charset: 'gbk',
  contentType: 'text/html',
  startPath: '/index.htm',
  forbidden: ['/search.jsp'],
  articlePath: (item) => path(item),
  articlePages(site, item) {
    const parts = partsOf(item);
    return parts.map((paragraphs, i) => ({
      path: path(item, i + 1),
      text: frame(
        `${item.title}${i === 0 ? '' : `(${i + 1})`}-临江在线`,
        `<div class="crumb">当前位置：<a href="/index.htm">首页</a> &gt; <a href="/${sectionOf(item).slug}/index.htm">${sectionOf(item).label}</a> &gt; 正文</div>
<div class="left_con"><div class="con_tit"><h1>${escaped(item.title)}</h1></div>
<div class="con_info"><span>${chineseMinute(item.at)}</span><span>来源：临江日报</span><span>作者：${item.authors.join(' ')}</span><span>阅读：${wan(item.views)}</span><span class="size">字号：<a href="javascript:doZoom(16)">大</a> <a href="javascript:doZoom(14)">中</a> <a href="javascript:doZoom(12)">小</a></span></div>
<div class="con_txt" id="zoom">
${paragraphs.map((text) => `<p>　　${escaped(text)}</p>`).join('\n')}
</div>
${pager(item, i + 1, parts.length)}
<div class="editor">责任编辑：郑敏</div>
<div class="act"><a class="zan" href="javascript:void(0)">赞(${item.likes})</a><a class="use" href="javascript:void(0)">有用 ${useful(item)}万</a></div>
<div class="share">分享到：<a href="javascript:void(0)">微信</a><a href="javascript:void(0)">微博</a></div>
<div class="xgyd"><h3>相关阅读</h3><ul>${site
          .related(item)
          .map(
            (other) =>
              `<li><a href="${path(other)}" target="_blank">${escaped(other.title)}</a><span>${shortDay(other.at)}</span></li>`,
          )
          .join('\n')}</ul></div></div>
<div class="right_con"><div class="phb"><h3>热门排行</h3><ul>${site.ranking.map((other, n) => `<li><i>${n + 1}</i><a href="${path(other)}" target="_blank">${escaped(other.title)}</a></li>`).join('\n')}</ul></div>
<div class="tj"><h3>为您推荐</h3><ul>${site.recommended.map((other) => `<li><a href="${path(other)}" target="_blank">${escaped(other.title)}</a></li>`).join('\n')}</ul></div></div>`,
      ),
    }));
  },
  listPages: (site) => [
    {
      path: '/index.htm',
      text: frame(
        '临江在线_临江市新闻门户',
        `<div class="left_con"><div class="focus"><h2><a href="${site.items.slice(0, 1).map((item) => path(item))}">${escaped(site.items[0]?.title ?? '')}</a></h2></div>${sections
          .map(
            ({ slug, label }, place) =>
              `<div class="blk"><h3><a href="/${slug}/index.htm">${label}</a><a class="more" href="/${slug}/index.htm">更多&gt;&gt;</a></h3><ul>${sectionItems(site, place, sections.length).slice(0, 4).map(entry).join('\n')}</ul></div>`,
          )
          .join('\n')}</div>`,
      ),
    },
    ...sections.flatMap(({ slug, label }, place) =>
      paged(sectionItems(site, place, sections.length), 3).map((items, i, pages) => {
        const link = (to: number, text: string) =>
          `<a href="/${slug}/index${to === 1 ? '' : `_${to}`}.htm">${text}</a>`;
        return {
          path: `/${slug}/index${i === 0 ? '' : `_${i + 1}`}.htm`,
          text: frame(
            `${label}-临江在线`,
            `<div class="crumb">当前位置：<a href="/index.htm">首页</a> &gt; ${label}</div><div class="left_con"><ul class="newslist">${items.map(entry).join('\n')}</ul>
<div class="page">共${pages.length}页 ${i > 0 ? `${link(1, '首页')} ${link(i, '上一页')} ` : ''}${i + 1 < pages.length ? `${link(i + 2, '下一页')} ${link(pages.length, '尾页')}` : ''}</div></div>`,
          ),
        };
      }),
    ),
  ],
  otherPages: () => [
    {
      path: '/about/index.htm',
      text: frame(
        '关于我们-临江在线',
        '<div class="left_con"><div class="con_tit"><h1>关于我们</h1></div><div class="con_txt"><p>　　临江在线是临江市重点新闻网站，由临江日报社主办，开设有本地新闻、民生热点等栏目。</p><p>　　本站转载的文章，版权归原作者所有。如有侵权，请与我们联系，我们将在核实后及时处理。</p><p>　　新闻热线：0000-1234567　地址：临江市江滨路8号</p></div></div>',
      ),
    },
    {
      path: '/about/copyright.htm',
      text: frame(
        '版权声明-临江在线',
        '<div class="left_con"><div class="con_tit"><h1>版权声明</h1></div><div class="con_txt"><p>　　凡本网注明“来源：临江在线”的作品，版权均属于临江在线，未经授权不得转载、摘编。</p></div></div>',
      ),
    },
  ],
  machinePages: () => [
    {
      path: '/robots.txt',
      text: 'User-agent: *\nDisallow: /search.jsp\nDisallow: /admin/\n',
      contentType: 'text/plain',
    },
  ],
  truth: (site, item) => ({
    authors: item.authors,
    claimedDate: { iso: isoMinute(item.at), precision: 'minute', zone: null },
    reactions: [
      { label: '赞', count: item.likes, atLeast: false },
      { label: '有用', count: useful(item) * 10_000, atLeast: false },
    ],
    views: item.views >= 10_000 ? Math.floor(item.views / 1_000) * 1_000 : item.views,
    links: listLinks(site, item, chineseLocal),
  }),
};

/** Every third article is cut in two or three. */
function partsOf({ index, paragraphs }: SecondItem): (readonly string[])[] {
  return index % 3 === 1 ? paged(paragraphs, 4) : [paragraphs];
}

function pager(item: SecondItem, part: number, parts: number): string {
  if (parts === 1) return '';
  const link = (to: number, text: string) => `<a href="${path(item, to)}">${text}</a>`;
  const numbers = Array.from({ length: parts }, (_, i) =>
    i + 1 === part ? `<b>${part}</b>` : link(i + 1, String(i + 1)),
  );
  return `<div class="page">${part > 1 ? link(part - 1, '上一页') : ''} ${numbers.join(' ')} ${part < parts ? link(part + 1, '下一页') : ''}</div>`;
}

/** 23456 → "2.3万". */
function wan(views: number): string {
  return views >= 10_000 ? `${Math.floor(views / 1_000) / 10}万` : String(views);
}

function chineseMinute(at: Date): string {
  const { y, m, d, hour, min } = clockParts(at);
  return `${y}年${m}月${d}日 ${hour}:${min}`;
}

function shortDay(at: Date): string {
  const { m, d } = clockParts(at);
  return `${m}-${d}`;
}

function entry(item: SecondItem): string {
  return `<li><a href="${path(item)}" target="_blank" title="${escaped(item.title)}">${escaped(teaser({ ...item, paragraphs: [item.title] }, 22))}</a><span>${shortDay(item.at)}</span></li>`;
}

function frame(title: string, body: string): string {
  return `<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Transitional//EN" "http://www.w3.org/TR/xhtml1/DTD/xhtml1-transitional.dtd">
<html xmlns="http://www.w3.org/1999/xhtml">
<head>
<meta http-equiv="Content-Type" content="text/html; charset=gb2312" />
<title>${escaped(title)}</title>
</head>
<body>
<div class="head"><a href="/index.htm"><img src="/images/logo.gif" alt="临江在线" /></a><div class="nav"><a href="/index.htm">首页</a>${sections.map(({ slug, label }) => `<a href="/${slug}/index.htm">${label}</a>`).join('')}<a href="/search.jsp">搜索</a></div></div>
<div class="w1000">${body}</div>
<div class="footer"><a href="/about/index.htm">关于我们</a> | <a href="/about/copyright.htm">版权声明</a><br />临江日报社主办　ICP备00000000号</div>
</body>
</html>
`;
}
