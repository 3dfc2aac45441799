import {
  escaped,
  listLinks,
  paged,
  type SecondItem,
  type SecondSite,
  type SecondTemplate,
  second,
  sectionItems,
  teaser,
} from '../second-template.ts';

const sections = [
  { slug: 'finance', label: 'Finance' },
  { slug: 'world', label: 'World' },
  { slug: 'tech', label: 'Tech' },
] as const;
const tags = ['infrastructure', 'community', 'costs'] as const;
const sectionOf = ({ index }: SecondItem) => sections[index % sections.length] ?? sections[0];
const tagsOf = ({ index }: SecondItem) => tags.filter((_, i) => (index + i) % 2 === 0);

function path(item: SecondItem): string {
  const [year, month, day] = second(item.at).slice(0, 10).split('-');
  return `/${sectionOf(item).slug}/${year}/${month}${day}/${18_300 - item.index * 7}.html`;
}

/** English mass portal on a Chinese system: labels run together in one line, buttons without a form, tags, previous and next. */
export const englishPost: SecondTemplate = {
  name: 'Meridian Daily Post',
  language: 'en',
  tongue: 'english',
  charset: 'utf-8',
  contentType: 'text/html',
  startPath: '/',
  forbidden: ['/plus/search.php?q=ferry'],
  articlePath: path,
  articlePages: (site, item) => [
    {
      path: path(item),
      text: frame(
        `${item.title}_${sectionOf(item).label}_Meridian Daily Post`,
        `<div class="position">Your location: <a href="/">Home</a> &gt; <a href="/${sectionOf(item).slug}/">${sectionOf(item).label}</a> &gt; Text</div>
<div class="main fl">
<h1 class="art-title">${escaped(item.title)}</h1>
<div class="art-info">Time: ${second(item.at)}&nbsp;&nbsp;Source: Internet&nbsp;&nbsp;Author: ${item.authors.join(', ')}&nbsp;&nbsp;Views: ${item.views}</div>
<div class="art-summary"><strong>Abstract:</strong> ${escaped(teaser(item, 110))}</div>
<div class="art-content">
${item.paragraphs.map((text, i) => `${i === 1 ? '<p style="text-align:center"><img src="/uploads/1.jpg" alt=""></p>\n' : ''}<p>&nbsp;&nbsp;&nbsp;&nbsp;${escaped(text)}</p>`).join('\n')}
</div>
<div class="tags">Tags: ${tagsOf(item)
          .map((tag) => `<a href="/tags/${tag}.html">${tag}</a>`)
          .join(' ')}</div>
<div class="zan-box"><a href="javascript:;" class="zan" onclick="digg(1)">Like (${item.likes})</a> <a href="javascript:;" class="cai" onclick="digg(0)">Dislike (${item.dislikes})</a></div>
<ul class="pre-next"><li>Previous: ${neighbour(site, item.index + 1)}</li><li>Next: ${neighbour(site, item.index - 1)}</li></ul>
<div class="statement">Disclaimer: the content of this article is collected from the Internet and does not represent the position of this site. Please contact us to have it removed.</div>
<div class="box"><div class="tit"><h3>Related Articles</h3></div><ul class="pic-list">${site
          .related(item)
          .map(
            (other) =>
              `<li><a href="${path(other)}" class="pic"><img src="/uploads/t${other.index}.jpg" alt="${escaped(other.title)}"></a><a href="${path(other)}" class="t">${escaped(other.title)}</a><span>${second(other.at).slice(0, 10)}</span></li>`,
          )
          .join('\n')}</ul></div>
</div>
<div class="side fr">
<div class="box"><div class="tit"><h3>Hot Articles</h3></div><ul class="hot">${site.ranking.map((other, i) => `<li><em>${i + 1}</em><a href="${path(other)}" title="${escaped(other.title)}">${escaped(other.title)}</a></li>`).join('\n')}</ul></div>
<div class="box"><div class="tit"><h3>You may also like</h3></div><ul>${site.recommended.map((other) => `<li><a href="${path(other)}">${escaped(other.title)}</a></li>`).join('\n')}</ul></div>
</div>`,
      ),
    },
  ],
  listPages: (site) => [
    {
      path: '/',
      text: frame(
        'Meridian Daily Post - News you can use',
        `<div class="main fl">${site.items.slice(0, 6).map(entry).join('\n')}</div><div class="side fr"><div class="box"><div class="tit"><h3>Hot Articles</h3></div><ul class="hot">${site.ranking.map((other) => `<li><a href="${path(other)}">${escaped(other.title)}</a></li>`).join('\n')}</ul></div></div>`,
      ),
    },
    ...sections.flatMap((section, place) =>
      paged(sectionItems(site, place, sections.length), 3).map((items, i, pages) => ({
        path: listPath(section.slug, i + 1),
        text: frame(
          `${section.label}_Meridian Daily Post`,
          `<div class="position">Your location: <a href="/">Home</a> &gt; <a href="/${section.slug}/">${section.label}</a></div><div class="main fl">${items.map(entry).join('\n')}
<div class="pages">${pager(section.slug, i + 1, pages.length)}</div></div>`,
        ),
      })),
    ),
    ...tags.map((tag) => ({
      path: `/tags/${tag}.html`,
      text: frame(
        `${tag}_Meridian Daily Post`,
        `<div class="main fl"><h2>Tag: ${tag}</h2>${site.items
          .filter((item) => tagsOf(item).includes(tag))
          .map(entry)
          .join('\n')}</div>`,
      ),
    })),
  ],
  otherPages: () => [
    {
      path: '/about.html',
      text: frame(
        'About us_Meridian Daily Post',
        '<div class="main fl"><h1>About us</h1><div class="page-content"><p>Meridian Daily Post is an online platform that brings readers the latest on finance, technology and world affairs.</p><p>Our editors work around the clock. If you would like to place an advertisement or report a problem with an article, please write to the address below.</p><p>E-mail: desk@meridian.example</p></div></div>',
      ),
    },
    {
      path: '/contact.html',
      text: frame(
        'Contact_Meridian Daily Post',
        '<div class="main fl"><h1>Contact us</h1><p>E-mail: desk@meridian.example</p><p>Working hours: Monday to Friday, 9:00 - 18:00</p></div>',
      ),
    },
  ],
  machinePages: () => [
    {
      path: '/robots.txt',
      text: 'User-agent: *\nDisallow: /plus/\nDisallow: /uploads/\n',
      contentType: 'text/plain',
    },
  ],
  truth: (site, item) => ({
    authors: item.authors,
    claimedDate: { iso: second(item.at).replace(' ', 'T'), precision: 'second', zone: null },
    reactions: [
      { label: 'Like', count: item.likes, atLeast: false },
      { label: 'Dislike', count: item.dislikes, atLeast: false },
    ],
    views: item.views,
    links: listLinks(site, item, englishPost),
  }),
};

const listPath = (slug: string, page: number) => (page === 1 ? `/${slug}/` : `/${slug}/list_${page}.html`);

function pager(slug: string, page: number, pages: number): string {
  const link = (to: number, text: string) => `<a href="${listPath(slug, to)}">${text}</a>`;
  const numbers = Array.from({ length: pages }, (_, i) =>
    i + 1 === page ? `<span class="cur">${page}</span>` : link(i + 1, String(i + 1)),
  );
  return [
    page > 1 ? link(page - 1, '&laquo; Prev') : '',
    ...numbers,
    page < pages ? link(page + 1, 'Next &raquo;') : '',
  ].join(' ');
}

function neighbour({ items }: SecondSite, index: number): string {
  const other = items[index];
  return other ? `<a href="${path(other)}">${escaped(other.title)}</a>` : 'None';
}

function entry(item: SecondItem): string {
  return `<dl class="item"><dt><a href="${path(item)}" target="_blank">${escaped(item.title)}</a></dt><dd>${escaped(teaser(item, 120))}</dd><dd class="m">${second(item.at).slice(0, 10)} <a href="${path(item)}">[Details]</a></dd></dl>`;
}

function frame(title: string, body: string): string {
  return `<!DOCTYPE html>
<html>
<head>
<meta http-equiv="Content-Type" content="text/html; charset=utf-8">
<title>${escaped(title)}</title>
<meta name="keywords" content="news,finance,tech">
<link rel="stylesheet" href="/style/main.css">
</head>
<body>
<div class="top"><a href="/">Meridian Daily Post</a> <ul class="nav">${sections.map(({ slug, label }) => `<li><a href="/${slug}/">${label}</a></li>`).join('')}</ul><form action="/plus/search.php"><input name="q"></form> <span>Hot search: <a href="/plus/search.php?q=ferry" rel="nofollow">ferry</a></span></div>
<div class="wrap clearfix">${body}</div>
<div class="foot"><a href="/about.html">About us</a> | <a href="/contact.html">Contact us</a><p>Copyright &copy; 2024 Meridian Daily Post. All rights reserved.</p></div>
</body>
</html>
`;
}
