import {
  clockParts,
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

const zone = '-03:00';
const sections = [
  { slug: 'cidades', label: 'Cidades' },
  { slug: 'economia', label: 'Economia' },
] as const;
const sectionOf = ({ index }: SecondItem) => sections[index % sections.length] ?? sections[0];
const tens = ({ likes }: SecondItem) => 1 + (likes % 70) / 10;

function path(item: SecondItem): string {
  const { y, m, d } = clockParts(item.at);
  return `/${sectionOf(item).slug}/noticia/${y}/${m}/${d}/${slug(item.title)}.ghtml`;
}

/** Brazilian portal: microdata, day before month, "Leia mais" boxes inside the text, counts in "mil". */
export const brazilianPortal: SecondTemplate = {
  name: 'Gazeta do Cerrado Alto',
  language: 'pt',
  tongue: 'portuguese',
  charset: 'utf-8',
  contentType: 'text/html; charset=utf-8',
  startPath: '/',
  forbidden: ['/assine/login'],
  articlePath: path,
  articlePages: (site, item) => [
    {
      path: path(item),
      text: frame(
        `${item.title} | ${sectionOf(item).label} | Gazeta do Cerrado Alto`,
        `<main class="mc-body" itemscope itemtype="http://schema.org/NewsArticle"><meta itemprop="mainEntityOfPage" content="${site.origin}${path(item)}">
<div class="title"><h1 class="content-head__title" itemprop="headline">${escaped(item.title)}</h1></div>
<div class="medium-centered subtitle"><h2 class="content-head__subtitle" itemprop="alternativeHeadline">Veja o que muda para quem mora na região e os próximos passos do projeto.</h2></div>
<div class="content__signa-share"><p class="content-publication-data__from" itemprop="author" itemscope itemtype="http://schema.org/Person">Por <span itemprop="name">${item.authors.join('</span> e <span itemprop="name">')}</span></p>
<p class="content-publication-data__updated"><time itemprop="datePublished" datetime="${isoMinute(item.at)}${zone}">${brazilianMinute(item.at)}</time> <span>Atualizado <time itemprop="dateModified" datetime="${isoMinute(item.updatedAt)}${zone}">${brazilianMinute(item.updatedAt)}</time></span></p></div>
<div class="mc-article-body" itemprop="articleBody">
${item.paragraphs.map((text, i) => `${i === 3 ? readMore(site.related(item)) : ''}<div class="wall protected-content"><div class="row content-text"><p class="content-text__container">${escaped(text)}</p></div></div>`).join('\n')}
</div>
<div class="reacoes"><span class="reacao"><b>Curtir</b> <i>${String(tens(item)).replace('.', ',')} mil</i></span> <span class="reacao"><b>Não curtir</b> <i>${item.dislikes}</i></span></div>
<section class="related"><h2>Veja também</h2><ul>${list(site.related(item))}</ul></section></main>
<aside><div class="box"><h2>Mais lidas</h2><ol>${list(site.ranking)}</ol></div><div class="box"><h2>Recomendado para você</h2><ul>${list(site.recommended)}</ul></div></aside>`,
        `<link rel="canonical" href="${site.origin}${path(item)}"><meta property="og:title" content="${escaped(item.title)}"><meta property="og:type" content="article"><meta property="og:site_name" content="Gazeta do Cerrado Alto">`,
      ),
    },
  ],
  listPages: (site) => [
    {
      path: '/',
      text: frame(
        'Gazeta do Cerrado Alto: notícias da região',
        `<main><div class="feed">${site.items.slice(0, 5).map(entry).join('\n')}</div><a href="/ultimas">Ver todas as notícias</a></main><aside><div class="box"><h2>Mais lidas</h2><ol>${list(site.ranking)}</ol></div></aside>`,
      ),
    },
    ...paged(site.items, 4).map((items, i, pages) => ({
      path: i === 0 ? '/ultimas' : `/ultimas/pagina/${i + 1}`,
      text: frame(
        'Últimas notícias | Gazeta do Cerrado Alto',
        `<main><h1>Últimas notícias</h1><div class="feed">${items.map(entry).join('\n')}</div><div class="paginacao">${i > 0 ? `<a href="${i === 1 ? '/ultimas' : `/ultimas/pagina/${i}`}">Mais recentes</a>` : ''} ${i + 1 < pages.length ? `<a href="/ultimas/pagina/${i + 2}">Mais antigas</a>` : ''}</div></main>`,
      ),
    })),
    ...sections.map(({ slug: word, label }, place) => ({
      path: `/${word}`,
      text: frame(
        `${label} | Gazeta do Cerrado Alto`,
        `<main><h1>${label}</h1><div class="feed">${sectionItems(site, place, sections.length).slice(0, 4).map(entry).join('\n')}</div></main>`,
      ),
    })),
  ],
  otherPages: () => [
    {
      path: '/expediente',
      text: frame(
        'Expediente | Gazeta do Cerrado Alto',
        '<main><h1>Expediente</h1><div class="texto"><p>Diretora de redação: Marlene Assunção. Editor executivo: Paulo Henrique Dias. Editora de fotografia: Rute Siqueira.</p><p>A Gazeta do Cerrado Alto é uma publicação da Empresa Jornalística Cerrado Ltda., com sede na rua das Acácias, 120.</p></div></main>',
      ),
    },
    {
      path: '/sobre',
      text: frame(
        'Sobre nós | Gazeta do Cerrado Alto',
        '<main><h1>Sobre nós</h1><div class="texto"><p>Fundada em 1962, a Gazeta é o jornal mais antigo da região ainda em circulação. Desde 2010, publica também na internet.</p><p>Nosso compromisso é com o leitor: erros são corrigidos no mesmo dia, com aviso ao pé da reportagem.</p><p>Fale conosco pelo telefone da redação ou pelo formulário de contato.</p></div></main>',
      ),
    },
  ],
  machinePages: (site) => [
    {
      path: '/robots.txt',
      text: `User-agent: *\nDisallow: /assine/\nSitemap: ${site.origin}/sitemap.xml\n`,
      contentType: 'text/plain',
    },
    sitemapPage('/sitemap.xml', [
      ...site.items.map((item) => ({ loc: site.origin + path(item), lastmod: item.updatedAt })),
      { loc: `${site.origin}/sobre`, lastmod: new Date('2022-01-10') },
    ]),
  ],
  truth: (site, item) => ({
    authors: item.authors,
    claimedDate: { iso: `${isoMinute(item.at)}${zone}`, precision: 'second', zone },
    reactions: [
      { label: 'Curtir', count: Math.round(tens(item) * 1_000), atLeast: false },
      { label: 'Não curtir', count: item.dislikes, atLeast: false },
    ],
    views: null,
    links: listLinks(site, item, brazilianPortal),
  }),
};

/** "03/05/2024 14h05". */
function brazilianMinute(at: Date): string {
  const { y, m, d, hour, min } = clockParts(at);
  return `${d}/${m}/${y} ${hour}h${min}`;
}

/** A box inside the text with one of the related articles, as editors put it there. */
function readMore(items: readonly SecondItem[]): string {
  return `<aside class="saiba-mais"><strong>Leia mais:</strong><ul>${list(items.slice(0, 1))}</ul></aside>\n`;
}

function list(items: readonly SecondItem[]): string {
  return items.map((item) => `<li><a href="${path(item)}">${escaped(item.title)}</a></li>`).join('\n');
}

function entry(item: SecondItem): string {
  return `<div class="feed-post"><span class="feed-post-header">${sectionOf(item).label}</span><h2><a class="feed-post-link" href="${path(item)}">${escaped(item.title)}</a></h2><p>${escaped(teaser(item, 110))}</p><span class="feed-post-datetime">${brazilianMinute(item.at)}</span></div>`;
}

function frame(title: string, body: string, head = ''): string {
  return `<!DOCTYPE html><html lang="pt-br"><head><meta charset="utf-8"><title>${escaped(title)}</title>${head}</head>
<body><header><a class="logo" href="/">Gazeta do Cerrado Alto</a><nav>${sections.map(({ slug: word, label }) => `<a href="/${word}">${label}</a>`).join('')}<a href="/ultimas">Últimas</a></nav><a href="/assine/login" rel="nofollow">Entrar</a></header>
${body}
<footer><a href="/expediente">Expediente</a> <a href="/sobre">Sobre nós</a><p>© 2000-2024 Gazeta do Cerrado Alto. Todos os direitos reservados.</p></footer></body></html>
`;
}
