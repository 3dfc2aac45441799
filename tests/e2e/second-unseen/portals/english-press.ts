import {
  escaped,
  isoMinute,
  listLinks,
  paged,
  type SecondItem,
  type SecondTemplate,
  sectionItems,
  sitemapPage,
  slug,
  teaser,
} from '../second-template.ts';

const months = 'Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec'.split(' ');
const days = 'Sun Mon Tue Wed Thu Fri Sat'.split(' ');
const sections = [
  { slug: 'coast', label: 'Coast' },
  { slug: 'politics', label: 'Politics' },
  { slug: 'life', label: 'Life & Style' },
] as const;
const sectionOf = ({ index }: SecondItem) => sections[index % sections.length] ?? sections[0];
const path = (item: SecondItem) =>
  `/news/${sectionOf(item).slug}/${slug(item.title).split('-').slice(0, 6).join('-')}-${48_210_900 - item.index * 13}`;

/** Modern regional paper: no structured data, a 12-hour clock with a zone, text blocks with pictures, an advertisement and a letter form between. */
export const englishPress: SecondTemplate = {
  name: 'Westmere Today',
  language: 'en',
  tongue: 'english',
  charset: 'utf-8',
  contentType: 'text/html; charset=utf-8',
  startPath: '/news',
  forbidden: ['/account/login'],
  articlePath: path,
  articlePages: (site, item) => [
    {
      path: path(item),
      text: frame(
        `${item.title} | Westmere Today`,
        `<main id="content"><article data-testid="article">
<a class="css-kicker" href="/news/${sectionOf(item).slug}">${escaped(sectionOf(item).label)}</a>
<h1 class="css-1a2b3c">${escaped(item.title)}</h1>
<p class="css-standfirst">${escaped(standfirst(item))}</p>
<div class="css-byline"><span>By ${item.authors.join(' and ')}</span></div>
<div class="css-dates"><p>Published: ${clock(item.at)} GMT</p><p>Updated: ${clock(item.updatedAt)} GMT</p></div>
<figure class="css-hero"><picture><img src="/img/${item.index}.webp" alt="A view of the site"></picture><figcaption>A view of the site <span>Credit: Westmere Pictures</span></figcaption></figure>
<div class="css-body">
${item.paragraphs.map((text, i) => `${between(i)}<div data-component="text-block" class="css-block"><p>${escaped(text)}</p></div>`).join('\n')}
</div>
<div class="css-feedback"><p>Was this article useful?</p><button type="button" aria-pressed="false">Helpful <span>${compact(item.likes)}</span></button><button type="button" aria-pressed="false">Not helpful <span>${item.dislikes}</span></button></div>
<section aria-labelledby="more"><h2 id="more">More on this story</h2><ul>${site
          .related(item)
          .map(
            (other) =>
              `<li><a href="${path(other)}"><div><img src="/img/${other.index}-s.webp" alt=""></div><h3>${escaped(other.title)}</h3></a></li>`,
          )
          .join('\n')}</ul></section>
</article>
<aside><section aria-labelledby="read"><h2 id="read">Most read</h2><ol>${site.ranking.map((other, i) => `<li><span class="css-rank">${i + 1}</span><a href="${path(other)}"><span>${escaped(other.title)}</span></a></li>`).join('\n')}</ol></section>
<section aria-labelledby="rec"><h2 id="rec">Recommended stories</h2><ul>${site.recommended.map((other) => `<li><a href="${path(other)}">${escaped(other.title)}</a></li>`).join('\n')}</ul></section></aside></main>`,
        `<meta name="description" content="${escaped(standfirst(item))}"><meta property="og:type" content="article"><meta property="og:title" content="${escaped(item.title)}"><meta property="og:url" content="${site.origin}${path(item)}"><link rel="canonical" href="${site.origin}${path(item)}">`,
      ),
    },
  ],
  listPages: (site) => [
    {
      path: '/news',
      text: frame(
        'Westmere Today: news from the coast and the county',
        `<main id="content"><h1 class="visually-hidden">Westmere Today</h1>${sections
          .map(
            ({ slug: word, label }, place) =>
              `<section><h2><a href="/news/${word}">${escaped(label)}</a></h2>${sectionItems(site, place, sections.length).slice(0, 2).map(card).join('\n')}</section>`,
          )
          .join('\n')}</main>`,
      ),
    },
    ...sections.flatMap(({ slug: word, label }, place) =>
      paged(sectionItems(site, place, sections.length), 3).map((items, i, pages) => ({
        path: `/news/${word}${i === 0 ? '' : `?page=${i + 1}`}`,
        text: frame(
          `${label} | Westmere Today`,
          `<main id="content"><h1>${escaped(label)}</h1><div class="css-grid">${items.map(card).join('\n')}</div>${i + 1 < pages.length ? `<a class="css-more" href="/news/${word}?page=${i + 2}">Load more stories</a>` : ''}</main>`,
        ),
      })),
    ),
  ],
  otherPages: () => [
    {
      path: '/about-us',
      text: frame(
        'About us | Westmere Today',
        '<main id="content"><h1>About Westmere Today</h1><div class="css-body"><p>Westmere Today covers the towns between the estuary and the moor. Our newsroom has fourteen reporters and one dog.</p><p>The title is published by Westmere Media Limited, registered at 4 Quay Parade, Westmere. Company number 0917731.</p><p>To complain about a story, use the form in the help section. Complaints are answered within five working days.</p></div></main>',
      ),
    },
    {
      path: '/terms',
      text: frame(
        'Terms and conditions | Westmere Today',
        '<main id="content"><h1>Terms and conditions</h1><p>By using this website you accept these terms. You may print pages for your own use, but you may not sell them.</p><p>We do our best to keep the site running, but cannot promise that it always will.</p></main>',
      ),
    },
  ],
  machinePages: (site) => [
    {
      path: '/robots.txt',
      text: `User-agent: *\nDisallow: /account/\n\nSitemap: ${site.origin}/sitemaps/news.xml\n`,
      contentType: 'text/plain; charset=utf-8',
    },
    // Only the newest stand in it, as in a news sitemap.
    sitemapPage(
      '/sitemaps/news.xml',
      site.items.slice(0, 5).map((item) => ({ loc: site.origin + path(item), lastmod: item.at })),
    ),
  ],
  truth: (site, item) => ({
    authors: item.authors,
    claimedDate: { iso: `${isoMinute(item.at)}Z`, precision: 'minute', zone: 'Z' },
    reactions: [
      {
        label: 'Helpful',
        count: item.likes > 500 ? rounded(item.likes) * 1_000 : item.likes,
        atLeast: false,
      },
      { label: 'Not helpful', count: item.dislikes, atLeast: false },
    ],
    views: null,
    links: listLinks(site, item, englishPress),
  }),
};

/** Popular articles have some thousands, shown as "4K". */
const rounded = (likes: number) => Math.floor(likes / 100);
const compact = (likes: number) => (likes > 500 ? `${rounded(likes)}K` : String(likes));

/** The editors write it anew; it's no part of the text. */
function standfirst({ title }: SecondItem): string {
  return `What we know so far, and what happens next: ${title.toLowerCase()}.`;
}

function between(place: number): string {
  if (place === 2)
    return '<div class="css-ad" role="presentation"><span>Advertisement</span><div id="mpu-1"></div></div>\n';
  if (place === 4)
    return '<aside class="css-newsletter"><h3>Get our morning briefing</h3><p>The best of Westmere Today in your inbox, every weekday at seven.</p><form action="/account/newsletter" method="post"><input type="email" name="email"><button>Sign up</button></form></aside>\n';
  return '';
}

/** "Fri 3 May 2024, 2:05 PM". */
function clock(at: Date): string {
  const hours = at.getUTCHours();
  const minutes = String(at.getUTCMinutes()).padStart(2, '0');
  return `${days[at.getUTCDay()]} ${at.getUTCDate()} ${months[at.getUTCMonth()]} ${at.getUTCFullYear()}, ${hours % 12 || 12}:${minutes} ${hours < 12 ? 'AM' : 'PM'}`;
}

function card(item: SecondItem): string {
  return `<div class="css-card"><a href="${path(item)}"><img src="/img/${item.index}-m.webp" alt=""><h3>${escaped(item.title)}</h3></a><p>${escaped(teaser(item, 100))}</p><span>${item.at.getUTCDate()} ${months[item.at.getUTCMonth()]}</span></div>`;
}

function frame(title: string, body: string, head = ''): string {
  return `<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"/><meta name="viewport" content="width=device-width"/><title>${escaped(title)}</title>${head}<meta property="og:site_name" content="Westmere Today"/></head>
<body><div id="root"><header><a href="/news" aria-label="Westmere Today, home">Westmere Today</a><nav aria-label="Sections"><ul>${sections.map(({ slug: word, label }) => `<li><a href="/news/${word}">${escaped(label)}</a></li>`).join('')}</ul></nav><a href="/account/login" rel="nofollow">Sign in</a></header>
${body}
<footer><ul><li><a href="/about-us">About us</a></li><li><a href="/terms">Terms and conditions</a></li></ul><small>© 2024 Westmere Media Limited</small></footer></div></body></html>
`;
}
