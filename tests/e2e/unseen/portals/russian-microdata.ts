import { escaped, linksTo, minute, paged, type UnseenItem, type UnseenTemplate } from '../unseen-template.ts';

const months = [
  'января',
  'февраля',
  'марта',
  'апреля',
  'мая',
  'июня',
  'июля',
  'августа',
  'сентября',
  'октября',
  'ноября',
  'декабря',
];
const zone = '+03:00';
const path = ({ at, index }: UnseenItem) =>
  `/novosti/${at.toISOString().slice(0, 10).replaceAll('-', '/')}/n${700 + index}`;

/** Russian portal, windows-1251: schema.org microdata with a zone, a list of the month's days, a gap in every number. */
export const russianMicrodata: UnseenTemplate = {
  name: 'Вести Заречья',
  language: 'ru',
  charset: 'windows-1251',
  contentType: 'text/html; charset=windows-1251',
  startPath: '/',
  articlePath: path,
  articlePage: (site, item) =>
    frame(
      `${item.title} — Вести Заречья`,
      `<div itemscope itemtype="https://schema.org/NewsArticle"><meta itemprop="mainEntityOfPage" content="${site.origin}${path(item)}">
<h1 itemprop="headline">${escaped(item.title)}</h1>
<p><time itemprop="datePublished" datetime="${minute(item.at)}:00${zone}">${item.at.getUTCDate()} ${months[item.at.getUTCMonth()]} ${item.at.getUTCFullYear()}, ${minute(item.at).slice(11)}</time> · <span itemprop="author" itemscope itemtype="https://schema.org/Person">Автор: <span itemprop="name">${item.author}</span></span> · Просмотров: ${spaced(item.views)}</p>
<div itemprop="articleBody">${item.paragraphs.map((text) => `<p>${escaped(text)}</p>`).join('\n')}</div>
<p><a href="#like">Нравится</a> ${item.likes}</p></div>
<h4>Читайте также</h4><ul>${items(site.related(item))}</ul>
<h4>Самое читаемое</h4><ul>${items(site.popular)}</ul>
<h4>Советуем прочитать</h4><ul>${items(site.advised)}</ul>`,
    ),
  listPages: (site) =>
    paged(site.items, 6).map((from, i, pages) => ({
      path: i === 0 ? '/' : `/str/${i + 1}`,
      text: frame(
        'Вести Заречья',
        `<h1>Лента</h1>${from.map((item) => `<div><span>${minute(item.at).slice(0, 10)}</span> <a href="${path(item)}">${escaped(item.title)}</a></div>`).join('\n')}
<div>${i + 1 < pages.length ? `<a href="/str/${i + 2}">Показать ещё</a>` : ''}</div>`,
      ),
    })),
  otherPages: () => [
    {
      path: '/redakciya',
      text: frame(
        'Редакция — Вести Заречья',
        '<h1>Редакция</h1><p>Пишите нам письма. Рукописи не рецензируются и не возвращаются.</p>',
      ),
    },
  ],
  machinePages: (site) => [
    {
      path: '/robots.txt',
      text: `User-agent: SlowBot\nDisallow: /\n\nUser-agent: *\nDisallow: /poisk\n\nSitemap: ${site.origin}/karta.xml\n`,
      contentType: 'text/plain',
    },
    {
      path: '/karta.xml',
      text: `<?xml version="1.0"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">${site.items.map((item) => `<url><loc>${site.origin}${path(item)}</loc><lastmod>${minute(item.at)}${zone}</lastmod></url>`).join('')}</urlset>`,
      contentType: 'text/xml',
    },
  ],
  truth: (site, item) => ({
    authors: [item.author],
    claimedDate: { iso: `${minute(item.at)}:00${zone}`, precision: 'second', zone },
    reactions: [{ label: 'Нравится', count: item.likes, atLeast: false }],
    views: item.views,
    links: [
      ...linksTo(site, russianMicrodata, 'related', site.related(item)),
      ...linksTo(site, russianMicrodata, 'ranking', site.popular),
      ...linksTo(site, russianMicrodata, 'recommendation', site.advised),
    ],
  }),
};

/** "1 234", with a space that does not break. */
function spaced(value: number): string {
  return String(value).replace(/\B(?=(\d{3})+$)/g, '\u00a0');
}

function items(list: readonly UnseenItem[]): string {
  return list.map((item) => `<li><a href="${path(item)}">${escaped(item.title)}</a></li>`).join('\n');
}

function frame(title: string, body: string): string {
  return `<!doctype html><html lang="ru"><head><title>${escaped(title)}</title></head><body><div><a href="/">Вести Заречья</a> | <a href="/redakciya">Редакция</a> | <a href="/poisk?q=">Поиск</a></div>${body}</body></html>
`;
}
