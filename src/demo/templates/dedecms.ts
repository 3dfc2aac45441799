import type { DemoArticle } from '../demo-article.ts';
import { escapeHtml as esc } from './escape-html.ts';
import { pageLinks, shortTitle } from './page-links.ts';
import type { DemoSite, Template } from './template.ts';
import { minuteOf } from './wall-clock.ts';

/** Chinese portal on DedeCMS, served in GBK: paragraphs are <div>s in a layout table. */
export const dedecms: Template = {
  language: 'zh',
  contentType: 'text/html; charset=gb2312',
  charset: 'gbk',
  honest: false,
  categories: [
    { slug: 'shehui', label: '社会' },
    { slug: 'shizheng', label: '时政' },
    { slug: 'wenhua', label: '文化' },
    { slug: 'caijing', label: '财经' },
  ],
  disallow: ['/plus/', '/include/', '/private/'],
  crawlDelaySeconds: 0.05,
  firstNumber: 1_024,
  paged: false,
  articlePath: ({ number, category, postedAt }) => {
    const [year, month, day] = postedAt.toISOString().slice(0, 10).split('-');
    return `/a/${category.slug}/${year}/${month}${day}/${number}.html`;
  },
  partPath: (path) => path,
  numberIn: (path) =>
    Number(/^\/a\/[a-z]+\/\d{4}\/\d{4}\/(\d+)\.html$/.exec(path)?.[1] ?? Number.NaN) || null,
  listPath: ({ slug }, page) => `/a/${slug}/${page === 1 ? '' : `list_${page}.html`}`,
  feedPath: '/data/rss/1.xml',

  articlePage: ({ site, article, lists }) =>
    frame(
      site,
      `${article.title}_${site.name}`,
      `<div class="pleft">
<div class="place"><strong>当前位置:</strong> <a href='${site.origin}/'>主页</a> > <a href='/a/${article.category.slug}/'>${article.category.label}</a> > </div>
<div class="viewbox"><div class="title"><h2>${esc(article.title)}</h2></div>
<div class="info"><small>时间:</small>${minuteOf(article.postedAt)}<small>来源:</small>${esc(article.source ?? '')} <small>作者:</small>${esc(article.byline ?? 'admin')} <small>点击:</small><script src="/plus/count.php?view=yes&aid=${article.number}&mid=1" type='text/javascript' language="javascript"></script>次</div>
<div class="content"><table width='100%' border='0'><tr><td>
${article.paragraphs.map((text) => `<div>　　${esc(text)}</div>`).join('\n')}
<div style="display:none">${esc(site.name)}原创内容 转载请注明 ${site.origin}</div>
</td></tr></table>(责任编辑：admin)</div>
<div class="newdigg" id="newdigg"><div class="diggbox digg_good" onclick="javascript:postDigg('good',${article.number})"><div class="digg_act">顶一下</div><div class="digg_num">(${article.likes})</div><div class="digg_percent"><div class="digg_percent_num">${percent(article)}%</div></div></div>
<div class="diggbox digg_bad" onclick="javascript:postDigg('bad',${article.number})"><div class="digg_act">踩一下</div><div class="digg_num">(${article.dislikes})</div></div></div>
<div class="boxoff"><strong>------分隔线----------------------------</strong></div></div></div>
<div class="pright"><dl class="tbox"><dt><strong>相关文章</strong></dt><dd><ul class="c1 ico2">${lists.related
        .map((other) => `<li><a href='${other.paths[0]}'>${esc(other.title)}</a></li>`)
        .join('\n')}</ul></dd></dl>
<dl class="tbox"><dt class='light'><strong>热点内容</strong></dt><dd class='light'><ul class="c1 ico2">${lists.ranking
        .map(
          (other) =>
            `<li><a href='${other.paths[0]}' title='${esc(other.title)}'>${esc(shortTitle(other, 9))}…</a></li>`,
        )
        .join('\n')}</ul></dd></dl>
<dl class="tbox light"><dt class='light'><strong>推荐内容</strong></dt><dd class='light'><ul class='d4'>${lists.recommendation
        .map(
          (other) =>
            `<li><a href='${site.origin.replace('http:', '')}${other.paths[0]}'>${esc(other.title)}</a><p>……</p></li>`,
        )
        .join('\n')}</ul></dd></dl></div>`,
    ),

  listPage({ site, category, page, pages, total, articles }) {
    const link = (to: number, text: string) =>
      `<li><a href='${dedecms.listPath(category, to)}'>${text}</a></li>`;
    return frame(
      site,
      `${category.label}_${site.name}`,
      `<div class="pleft"><div class="place"><strong>当前位置:</strong> <a href='/'>主页</a> > <a href='/a/${category.slug}/'>${category.label}</a></div>
<div class="listbox"><ul class="e2">${articles.map(entry).join('\n')}</ul></div>
<div class="dede_pages"><ul class="pagelist">${page > 1 ? link(1, '首页') + link(page - 1, '上一页') : '<li>首页</li>'}<li class="thisclass">${page}</li>${page < pages ? link(page + 1, '下一页') + link(pages, '末页') : ''}<li><span class="pageinfo">共 <strong>${pages}</strong>页<strong>${total}</strong>条</span></li></ul></div></div>`,
    );
  },

  homePage: ({ site, latest, picks }) =>
    frame(
      site,
      site.name,
      `<div class="pleft"><ul class="e2">${latest.map(entry).join('\n')}</ul></div>
<div class="pright"><dl class="tbox"><dt><strong>编辑精选</strong></dt><dd><ul>${picks
        .map(({ href, text }) => `<li><a href='${esc(href)}'>${esc(text)}</a></li>`)
        .join('\n')}</ul></dd></dl></div>`,
    ),

  printed: (site, article, lists) => ({
    titleWithSuffix: `${article.title}_${site.name}`,
    authors: [article.byline ?? 'admin'],
    source: article.source,
    claimedDate: {
      raw: minuteOf(article.postedAt),
      iso: `${minuteOf(article.postedAt).replace(' ', 'T')}:00`,
      precision: 'minute',
      zone: null,
    },
    reactions: [
      { label: '顶一下', count: article.likes, atLeast: false },
      { label: '踩一下', count: article.dislikes, atLeast: false },
    ],
    views: null,
    links: [
      ...pageLinks(site, 'related', lists.related),
      ...pageLinks(site, 'ranking', lists.ranking),
      ...pageLinks(site, 'recommendation', lists.recommendation),
    ],
  }),
};

function percent({ likes, dislikes }: DemoArticle): string {
  return ((100 * likes) / Math.max(1, likes + dislikes)).toFixed(2);
}

function entry({ paths: [path], title, postedAt, paragraphs }: DemoArticle): string {
  return `<li><a href='${path}' class="title">${esc(title)}</a><span class="info"><small>日期：</small>${minuteOf(postedAt)}:00</span><p class="intro">${esc((paragraphs[0] ?? '').slice(0, 40))}...</p></li>`;
}

function frame(site: DemoSite, title: string, body: string): string {
  return `<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Transitional//EN" "http://www.w3.org/TR/xhtml1/DTD/xhtml1-transitional.dtd">
<html xmlns="http://www.w3.org/1999/xhtml"><head><meta http-equiv="Content-Type" content="text/html; charset=gb2312" />
<title>${esc(title)}</title><link rel="alternate" type="application/rss+xml" href="/data/rss/1.xml" />
<style type="text/css">body{font:14px/1.7 sans-serif;width:960px;margin:auto}.pleft{float:left;width:640px}.pright{float:right;width:290px}.nav a{margin-right:1em}.footer{clear:both}</style>
<script language="javascript" type="text/javascript" src="/include/dedeajax2.js"></script></head>
<body class="articleview"><div class="nav"><a href='/'>${esc(site.name)}</a>${dedecms.categories
    .map(({ slug, label }) => `<a href='/a/${slug}/'>${label}</a>`)
    .join('')}</div>
<div class="w960 center clear mt1">${body}</div>
<div class="footer">Powered by DedeCMS</div></body></html>
`;
}
