import type { DemoArticle } from '../demo-article.ts';
import { escapeHtml as esc } from './escape-html.ts';
import { pageLinks, shortTitle } from './page-links.ts';
import type { DemoSite, Template } from './template.ts';
import { day, secondOf } from './wall-clock.ts';

/** English magazine on phpCMS: articles of several pages, dates inside the heading, a counter at the page's end. */
export const phpcms: Template = {
  language: 'en',
  contentType: 'text/html; charset=utf-8',
  charset: 'utf-8',
  honest: false,
  categories: [
    { slug: '88', label: 'Guides' },
    { slug: '91', label: 'Coast' },
    { slug: '94', label: 'Trade' },
  ],
  disallow: ['/api.php', '/private/'],
  crawlDelaySeconds: null,
  firstNumber: 1_207,
  paged: true,
  articlePath: ({ number, category }) => `/content/${category.slug}/${number}.html`,
  partPath: (path, part) => path.replace(/\.html$/, `_${part}.html`),
  numberIn: (path) => Number(/^\/content\/\d+\/(\d+)(_\d+)?\.html$/.exec(path)?.[1] ?? Number.NaN) || null,
  listPath: ({ slug }, page) => `/list/${slug}${page === 1 ? '' : `_${page}`}.html`,
  feedPath: '/rss.xml',

  articlePage: ({ site, article, part, lists }) =>
    frame(
      site,
      `${article.title}${part > 1 ? ` (${part})` : ''} - ${site.name}`,
      relLinks(article, part),
      `<div class="col-left"><div class="crumbs"><a href="${site.origin}/">Home</a><span> &gt; </span><a href="/list/${article.category.slug}.html">${article.category.label}</a> &gt;  Text</div>
<div id="Article"><h1>${esc(article.title)}<br /><span>${secondOf(article.postedAt)}&nbsp;&nbsp;&nbsp;Source: ${esc(article.source ?? '')}&nbsp;&nbsp;&nbsp;Comments: <a href="#comment_iframe" id="comment">0</a> Hits: </span><span id="hits"></span></h1>
<div class="content">
${(article.parts[part - 1] ?? []).map((text) => `<p>${esc(text)}</p>`).join('')}
</div>
${pager(article, part)}
<div class="related"><h5 class="blue">Further reading:</h5><ul class="list blue lh24 f14">${lists.related
        .map(
          (other) =>
            `<li>·<a href="${other.paths[0]}" target="_blank">${esc(other.title)}</a><span>(${day(other.postedAt)})</span></li>`,
        )
        .join('\n')}</ul></div></div></div>
<div class="col-auto"><div class="box"><h5 class="title-2">Channel ranking</h5><ul class="content digg">${lists.ranking
        .map(
          (other) =>
            `<li><a href="${other.paths[0]}" target="_blank" title="${esc(other.title)}">${esc(shortTitle(other, 36))}</a></li>`,
        )
        .join('\n')}</ul></div></div>
<script language="JavaScript" src="/api.php?op=count&id=${article.number}&modelid=1"></script>`,
    ),

  listPage({ site, category, page, pages, total, articles }) {
    const link = (to: number, text: string) =>
      `<a href="${phpcms.listPath(category, to)}" class="a1">${text}</a>`;
    return frame(
      site,
      `${category.label} - ${site.name}`,
      '',
      `<div class="col-left"><div class="crumbs"><a href="/">Home</a><span> &gt; </span>${category.label}</div><ul class="list lh24 f14">${articles.map(entry).join('\n')}</ul>
<div id="pages" class="text-c"><a class="a1">${total} items</a>${page > 1 ? link(page - 1, 'Previous') : ''}<span>${page}</span>${page < pages ? link(page + 1, 'Next') : ''}</div></div>`,
    );
  },

  homePage: ({ site, latest, picks }) =>
    frame(
      site,
      site.name,
      '',
      `<div class="col-left"><ul class="list">${latest.map(entry).join('\n')}</ul></div><div class="col-auto"><h5>Picks</h5><ul>${picks
        .map(({ href, text }) => `<li><a href="${esc(href)}">${esc(text)}</a></li>`)
        .join('\n')}</ul></div>`,
    ),

  printed: (site, article, lists) => ({
    titleWithSuffix: `${article.title} - ${site.name}`,
    authors: [],
    source: article.source,
    claimedDate: {
      raw: secondOf(article.postedAt),
      iso: secondOf(article.postedAt).replace(' ', 'T'),
      precision: 'second',
      zone: null,
    },
    reactions: [],
    views: null,
    links: [...pageLinks(site, 'related', lists.related), ...pageLinks(site, 'ranking', lists.ranking)],
  }),
};

function relLinks({ paths }: DemoArticle, part: number): string {
  const link = (rel: string, path: string | undefined) => (path ? `<link rel="${rel}" href="${path}">` : '');
  return link('prev', paths[part - 2]) + link('next', paths[part]);
}

function pager({ paths }: DemoArticle, part: number): string {
  if (paths.length === 1) return '';
  const step = (path: string | undefined, text: string) =>
    path ? `<a class="a1" href="${path}">${text}</a> ` : '';
  const numbers = paths.map((path, i) =>
    i + 1 === part ? `<span>${i + 1}</span>` : `<a href="${path}">${i + 1}</a>`,
  );
  return `<div id="pages" class="text-c">${step(paths[part - 2], 'Previous')}${numbers.join(' ')} ${step(paths[part], 'Next')}</div>`;
}

function entry({ paths: [path], title, postedAt }: DemoArticle): string {
  return `<li><span class="rt">${secondOf(postedAt)}</span>·<a href="${path}" target="_blank">${esc(title)}</a></li>`;
}

function frame(site: DemoSite, title: string, head: string, body: string): string {
  return `<!DOCTYPE html><html><head><meta charset="utf-8"><title>${esc(title)}</title>${head}
<style>body{font:15px/1.6 sans-serif;max-width:64rem;margin:auto}.main{display:flex;gap:2rem}.col-left{flex:2}.col-auto{flex:1}h1 span{font-size:.8rem;font-weight:normal}</style></head>
<body><div class="header"><a href="${site.origin}/">${esc(site.name)}</a> ${phpcms.categories
    .map(({ slug, label }) => `<a href="/list/${slug}.html">${label}</a>`)
    .join(' ')}</div><div class="main">${body}</div></body></html>
`;
}
