import { escaped, linksTo, minute, paged, type UnseenItem, type UnseenTemplate } from '../unseen-template.ts';

const months = [
  'enero',
  'febrero',
  'marzo',
  'abril',
  'mayo',
  'junio',
  'julio',
  'agosto',
  'septiembre',
  'octubre',
  'noviembre',
  'diciembre',
];
const zone = '+01:00';

/** Spanish portal: JSON-LD in an @graph, addresses of words only, a cookie notice and a newsletter box inside the text. */
export const spanishGraph: UnseenTemplate = {
  name: 'El Faro de Valdemora',
  language: 'es',
  charset: 'utf-8',
  contentType: 'text/html; charset=utf-8',
  startPath: '/es',
  articlePath: path,
  articlePage(site, item) {
    const url = site.origin + path(item);
    const graph = {
      '@context': 'https://schema.org',
      '@graph': [
        {
          '@type': 'WebSite',
          '@id': `${site.origin}/#web`,
          name: 'El Faro de Valdemora',
          url: `${site.origin}/es`,
        },
        { '@type': 'Person', '@id': `${site.origin}/#autor`, name: item.author },
        {
          '@type': 'NewsArticle',
          '@id': url,
          headline: item.title,
          datePublished: `${minute(item.at)}:00${zone}`,
          author: { '@id': `${site.origin}/#autor` },
          isPartOf: { '@id': `${site.origin}/#web` },
        },
      ],
    };
    return frame(
      `${item.title} :: El Faro de Valdemora`,
      `<main><p>Inicio / Comarca</p><h1>${escaped(item.title)}</h1>
<div>Por <b>${item.author}</b></div><div>Publicado el ${item.at.getUTCDate()} de ${months[item.at.getUTCMonth()]} de ${item.at.getUTCFullYear()} a las ${minute(item.at).slice(11)}</div>
<div data-cuerpo>${item.paragraphs
        .map(
          (text, i) =>
            `${i === 2 ? '<div role="complementary"><p>Recibe nuestro boletín cada mañana</p><form><input type="email" placeholder="Correo"></form></div>' : ''}<p>${escaped(text)}</p>`,
        )
        .join('\n')}</div>
<div>Me gusta (${item.likes})</div>
<nav aria-label="Noticias relacionadas"><h2>Noticias relacionadas</h2>${cards(site.related(item))}</nav></main>
<aside><h2>Lo más leído</h2><ol>${site.popular.map((other) => `<li><a href="${path(other)}">${escaped(other.title)}</a></li>`).join('')}</ol>
<h2>Te recomendamos</h2>${cards(site.advised)}</aside>`,
      `<link rel="canonical" href="${url}"><script type="application/ld+json">${JSON.stringify(graph).replaceAll('<', '\\u003c')}</script>`,
    );
  },
  listPages: (site) =>
    paged(site.items, 5).map((from, i, pages) => ({
      path: i === 0 ? '/es' : `/es?pagina=${i}`,
      text: frame(
        'El Faro de Valdemora',
        `<main><h1>Portada</h1>${cards(from)}<ul><li>${i + 1 < pages.length ? `<a rel="next" href="/es?pagina=${i + 1}">Siguiente ›</a>` : ''}</li></ul></main>`,
      ),
    })),
  otherPages: () => [
    {
      path: '/es/aviso-legal',
      text: frame(
        'Aviso legal :: El Faro de Valdemora',
        '<main><h1>Aviso legal</h1><p>Este sitio usa galletas propias y de terceros. Al seguir navegando, las acepta. La empresa no responde de los enlaces de otros.</p></main>',
      ),
    },
  ],
  machinePages: (site) => [
    {
      path: '/robots.txt',
      text: 'User-agent: *\nDisallow: /es/usuario/\nCrawl-delay: 0.1\n',
      contentType: 'text/plain',
    },
    {
      path: '/es/rss.xml',
      text: `<?xml version="1.0"?><rss version="2.0"><channel><title>El Faro</title><link>${site.origin}/es</link><description>Portada</description>${site.items
        .slice(0, 4)
        .map(
          (item) =>
            `<item><title>${escaped(item.title)}</title><link>${site.origin}${path(item)}</link></item>`,
        )
        .join('')}</channel></rss>`,
      contentType: 'application/rss+xml',
    },
  ],
  truth: (site, item) => ({
    authors: [item.author],
    claimedDate: { iso: `${minute(item.at)}:00${zone}`, precision: 'second', zone },
    reactions: [{ label: 'Me gusta', count: item.likes, atLeast: false }],
    views: null,
    links: [
      ...linksTo(site, spanishGraph, 'related', site.related(item)),
      ...linksTo(site, spanishGraph, 'ranking', site.popular),
      ...linksTo(site, spanishGraph, 'recommendation', site.advised),
    ],
  }),
};

/** Words of the title; two articles of one title are told apart by a letter. */
function path({ title, index }: UnseenItem): string {
  const words = title
    .normalize('NFD')
    .toLowerCase()
    .replace(/[^a-z ]/g, '')
    .split(' ')
    .filter(Boolean);
  const letters = String.fromCharCode(97 + (index % 26)) + String.fromCharCode(97 + Math.floor(index / 26));
  return `/es/comarca/${words.join('-')}-${letters}`;
}

function cards(items: readonly UnseenItem[]): string {
  return items
    .map((item) => `<div><a href="${path(item)}"><h3>${escaped(item.title)}</h3></a></div>`)
    .join('\n');
}

function frame(title: string, body: string, head = ''): string {
  return `<!doctype html><html lang="es"><head><meta charset="utf-8"><title>${escaped(title)}</title>${head}<link rel="alternate" type="application/rss+xml" href="/es/rss.xml"></head>
<body><div role="dialog"><p>Usamos cookies para mejorar su experiencia.</p><button>Aceptar</button></div><header><a href="/es">El Faro de Valdemora</a></header>${body}<footer><a href="/es/aviso-legal">Aviso legal</a> <a href="/es/usuario/entrar">Entrar</a></footer></body></html>
`;
}
