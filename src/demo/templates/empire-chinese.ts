import type { DemoArticle } from '../demo-article.ts';
import { escapeHtml as esc } from './escape-html.ts';
import { pageLinks } from './page-links.ts';
import type { DemoSite, Template } from './template.ts';

/** Chinese portal on EmpireCMS: nested layout tables, text cut by <br />, GBK without a charset in the header. */
export const empireChinese: Template = {
  language: 'zh',
  contentType: 'text/html',
  charset: 'gbk',
  honest: true,
  categories: [
    { slug: 'guonei', label: '国内' },
    { slug: 'difang', label: '地方' },
    { slug: 'jiaoyu', label: '教育' },
  ],
  disallow: ['/e/', '/private/'],
  crawlDelaySeconds: null,
  firstNumber: 36_709,
  paged: false,
  articlePath: ({ number, category, postedAt }) =>
    `/news/${category.slug}/${postedAt.toISOString().slice(0, 10)}/${number}.html`,
  partPath: (path) => path,
  numberIn: (path) =>
    Number(/^\/news\/[a-z]+\/\d{4}-\d\d-\d\d\/(\d+)\.html$/.exec(path)?.[1] ?? Number.NaN) || null,
  listPath: ({ slug }, page) => `/news/${slug}/${page === 1 ? '' : `index_${page}.html`}`,
  feedPath: '/rss.xml',

  articlePage: ({ site, article, lists }) =>
    frame(
      site,
      titleOf(site, article.title),
      `<td class="main"><table width="100%" class="position"><tr><td>您当前的位置：<a href="${site.origin}/">首页</a>&nbsp;>&nbsp;<a href="/news/${article.category.slug}/">${article.category.label}</a> > ${esc(article.title)}</td></tr></table>
<table width="100%" class="box"><tr><td><table width="100%" class="title_info"><tr><td><h1>${esc(article.title)}</h1></td></tr>
<tr><td class="info_text">发布时间：${chineseMinute(article.postedAt)}&nbsp;&nbsp;来源：${esc(article.source ?? '')}&nbsp;&nbsp;作者：${esc(article.byline ?? '')}&nbsp;&nbsp;浏览：<script src="/e/public/ViewClick/?classid=5&id=${article.number}&addclick=1"></script></td></tr></table>
<table width="100%"><tr><td id="text">${article.paragraphs.map((text) => `　　${esc(text)}`).join('<br /><br />')}
<p align="center" class="pageLink"></p></td></tr></table>
<table border="0" align="center" cellspacing="8"><tr><td><table class="digg"><tr><td class="diggnum" id="diggnum"><strong><script type="text/javascript" src="/e/public/ViewClick/?classid=5&id=${article.number}&down=5"></script></strong></td></tr>
<tr><td class="diggit"><a href="JavaScript:makeRequest('/e/public/digg/?classid=5&id=${article.number}&dotop=1&doajax=1&ajaxarea=diggnum','EchoReturnedText','GET','');">来顶一下</a></td></tr></table></td>
<td><table class="digg"><tr><td class="diggit"><a href="/">返回首页</a></td></tr></table></td></tr></table></td></tr></table></td>
<td class="sider">${box('推荐资讯', lists.recommendation)}${box('相关文章', lists.related)}
<table class="title margin_top"><tr><td><strong>栏目热门</strong></td></tr></table><table class="box"><tr><td><ul><script src='/d/js/class/class5_hotnews.js'></script></ul></td></tr></table></td>`,
    ),

  listPage({ site, category, page, pages, total, articles }) {
    const link = (to: number, text: string) =>
      `<a href="${empireChinese.listPath(category, to)}">${text}</a>`;
    return frame(
      site,
      titleOf(site, category.label),
      `<td class="main"><table class="position"><tr><td>您当前的位置：<a href="/">首页</a>&nbsp;>&nbsp;${category.label}</td></tr></table>
<table class="list"><tr><td><ul>${articles.map(entry).join('\n')}</ul></td></tr></table>
<div class="list_page">共${total}条&nbsp;${page > 1 ? link(1, '首页') + link(page - 1, '上一页') : ''}<b>${page}</b>${page < pages ? link(page + 1, '下一页') + link(pages, '尾页') : ''}</div></td>`,
    );
  },

  homePage: ({ site, latest, picks }) =>
    frame(
      site,
      titleOf(site, '首页'),
      `<td class="main"><ul>${latest.map(entry).join('\n')}</ul></td><td class="sider"><table class="title"><tr><td><strong>精选</strong></td></tr></table><ul>${picks
        .map(({ href, text }) => `<li><a href="${esc(href)}">${esc(text)}</a></li>`)
        .join('\n')}</ul></td>`,
    ),

  printed: (site, article, lists) => ({
    titleWithSuffix: titleOf(site, article.title),
    authors: article.byline ? [article.byline] : [],
    source: article.source,
    claimedDate: {
      raw: `发布时间：${chineseMinute(article.postedAt)}`,
      iso: `${article.postedAt.toISOString().slice(0, 16)}:00`,
      precision: 'minute',
      zone: null,
    },
    reactions: [{ label: '来顶一下', count: null, atLeast: false }],
    views: null,
    links: [
      ...pageLinks(site, 'recommendation', lists.recommendation),
      ...pageLinks(site, 'related', lists.related),
    ],
  }),
};

function titleOf(site: DemoSite, title: string): string {
  return `${title} - ${site.name} - Powered by EmpireCMS`;
}

/** "2025年4月16日 8:05": no leading zeros but in the minutes. */
function chineseMinute(at: Date): string {
  const minutes = String(at.getUTCMinutes()).padStart(2, '0');
  return `${at.getUTCFullYear()}年${at.getUTCMonth() + 1}月${at.getUTCDate()}日 ${at.getUTCHours()}:${minutes}`;
}

function box(heading: string, articles: readonly DemoArticle[]): string {
  return `<table class="title margin_top"><tr><td><strong>${heading}</strong></td></tr></table><table class="box"><tr><td><ul>${articles
    .map(({ paths: [path], title }) => `<li><a href="${path}" title="${esc(title)}">${esc(title)}</a></li>`)
    .join('\n')}</ul></td></tr></table>`;
}

function entry({ paths: [path], title, postedAt }: DemoArticle): string {
  return `<li><span>${postedAt.toISOString().slice(0, 10)}</span><a href="${path}" title="${esc(title)}">${esc(title)}</a></li>`;
}

function frame(site: DemoSite, title: string, cells: string): string {
  return `<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Transitional//EN" "http://www.w3.org/TR/xhtml1/DTD/xhtml1-transitional.dtd">
<html xmlns="http://www.w3.org/1999/xhtml"><head><meta http-equiv="Content-Type" content="text/html; charset=gb2312" /><title>${esc(title)}</title>
<style type="text/css">body{font:14px/1.7 sans-serif;width:960px;margin:auto}td.sider{width:280px}</style></head>
<body class="showpage news"><div class="menu"><a href="/">${esc(site.name)}</a> ${empireChinese.categories
    .map(({ slug, label }) => `<a href="/news/${slug}/">${label}</a>`)
    .join(' ')}</div>
<table width="100%" border="0" cellspacing="10" cellpadding="0"><tr valign="top">${cells}</tr></table></body></html>
`;
}
