import type { DemoArticle } from '../demo-article.ts';
import { escapeHtml as esc } from './escape-html.ts';
import { pageLinks } from './page-links.ts';
import type { DemoSite, Template } from './template.ts';
import { offset } from './wall-clock.ts';

const longDay = new Intl.DateTimeFormat('en-US', { dateStyle: 'long', timeZone: 'UTC' });
const tracking = 'utm_source=widget&amp;utm_medium=sidebar';

/** English newsroom on WordPress: machine-readable dates with a zone, JSON-LD and OpenGraph. */
export const wordpress: Template = {
  language: 'en',
  contentType: 'text/html; charset=UTF-8',
  charset: 'utf-8',
  honest: true,
  categories: [
    { slug: 'world', label: 'World' },
    { slug: 'harbors', label: 'Harbors' },
    { slug: 'business', label: 'Business' },
    { slug: 'health', label: 'Health' },
  ],
  disallow: ['/wp-admin/', '/private/'],
  crawlDelaySeconds: null,
  firstNumber: 4_411,
  paged: false,
  articlePath({ number, headline, postedAt }) {
    const slug = headline
      .toLowerCase()
      .replace(/[^a-z0-9]+/g, '-')
      .split('-')
      .filter(Boolean)
      .slice(0, 6)
      .join('-');
    return `/${postedAt.toISOString().slice(0, 10).replaceAll('-', '/')}/${slug}-${number}/`;
  },
  partPath: (path) => path,
  numberIn: (path) =>
    Number(/^\/\d{4}\/\d\d\/\d\d\/[a-z0-9-]*?(\d+)\/$/.exec(path)?.[1] ?? Number.NaN) || null,
  listPath: ({ slug }, page) => `/category/${slug}/${page === 1 ? '' : `page/${page}/`}`,
  feedPath: '/feed/',

  articlePage({ site, article, lists }) {
    const url = `${site.origin}${article.paths[0]}`;
    const iso = isoOf(site, article);
    const linked = {
      '@context': 'https://schema.org',
      '@type': 'NewsArticle',
      headline: article.headline,
      datePublished: iso,
      dateModified: iso,
      author: [{ '@type': 'Person', name: article.byline }],
      publisher: { '@type': 'Organization', name: site.name },
      mainEntityOfPage: url,
    };
    return frame(
      site,
      `${article.title} – ${site.name}`,
      `<link rel="canonical" href="${url}">
<meta property="og:type" content="article"><meta property="og:title" content="${esc(article.headline)}"><meta property="og:site_name" content="${esc(site.name)}"><meta property="og:url" content="${url}">
<meta property="article:published_time" content="${iso}">
<script type="application/ld+json">${JSON.stringify(linked).replaceAll('<', '\\u003c')}</script>`,
      `<nav class="breadcrumbs" aria-label="Breadcrumb"><ol itemscope itemtype="https://schema.org/BreadcrumbList">
<li itemprop="itemListElement"><a itemprop="item" href="${site.origin}/"><span itemprop="name">Home</span></a></li>
<li itemprop="itemListElement"><a itemprop="item" href="${site.origin}/category/${article.category.slug}/"><span itemprop="name">${article.category.label}</span></a></li>
<li class="current"><span itemprop="name">${esc(article.title)}</span></li></ol></nav>
<main id="primary" class="site-main"><article id="post-${article.number}" class="post-${article.number} post type-post hentry category-${article.category.slug}">
<header class="entry-header"><h1 class="entry-title">${esc(article.title)}</h1>
<div class="entry-meta"><span class="posted-on">Posted on <a href="${url}" rel="bookmark"><time class="entry-date published" datetime="${iso}">${longDay.format(article.postedAt)}</time></a></span><span class="byline"> by <span class="author vcard"><a class="url fn n" href="/author/${article.number % 9}/">${esc(article.byline ?? '')}</a></span></span> <span class="post-views">${article.views.toLocaleString('en-US')} views</span></div></header>
<div class="entry-content">
${body(article)}
<div class="sharedaddy"><h3 class="sd-title">Share this:</h3><ul><li><a href="?share=x">X</a></li></ul></div>
<div class="sd-like"><a class="like sd-button" href="#"><span>Like</span> <span class="count">${article.likes}</span></a></div>
</div></article>
<section class="related-posts"><h2>Related</h2><ul>${lists.related
        .map(
          (other) =>
            `<li><a href="${other.paths[0]}">${esc(other.title)}</a> <span class="date">in &ldquo;${other.category.label}&rdquo;</span></li>`,
        )
        .join('\n')}</ul></section></main>
<aside id="secondary" class="widget-area"><section class="widget widget_top-posts"><h2 class="widget-title">Most Popular</h2><ol>${lists.ranking
        .map((other) => `<li><a href="${other.paths[0]}">${esc(other.title)}</a></li>`)
        .join('\n')}</ol></section>
<section class="widget widget_recommended"><h2 class="widget-title">Recommended for you</h2>${lists.recommendation
        .map(
          (other) =>
            `<div class="rec-item"><h4><a href="${site.origin}${other.paths[0]}?${tracking}">${esc(other.title)}</a></h4></div>`,
        )
        .join('\n')}</section></aside>`,
    );
  },

  listPage: ({ site, category, page, pages, articles }) =>
    frame(
      site,
      `${category.label} Archives – ${site.name}`,
      `<link rel="canonical" href="${site.origin}${wordpress.listPath(category, page)}">`,
      `<main id="primary" class="site-main"><h1 class="page-title">Category: ${category.label}</h1>
${articles.map(entry).join('\n')}
<nav class="navigation pagination"><div class="nav-links">${page > 1 ? `<a class="prev page-numbers" href="${wordpress.listPath(category, page - 1)}">Newer posts</a>` : ''}<span class="page-numbers current">${page}</span>${page < pages ? `<a class="next page-numbers" href="${wordpress.listPath(category, page + 1)}">Older posts</a>` : ''}</div></nav></main>`,
    ),

  homePage: ({ site, latest, picks }) =>
    frame(
      site,
      site.name,
      '',
      `<main id="primary" class="site-main">${latest.map(entry).join('\n')}</main>
<aside class="widget-area"><section class="widget"><h2 class="widget-title">Picks</h2><ul>${picks
        .map(({ href, text }) => `<li><a href="${esc(href)}">${esc(text)}</a></li>`)
        .join('\n')}</ul></section></aside>`,
    ),

  printed: (site, article, lists) => ({
    titleWithSuffix: `${article.title} – ${site.name}`,
    authors: article.byline ? [article.byline] : [],
    source: null,
    claimedDate: {
      raw: isoOf(site, article),
      iso: isoOf(site, article),
      precision: 'second',
      zone: offset(site.zoneMinutes),
    },
    reactions: [{ label: 'Like', count: article.likes, atLeast: false }],
    views: article.views,
    links: [
      ...pageLinks(site, 'related', lists.related),
      ...pageLinks(site, 'ranking', lists.ranking),
      ...pageLinks(site, 'recommendation', lists.recommendation),
    ],
  }),
};

function isoOf(site: DemoSite, { postedAt }: DemoArticle): string {
  return `${postedAt.toISOString().slice(0, 19)}${offset(site.zoneMinutes)}`;
}

/** A picture before the text and an advertisement inside it: neither belongs to the article. */
function body({ paragraphs, headline }: DemoArticle): string {
  const blocks = paragraphs.map((text) => `<p>${esc(text)}</p>`);
  blocks.splice(2, 0, '<div class="code-block code-block-1 advert">Advertisement</div>');
  return `<figure class="wp-block-image"><img src="/wp-content/uploads/1.jpg" alt="${esc(headline)}"><figcaption>Archive picture. Photo: staff</figcaption></figure>
${blocks.join('\n')}`;
}

function entry({ paths: [path], title, postedAt, paragraphs }: DemoArticle): string {
  return `<article class="post hentry"><h2 class="entry-title"><a href="${path}" rel="bookmark">${esc(title)}</a></h2><time class="entry-date" datetime="${postedAt.toISOString().slice(0, 10)}">${longDay.format(postedAt)}</time><div class="entry-summary"><p>${esc((paragraphs[0] ?? '').slice(0, 120))} [&hellip;]</p></div></article>`;
}

function frame(site: DemoSite, title: string, head: string, content: string): string {
  return `<!DOCTYPE html>
<html lang="en-GB" class="no-js"><head><meta charset="UTF-8"><title>${esc(title)}</title>
${head}
<link rel="alternate" type="application/rss+xml" title="${esc(site.name)} &raquo; Feed" href="/feed/">
<style>body{font:17px/1.6 Georgia,serif;max-width:60rem;margin:auto;padding:0 1rem}.breadcrumbs ol{display:flex;gap:.5rem;list-style:none;padding:0;font-size:.8rem}.entry-meta{color:#666}</style></head>
<body class="wp-singular"><header id="masthead" class="site-header"><p class="site-title"><a href="${site.origin}/" rel="home">${esc(site.name)}</a></p>
<nav class="main-navigation"><ul>${wordpress.categories.map(({ slug, label }) => `<li><a href="/category/${slug}/">${label}</a></li>`).join('')}</ul></nav></header>
${content}
<footer id="colophon">Proudly powered by WordPress <a href="/private/editors.html">Editors</a></footer>
</body></html>
`;
}
