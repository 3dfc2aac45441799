import {
  escaped,
  listLinks,
  paged,
  rssPage,
  type SecondItem,
  type SecondSite,
  type SecondTemplate,
  second,
  sectionItems,
  sitemapPage,
  slug,
  teaser,
} from '../second-template.ts';

const months = 'January February March April May June July August September October November December'.split(
  ' ',
);
const sections = [
  { slug: 'local', label: 'Local' },
  { slug: 'business', label: 'Business' },
] as const;
const sectionOf = ({ index }: SecondItem) => sections[index % sections.length] ?? sections[0];
const longDay = (at: Date) => `${months[at.getUTCMonth()]} ${at.getUTCDate()}, ${at.getUTCFullYear()}`;
const thousands = ({ likes }: SecondItem) => 1 + (likes % 80) / 10;

function path({ at, title }: SecondItem): string {
  return `/${second(at).slice(0, 10).replaceAll('-', '/')}/${slug(title)}/`;
}

/** WordPress paper with a bought theme: JSON-LD graph and Open Graph of an SEO plugin, a category before the heading, comments, author pages. */
export const englishBlog: SecondTemplate = {
  name: 'The Calder Chronicle',
  language: 'en',
  tongue: 'english',
  charset: 'utf-8',
  contentType: 'text/html; charset=UTF-8',
  startPath: '/',
  forbidden: ['/wp-login.php'],
  articlePath: path,
  articlePages: (site, item) => [
    {
      path: path(item),
      text: frame(
        `${item.title} - The Calder Chronicle`,
        `<div id="primary"><main id="main"><article id="post-${900 - item.index}" class="post-${900 - item.index} post type-post status-publish has-post-thumbnail category-${sectionOf(item).slug}">
<header class="entry-header"><div class="breadcrumbs"><a href="/">Home</a> <i class="fa fa-angle-right"></i> <a href="/category/${sectionOf(item).slug}/">${sectionOf(item).label}</a></div>
<ul class="post-cats"><li><a href="/category/${sectionOf(item).slug}/" rel="category tag">${sectionOf(item).label}</a></li></ul>
<h1 class="entry-title">${escaped(item.title)}</h1>
<div class="entry-meta"><span class="meta-author">By ${item.authors.map((name) => `<a class="url fn" rel="author" href="/author/${slug(name)}/">${name}</a>`).join(' and ')}</span><span class="meta-date"><time class="entry-date published" datetime="${second(item.at).replace(' ', 'T')}+00:00">${longDay(item.at)}</time></span><span class="meta-comments"><a href="#comments">2 Comments</a></span><span class="meta-views">${item.views.toLocaleString('en-US')} views</span></div></header>
<figure class="post-thumbnail"><img src="/wp-content/uploads/${item.index}.jpg" alt=""><figcaption>Photo: Calder Chronicle archive</figcaption></figure>
<div class="entry-content clearfix">
${item.paragraphs.map((text) => `<p>${escaped(text)}</p>`).join('\n')}
<div class="sharedaddy"><h3 class="sd-title">Share this:</h3><ul><li><a href="https://www.facebook.example/sharer?u=${encodeURIComponent(site.origin + path(item))}">Facebook</a></li><li><a href="https://x.example/intent?u=${encodeURIComponent(site.origin + path(item))}">X</a></li></ul></div>
</div>
<div class="post-likes"><button class="like-button" type="button"><i class="fa fa-thumbs-up"></i> <span class="like-label">Like</span> <span class="like-count">${thousands(item)}K</span></button></div>
<section class="related-posts"><h3>Related Posts</h3><div class="grid">${site
          .related(item)
          .map(
            (other) =>
              `<div class="col"><a href="${path(other)}"><img src="/wp-content/uploads/${other.index}-300x200.jpg" alt=""></a><h4><a href="${path(other)}" rel="bookmark">${escaped(other.title)}</a></h4><span class="date">${longDay(other.at)}</span></div>`,
          )
          .join('\n')}</div></section>
<section id="comments"><h3>2 Comments</h3><ol class="comment-list"><li><cite>Pat R.</cite> <time>${longDay(item.updatedAt)}</time><p>I used to pass there every morning on my way to school and never gave it a second look. Thank you for writing this down.</p></li><li><cite>oldmill77</cite> <time>${longDay(item.updatedAt)}</time><p>What about the parking? Nobody ever asks about the parking.</p></li></ol></section>
</article></main></div>
<aside id="secondary"><section class="widget"><h2 class="widget-title">Most Popular</h2><ol>${site.ranking.map((other) => `<li><a href="${path(other)}">${escaped(other.title)}</a></li>`).join('\n')}</ol></section>
<section class="widget"><h2 class="widget-title">Recommended For You</h2><ul>${site.recommended.map((other) => `<li><a href="${path(other)}">${escaped(other.title)}</a></li>`).join('\n')}</ul></section>
<section class="widget"><h2 class="widget-title">Categories</h2><ul>${sections.map(({ slug: word, label }) => `<li><a href="/category/${word}/">${label}</a> (7)</li>`).join('')}</ul></section></aside>`,
        graph(site, item),
      ),
    },
  ],
  listPages: (site) => [
    ...river(
      site.items,
      (page) => (page === 1 ? '/' : `/page/${page}/`),
      'The Calder Chronicle - Independent since 1911',
      5,
    ),
    ...sections.flatMap(({ slug: word, label }, place) =>
      river(
        sectionItems(site, place, sections.length),
        (page) => `/category/${word}/${page === 1 ? '' : `page/${page}/`}`,
        `${label} Archives - The Calder Chronicle`,
        4,
      ),
    ),
    ...[...new Set(site.items.flatMap(({ authors }) => authors))].flatMap((name) =>
      river(
        site.items.filter(({ authors }) => authors.includes(name)),
        () => `/author/${slug(name)}/`,
        `${name}, Author at The Calder Chronicle`,
        100,
      ),
    ),
  ],
  otherPages: () => [
    {
      path: '/about/',
      text: frame(
        'About - The Calder Chronicle',
        '<div id="primary"><main><article class="page type-page"><header class="entry-header"><h1 class="entry-title">About</h1></header><div class="entry-content"><p>The Calder Chronicle has served the valley since 1911. It is owned by its readers, who meet once a year above the chemist’s shop.</p><p>We correct mistakes as soon as we learn of them. Send yours to corrections@calder.example, or come to the counter in Weir Street on a weekday morning.</p><p>The paper is a member of the Press Council of the North and follows its code.</p></div></article></main></div>',
      ),
    },
    {
      path: '/privacy-policy/',
      text: frame(
        'Privacy Policy - The Calder Chronicle',
        '<div id="primary"><main><article class="page type-page"><header class="entry-header"><h1 class="entry-title">Privacy Policy</h1></header><div class="entry-content"><h2>Comments</h2><p>When visitors leave comments on the site we collect the data shown in the comments form, and also the visitor’s IP address to help spam detection.</p><h2>Cookies</h2><p>If you leave a comment you may opt in to saving your name and e-mail address in cookies. These cookies will last for one year.</p></div></article></main></div>',
      ),
    },
  ],
  machinePages: (site) => [
    {
      path: '/robots.txt',
      text: `User-agent: *\nDisallow: /wp-admin/\nDisallow: /wp-login.php\nAllow: /wp-admin/admin-ajax.php\n\nSitemap: ${site.origin}/sitemap_index.xml\n`,
      contentType: 'text/plain',
    },
    {
      path: '/sitemap_index.xml',
      text: `<?xml version="1.0" encoding="UTF-8"?>\n<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"><sitemap><loc>${site.origin}/post-sitemap.xml</loc></sitemap><sitemap><loc>${site.origin}/page-sitemap.xml</loc></sitemap></sitemapindex>\n`,
      contentType: 'text/xml; charset=UTF-8',
    },
    sitemapPage(
      '/post-sitemap.xml',
      site.items.map((item) => ({ loc: site.origin + path(item), lastmod: item.updatedAt })),
    ),
    sitemapPage('/page-sitemap.xml', [
      { loc: `${site.origin}/about/`, lastmod: new Date('2023-02-01') },
      { loc: `${site.origin}/privacy-policy/`, lastmod: new Date('2023-02-01') },
    ]),
    rssPage(
      '/feed/',
      { title: 'The Calder Chronicle', link: `${site.origin}/`, zone: '+0000' },
      site.items.slice(0, 10).map((item) => ({ item, url: site.origin + path(item) })),
    ),
  ],
  truth: (site, item) => {
    const zone = '+00:00';
    return {
      authors: item.authors,
      claimedDate: { iso: `${second(item.at).replace(' ', 'T')}${zone}`, precision: 'second', zone },
      reactions: [{ label: 'Like', count: Math.round(thousands(item) * 1_000), atLeast: false }],
      views: item.views,
      links: listLinks(site, item, englishBlog),
    };
  },
};

function river(items: readonly SecondItem[], pathOf: (page: number) => string, title: string, size: number) {
  return paged(items, size).map((from, i, pages) => ({
    path: pathOf(i + 1),
    text: frame(
      i === 0 ? title : title.replace(' - ', ` - Page ${i + 1} of ${pages.length} - `),
      `<div id="primary"><main><h1 class="page-title">${escaped(title.split(/ - |, Author/)[0] ?? '')}</h1>${from
        .map(
          (item) =>
            `<article class="post"><a class="thumb" href="${path(item)}"><img src="/wp-content/uploads/${item.index}-300x200.jpg" alt=""></a><h2 class="entry-title"><a href="${path(item)}" rel="bookmark">${escaped(item.title)}</a></h2><div class="entry-meta">${longDay(item.at)}</div><div class="entry-summary"><p>${escaped(teaser(item, 140))} <a class="more-link" href="${path(item)}">Read more</a></p></div></article>`,
        )
        .join('\n')}
<nav class="navigation pagination">${i > 0 ? `<a class="prev page-numbers" href="${pathOf(i)}">Previous</a>` : ''}<span aria-current="page" class="page-numbers current">${i + 1}</span>${i + 1 < pages.length ? `<a class="page-numbers" href="${pathOf(i + 2)}">${i + 2}</a><a class="next page-numbers" href="${pathOf(i + 2)}">Next</a>` : ''}</nav></main></div>`,
    ),
  }));
}

function graph(site: SecondSite, item: SecondItem): string {
  const url = site.origin + path(item);
  const iso = (at: Date) => `${second(at).replace(' ', 'T')}+00:00`;
  const data = {
    '@context': 'https://schema.org',
    '@graph': [
      {
        '@type': 'Article',
        '@id': `${url}#article`,
        isPartOf: { '@id': url },
        author: item.authors.map((name) => ({
          '@type': 'Person',
          name,
          url: `${site.origin}/author/${slug(name)}/`,
        })),
        headline: item.title,
        datePublished: iso(item.at),
        dateModified: iso(item.updatedAt),
        articleSection: [sectionOf(item).label],
        inLanguage: 'en-GB',
      },
      {
        '@type': 'WebPage',
        '@id': url,
        url,
        name: `${item.title} - The Calder Chronicle`,
        datePublished: iso(item.at),
      },
      { '@type': 'Organization', '@id': `${site.origin}/#organization`, name: 'The Calder Chronicle' },
    ],
  };
  return `<link rel="canonical" href="${url}"><meta property="og:locale" content="en_GB"><meta property="og:type" content="article"><meta property="og:title" content="${escaped(item.title)} - The Calder Chronicle"><meta property="og:site_name" content="The Calder Chronicle"><meta property="article:published_time" content="${iso(item.at)}"><meta property="article:modified_time" content="${iso(item.updatedAt)}"><script type="application/ld+json" class="yoast-schema-graph">${JSON.stringify(data).replaceAll('<', '\\u003c')}</script>`;
}

function frame(title: string, body: string, head = ''): string {
  return `<!doctype html>
<html lang="en-GB" prefix="og: https://ogp.me/ns#">
<head><meta charset="UTF-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>${escaped(title)}</title>${head}
<link rel="alternate" type="application/rss+xml" title="The Calder Chronicle &raquo; Feed" href="/feed/"></head>
<body class="wp-theme"><a class="skip-link" href="#primary">Skip to content</a>
<header id="masthead"><p class="site-title"><a href="/" rel="home">The Calder Chronicle</a></p><nav id="site-navigation"><ul class="menu"><li><a href="/">Home</a></li>${sections.map(({ slug: word, label }) => `<li><a href="/category/${word}/">${label}</a></li>`).join('')}<li><a href="/about/">About</a></li></ul></nav></header>
<div id="content" class="site-content">${body}</div>
<footer id="colophon"><a href="/privacy-policy/">Privacy Policy</a> <a href="/wp-login.php" rel="nofollow">Log in</a> <span>Proudly powered by WordPress</span></footer>
</body></html>
`;
}
