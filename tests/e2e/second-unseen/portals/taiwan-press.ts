import {
  clockParts,
  escaped,
  isoMinute,
  listLinks,
  paged,
  rssPage,
  type SecondItem,
  type SecondTemplate,
  sectionItems,
  teaser,
} from '../second-template.ts';

const sections = [
  { id: 7_266, label: '地方' },
  { id: 7_314, label: '生活' },
] as const;
const tags = [
  { id: 'restore', label: '老屋再生' },
  { id: 'travel', label: '在地旅遊' },
  { id: 'policy', label: '地方政策' },
] as const;
const sectionOf = ({ index }: SecondItem) => sections[index % sections.length] ?? sections[0];
const tagsOf = ({ index }: SecondItem) => tags.filter((_, i) => index % tags.length !== i);
const path = (item: SecondItem) => `/story/${sectionOf(item).id}/${8_012_900 - item.index * 17}`;

/** Paper in traditional characters: the reporter with his desk, Open Graph with a zone, "latest" beside "hot" and "recommended". */
export const taiwanPress: SecondTemplate = {
  name: '島嶼時報',
  language: 'zh',
  tongue: 'traditional',
  charset: 'utf-8',
  contentType: 'text/html; charset=utf-8',
  startPath: '/',
  forbidden: ['/member/login'],
  articlePath: path,
  articlePages: (site, item) => [
    {
      path: path(item),
      text: frame(
        `${item.title} | ${sectionOf(item).label} | 島嶼時報`,
        `<nav class="breadcrumb"><a href="/">首頁</a> / <a href="/cate/${sectionOf(item).id}">${sectionOf(item).label}</a></nav>
<article class="story"><h1 class="story__title">${escaped(item.title)}</h1>
<section class="story__info"><time class="story__time" datetime="${clock(item.at)}">${clock(item.at)}</time><span class="story__author">記者 ${item.authors.join('、')}</span><span class="story__views">人氣 ${item.views.toLocaleString('en-US')}</span></section>
<section class="story__content">
<figure><img src="/img/${item.index}.jpg" alt=""><figcaption>活動現場。圖／主辦單位提供</figcaption></figure>
${item.paragraphs.map((text) => `<p>${escaped(text)}</p>`).join('\n')}
</section>
<div class="story__tags">${tagsOf(item)
          .map(({ id, label }) => `<a href="/tag/${id}">#${label}</a>`)
          .join(' ')}</div>
<div class="story__action"><button type="button" class="btn-like">讚 <em>${item.likes}</em></button><button type="button" class="btn-keep">收藏 <em>${item.dislikes}</em></button></div>
<section class="story__more"><h2>延伸閱讀</h2><ul>${list(site.related(item))}</ul></section></article>
<aside><section><h2>最新文章</h2><ul>${list(site.items.slice(0, 3))}</ul></section>
<section><h2>熱門新聞</h2><ol>${list(site.ranking)}</ol></section>
<section><h2>推薦閱讀</h2><ul>${list(site.recommended)}</ul></section></aside>`,
        `<meta property="og:type" content="article"><meta property="og:title" content="${escaped(item.title)} | 島嶼時報"><meta property="og:site_name" content="島嶼時報"><meta property="article:published_time" content="${isoMinute(item.at)}+08:00"><link rel="canonical" href="${site.origin}${path(item)}">`,
      ),
    },
  ],
  listPages: (site) => [
    {
      path: '/',
      text: frame(
        '島嶼時報｜看見每一個地方',
        `<section class="focus"><h2>今日焦點</h2>${site.items.slice(0, 5).map(entry).join('\n')}</section><section><h2>熱門新聞</h2><ol>${list(site.ranking)}</ol></section>`,
      ),
    },
    ...sections.flatMap(({ id, label }, place) =>
      paged(sectionItems(site, place, sections.length), 3).map((items, i, pages) => ({
        path: `/cate/${id}${i === 0 ? '' : `?page=${i + 1}`}`,
        text: frame(
          `${label} | 島嶼時報`,
          `<h1>${label}</h1>${items.map(entry).join('\n')}<div class="pagination">${pages
            .map((_, n) =>
              n === i
                ? `<span class="current">${n + 1}</span>`
                : `<a href="/cate/${id}${n === 0 ? '' : `?page=${n + 1}`}">${n + 1}</a>`,
            )
            .join(
              '',
            )}${i + 1 < pages.length ? `<a class="next" href="/cate/${id}?page=${i + 2}">下一頁</a>` : ''}</div>`,
        ),
      })),
    ),
    ...tags.map(({ id, label }) => ({
      path: `/tag/${id}`,
      text: frame(
        `${label} 相關新聞 | 島嶼時報`,
        `<h1>#${label}</h1>${site.items
          .filter((item) => tagsOf(item).some((tag) => tag.id === id))
          .map(entry)
          .join('\n')}`,
      ),
    })),
  ],
  otherPages: () => [
    {
      path: '/aboutus',
      text: frame(
        '關於我們 | 島嶼時報',
        '<h1>關於島嶼時報</h1><div class="about"><p>島嶼時報創辦於民國八十七年，由一群返鄉青年集資成立，報導海島與山村的大小事。</p><p>本報不接受政府標案，經費來自讀者訂閱。若發現報導有誤，歡迎來信指正，我們會在兩個工作天內回覆。</p><p>讀者服務專線：00-12345678</p></div>',
      ),
    },
    {
      path: '/privacy',
      text: frame(
        '隱私權政策 | 島嶼時報',
        '<h1>隱私權政策</h1><p>本網站使用 Cookie 以提供更好的瀏覽體驗。您可以在瀏覽器中停用 Cookie，但部分功能可能無法使用。</p>',
      ),
    },
  ],
  machinePages: (site) => [
    { path: '/robots.txt', text: 'User-agent: *\nDisallow: /member/\n', contentType: 'text/plain' },
    rssPage(
      '/rss/all.xml',
      { title: '島嶼時報', link: `${site.origin}/`, zone: '+0800' },
      site.items.slice(0, 8).map((item) => ({ item, url: site.origin + path(item) })),
    ),
  ],
  truth: (site, item) => ({
    authors: item.authors,
    claimedDate: { iso: `${isoMinute(item.at)}+08:00`, precision: 'second', zone: '+08:00' },
    reactions: [
      { label: '讚', count: item.likes, atLeast: false },
      { label: '收藏', count: item.dislikes, atLeast: false },
    ],
    views: item.views,
    links: listLinks(site, item, taiwanPress),
  }),
};

function clock(at: Date): string {
  const { y, m, d, hour, min } = clockParts(at);
  return `${y}-${m}-${d} ${hour}:${min}`;
}

function list(items: readonly SecondItem[]): string {
  return items.map((item) => `<li><a href="${path(item)}">${escaped(item.title)}</a></li>`).join('\n');
}

function entry(item: SecondItem): string {
  return `<div class="story-list__item"><a class="story-list__image" href="${path(item)}"><img src="/img/${item.index}s.jpg" alt="${escaped(item.title)}"></a><div class="story-list__text"><h3><a href="${path(item)}">${escaped(item.title)}</a></h3><p>${escaped(teaser(item, 50))}</p><time>${clock(item.at)}</time></div></div>`;
}

function frame(title: string, body: string, head = ''): string {
  return `<!DOCTYPE html>
<html lang="zh-Hant-TW">
<head><meta charset="utf-8"><title>${escaped(title)}</title>${head}<link rel="alternate" type="application/rss+xml" title="島嶼時報" href="/rss/all.xml"></head>
<body>
<header><a class="logo" href="/">島嶼時報</a><nav>${sections.map(({ id, label }) => `<a href="/cate/${id}">${label}</a>`).join('')}</nav><a href="/member/login" rel="nofollow">會員登入</a></header>
<main>${body}</main>
<footer><a href="/aboutus">關於我們</a><a href="/privacy">隱私權政策</a><p>島嶼時報 版權所有 © 2024</p></footer>
</body></html>
`;
}
