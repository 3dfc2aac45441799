import type { DemoArticle } from '../demo-article.ts';
import { escapeHtml as esc } from './escape-html.ts';
import { pageLinks } from './page-links.ts';
import type { DemoSite, Template } from './template.ts';
import { secondOf } from './wall-clock.ts';

const classId = 870;

/** Second look of the same engine: "Brand|Title", no breadcrumb, no reaction, labels run together. */
export const brandBar: Template = {
  language: 'en',
  contentType: 'text/html',
  charset: 'utf-8',
  honest: false,
  categories: [
    { slug: 'finance', label: 'Finance' },
    { slug: 'my', label: 'My' },
    { slug: 'safety', label: 'Safety' },
  ],
  disallow: ['/e/', '/private/'],
  crawlDelaySeconds: null,
  firstNumber: 69,
  paged: false,
  articlePath({ number }) {
    const last = String(99_999 - number - classId).padStart(5, '0');
    return `/html/${String(number).padStart(3, '0')}${'abcdef'.charAt(number % 6)}${classId}${last}.html`;
  },
  partPath: (path) => path,
  numberIn: (path) => Number(/^\/html\/(\d+)[a-f]\d{8}\.html$/.exec(path)?.[1] ?? Number.NaN) || null,
  listPath: ({ slug }, page) => `/list/${slug}/${page === 1 ? '' : `index_${page}.html`}`,
  feedPath: '/rss.xml',

  articlePage: ({ site, article, lists }) =>
    frame(
      site,
      `${prefix(site)}${article.title}`,
      `<h1>${esc(`${prefix(site)}${article.title}`)}</h1>
<div class="meta"><span>${secondOf(article.postedAt)}</span><span>source:<a href="/about/">${esc(article.source ?? '')}</a></span><span>category:<a href="/list/${article.category.slug}/">${article.category.label}</a></span></div>
<div class="con">${article.paragraphs.map((text) => `<p>${esc(text)}</p>`).join('')}</div>
<div class="more">More:<a href="/list/${article.category.slug}/">${article.category.label}</a></div>
<div class="rec"><h2>Recommend</h2>${lists.recommendation.map(item).join('\n')}</div>`,
    ),

  listPage: ({ site, category, page, pages, articles }) =>
    frame(
      site,
      `${prefix(site)}${category.label}`,
      `<h2>${category.label}</h2>${articles.map(item).join('\n')}
<p class="page">${page > 1 ? `<a href="${brandBar.listPath(category, page - 1)}">&lt;</a> ` : ''}${page}/${pages}${page < pages ? ` <a href="${brandBar.listPath(category, page + 1)}">&gt;</a>` : ''}</p>`,
    ),

  homePage: ({ site, latest, picks }) =>
    frame(
      site,
      site.name,
      `${latest.map(item).join('\n')}<div class="rec"><h2>Picks</h2>${picks
        .map(({ href, text }) => `<div><a href="${esc(href)}">${esc(text)}</a></div>`)
        .join('\n')}</div>`,
    ),

  printed: (site, article, lists) => ({
    title: `${prefix(site)}${article.title}`,
    titleWithSuffix: `${prefix(site)}${article.title}`,
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
    links: pageLinks(site, 'recommendation', lists.recommendation),
  }),
};

function prefix(site: DemoSite): string {
  return `${site.brand ?? site.name}|`;
}

function item({ paths: [path], title, paragraphs }: DemoArticle): string {
  return `<div class="item"><h3><a href="${path}">${esc(title)}</a></h3><p>${esc((paragraphs[0] ?? '').slice(0, 60))}…</p></div>`;
}

function frame(site: DemoSite, title: string, body: string): string {
  return `<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>${esc(title)}</title><meta name="viewport" content="width=device-width">
<style>body{font:16px/1.5 sans-serif;max-width:48rem;margin:auto;padding:0 1rem}.item{border-top:1px solid #ddd}</style></head>
<body><div class="wrap"><div class="top"><a href="/">${esc(site.name)}</a> ${brandBar.categories
    .map(({ slug, label }) => `<a href="/list/${slug}/">${label}</a>`)
    .join(' ')}</div><div class="main">${body}</div></div></body></html>
`;
}
