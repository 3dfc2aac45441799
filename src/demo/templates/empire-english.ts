import type { DemoArticle } from '../demo-article.ts';
import { escapeHtml as esc } from './escape-html.ts';
import { cutTitle, pageLinks } from './page-links.ts';
import type { DemoSite, Template } from './template.ts';
import { day, secondOf } from './wall-clock.ts';

const classId = 648;

/** English portal on EmpireCMS: the family of the page that this program exists for. */
export const empireEnglish: Template = {
  language: 'en',
  contentType: 'text/html; charset=utf-8',
  charset: 'utf-8',
  honest: false,
  categories: [
    { slug: 'contact', label: 'Contact' },
    { slug: 'news', label: 'News' },
    { slug: 'markets', label: 'Markets' },
    { slug: 'invest', label: 'Invest' },
    { slug: 'scams', label: 'Scams' },
  ],
  disallow: ['/e/', '/private/'],
  crawlDelaySeconds: null,
  firstNumber: 281,
  paged: false,
  /** Digits, a letter, the class, five digits: the three numbers add up to 99999. */
  articlePath({ number }) {
    const letter = 'abcdef'.charAt(Math.floor(number / 7) % 6);
    const last = String(99_999 - number - classId).padStart(5, '0');
    // The first article has the letter of the page that it is a copy of.
    return `/news/${number}${number === 281 ? 'c' : letter}${classId}${last}.html`;
  },
  partPath: (path) => path,
  numberIn: (path) => Number(/^\/news\/(\d+)[a-f]\d{8}\.html$/.exec(path)?.[1] ?? Number.NaN) || null,
  listPath: ({ slug }, page) => `/list/${slug}/${page === 1 ? '' : `index_${page}.html`}`,
  feedPath: '/rss.xml',

  articlePage: ({ site, article, lists }) =>
    frame(
      site,
      `${article.title} -${site.name}`,
      `<article><div class="leftbox infosbox">
<h2 class="intitle">Current:<a href="/">Home</a>&nbsp;&gt;&nbsp;<a href="/list/${article.category.slug}/">${article.category.label}</a>${esc(article.title)} -${esc(site.name)}</h2>
<div class="newsview"><h3 class="news_title">${esc(article.title)}</h3>
<div class="news_author"><span class="au01">${esc(article.byline ?? '')}</span><span class="au03">View<script src="/e/public/ViewClick/?classid=${classId}&amp;id=${article.number}&amp;addclick=1"></script></span><br>
<span class="au02">Date:${secondOf(article.postedAt)}</span></div>
<div class="news_infos" id="text">
${article.paragraphs.map((text) => `<p>${esc(text)}</p>`).join('\n')}
</div></div>
<div class="share"><p class="diggit"><a href="JavaScript:makeRequest('/e/public/digg/?classid=${classId}&amp;id=${article.number}&amp;dotop=1&amp;doajax=1&amp;ajaxarea=diggnum','EchoReturnedText','GET','');">veryGood! </a>(<b id="diggnum">${article.likes}</b>)</p></div>
<div class="otherlink"><h2>Related</h2><ul>
${lists.related.map((other) => `<li><a href="${other.paths[0]}" title="${esc(other.title)}">${esc(other.title)}</a></li>`).join('\n')}
</ul></div></div>
<aside class="rightbox sidebar"><div class="paihang"><h2 class="hometitle">Ranking</h2><ul>
${lists.ranking.map((other) => `<li><b><a href="${other.paths[0]}" target="_blank">${esc(cutTitle(other))}</a></b></li>`).join('\n')}
</ul></div>
<div class="tuijian"><h2 class="hometitle">Recommendation</h2>${recommended(lists.recommendation)}</div></aside></article>`,
    ),

  listPage: ({ site, category, page, pages, total, articles }) => {
    const link = (to: number, text: string) =>
      `<a href="${empireEnglish.listPath(category, to)}">${text}</a>`;
    const numbers = Array.from(
      { length: Math.min(pages, 5) },
      (_, i) => i + Math.max(1, Math.min(page - 2, pages - 4)),
    );
    const pager = [
      `<a title="Total">&nbsp;<b>${total}</b> </a>&nbsp;`,
      ...(page > 1 ? [link(1, 'First'), link(page - 1, 'Prev')] : []),
      ...numbers.map((to) => (to === page ? `<b>${to}</b>` : link(to, String(to)))),
      ...(page < pages ? [link(page + 1, 'Next'), link(pages, 'Last')] : []),
    ];
    return frame(
      site,
      `${category.label} -${site.name}`,
      `<h2 class="intitle">Current:<a href="/">Home</a>&nbsp;&gt;&nbsp;<a href="${empireEnglish.listPath(category, 1)}">${category.label}</a></h2>
<div class="blogsbox">
${articles.map((article) => entry(site, article)).join('\n')}
<div class="pagelist">${pager.join('&nbsp;')}</div></div>`,
    );
  },

  homePage: ({ site, latest, picks }) =>
    frame(
      site,
      site.name,
      `<div class="blogsbox">${latest.map((article) => entry(site, article)).join('\n')}</div>
<div class="sidebar"><div class="paihang"><h2 class="hometitle">Picks</h2><ul>
${picks.map(({ href, text }) => `<li><a href="${esc(href)}">${esc(text)}</a></li>`).join('\n')}</ul></div></div>`,
    ),

  printed: (site, article, lists) => ({
    titleWithSuffix: `${article.title} -${site.name}`,
    authors: article.byline ? [article.byline] : [],
    source: null,
    claimedDate: {
      raw: `Date:${secondOf(article.postedAt)}`,
      iso: secondOf(article.postedAt).replace(' ', 'T'),
      precision: 'second',
      zone: null,
    },
    reactions: [{ label: 'veryGood!', count: article.likes, atLeast: false }],
    views: null,
    links: [
      ...pageLinks(site, 'related', lists.related),
      ...pageLinks(site, 'ranking', lists.ranking, cutTitle),
      ...pageLinks(site, 'recommendation', lists.recommendation),
    ],
  }),
};

function recommended([first, ...others]: readonly DemoArticle[]): string {
  const item = ({ paths: [path], title }: DemoArticle) =>
    `<i><a href="${path}"><img src="/d/file/thumb/0.jpg" alt=""></a></i><p><a href="${path}">${esc(title)}</a></p>`;
  return `${first ? `<ul class="tjpic">${item(first)}</ul>` : ''}<ul class="sidenews">${others
    .map((other) => `<li>${item(other)}</li>`)
    .join('\n')}</ul>`;
}

function entry(site: DemoSite, { paths: [path], title, paragraphs, postedAt }: DemoArticle): string {
  return `<div class="blogs"><h3 class="blogtitle"><a href="${path}" target="_blank">${esc(title)}</a></h3><p class="blogtext">${esc((paragraphs[0] ?? '').slice(0, 90))}…</p><div class="bloginfo"><ul><li class="author">${esc(site.name)}</li><li class="timer">${day(postedAt)}</li><li class="view"><span></span>View</li></ul></div></div>`;
}

function frame(site: DemoSite, title: string, body: string): string {
  return `<!doctype html>
<html>
<head>
<meta charset="utf-8">
<title>${esc(title)}</title>
<meta name="viewport" content="width=device-width, initial-scale=1.0">
<link rel="alternate" type="application/rss+xml" href="/rss.xml">
<style>body{font:15px/1.5 sans-serif;max-width:70rem;margin:auto;padding:0 1rem}article{display:flex;gap:2rem}.leftbox{flex:2}.rightbox{flex:1}.nav ul{display:flex;gap:1rem;list-style:none;padding:0}.intitle{font-size:.85rem;font-weight:normal}.tjpic,.sidenews{list-style:none;padding:0}.news_author{color:#777}</style>
<script src="/e/data/js/ajax.js"></script>
</head>
<body>
<header class="header" id="top"><div class="logo"><a href="/">${esc(site.name)}</a></div>
<nav class="nav" id="topnav"><ul><li><a href="/">Home</a></li>${empireEnglish.categories
    .map(({ slug, label }) => `<li><a href="/list/${slug}/">${label}</a></li>`)
    .join('')}</ul></nav>
<form id="searchform" action="/e/search/index.php" method="post"><input name="keyboard" placeholder="Search"></form></header>
${body}
<footer><p>Copyright &copy; ${esc(site.name)} <a href="/sitemap-index.xml">Sitemap</a> <a href="/rss.xml">RSS</a></p></footer>
</body></html>
`;
}
