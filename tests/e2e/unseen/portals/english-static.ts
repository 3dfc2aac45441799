import { escaped, linksTo, paged, type UnseenItem, type UnseenTemplate } from '../unseen-template.ts';

const day = (at: Date) => at.toISOString().slice(0, 10);
const path = ({ at, index }: UnseenItem) => `/posts/${at.getUTCFullYear()}/note-${index + 1}/`;

/** English static site: <time> with a day only, an Atom feed, links inside the text, no counts and no lists but one. */
export const englishStatic: UnseenTemplate = {
  name: 'Skerry Notes',
  language: 'en',
  charset: 'utf-8',
  contentType: 'text/html',
  startPath: '/',
  articlePath: path,
  articlePage: (site, item) =>
    frame(
      `${item.title} · Skerry Notes`,
      `<main><article><h1>${escaped(item.title)}</h1><p><time datetime="${day(item.at)}">${day(item.at)}</time></p>
${item.paragraphs.map((text, i) => `<p>${withLink(text, i)}</p>`).join('\n')}
<address>${item.author}</address></article><hr><section><h2>See also</h2><ul>${site
        .related(item)
        .map((other) => `<li><a href="${path(other)}">${escaped(other.title)}</a></li>`)
        .join('')}</ul></section></main>`,
      `<link rel="canonical" href="${site.origin}${path(item)}"><meta name="author" content="${item.author}">`,
    ),
  listPages: (site) =>
    paged(site.items, 5).map((from, i, pages) => ({
      path: i === 0 ? '/' : `/page/${i + 1}/`,
      text: frame(
        'Skerry Notes',
        `<main>${from.map((item) => `<section><h2><a href="${path(item)}">${escaped(item.title)}</a></h2><time datetime="${day(item.at)}">${day(item.at)}</time></section>`).join('\n')}
<p>${i > 0 ? `<a href="${i === 1 ? '/' : `/page/${i}/`}">← Newer</a>` : ''} ${i + 1 < pages.length ? `<a href="/page/${i + 2}/">Older →</a>` : ''}</p></main>`,
      ),
    })),
  otherPages: () => [
    {
      path: '/colophon/',
      text: frame(
        'Colophon · Skerry Notes',
        '<main><h1>Colophon</h1><p>Set in the reader’s own font. Built by hand on a slow machine and served from a shelf in the hall.</p></main>',
      ),
    },
  ],
  machinePages: (site) => [
    {
      path: '/robots.txt',
      text: `User-agent: *\nDisallow: /drafts/\nSitemap: ${site.origin}/sitemap.xml\n`,
      contentType: 'text/plain',
    },
    {
      path: '/sitemap.xml',
      text: `<?xml version="1.0" encoding="utf-8"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">${site.items.map((item) => `<url><loc>${site.origin}${path(item)}</loc></url>`).join('')}<url><loc>${site.origin}/colophon/</loc></url></urlset>`,
      contentType: 'application/xml',
    },
    {
      path: '/atom.xml',
      text: `<?xml version="1.0" encoding="utf-8"?><feed xmlns="http://www.w3.org/2005/Atom"><title>Skerry Notes</title><id>${site.origin}/</id><updated>2024-12-01T00:00:00Z</updated>${site.items
        .slice(0, 10)
        .map(
          (item) =>
            `<entry><title>${escaped(item.title)}</title><id>${site.origin}${path(item)}</id><link href="${site.origin}${path(item)}"/><updated>${day(item.at)}T00:00:00Z</updated><author><name>${item.author}</name></author></entry>`,
        )
        .join('')}</feed>`,
      contentType: 'application/atom+xml',
    },
  ],
  truth: (site, item) => ({
    authors: [item.author],
    claimedDate: { iso: day(item.at), precision: 'day', zone: null },
    reactions: [],
    views: null,
    links: linksTo(site, englishStatic, 'related', site.related(item)),
  }),
};

/** Every second paragraph has a link in it; the text reads as before. */
function withLink(text: string, place: number): string {
  const words = escaped(text).split(' ');
  if (place % 2 === 0 || words.length < 5) return words.join(' ');
  return [
    words[0],
    `<a href="https://archive.example/ref/${place}">${words[1]} ${words[2]}</a>`,
    ...words.slice(3),
  ].join(' ');
}

function frame(title: string, body: string, head = ''): string {
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>${escaped(title)}</title>${head}<link rel="alternate" type="application/atom+xml" href="/atom.xml"></head><body><nav><a href="/">Skerry Notes</a> <a href="/colophon/">Colophon</a></nav>${body}</body></html>
`;
}
