import {
  clockParts,
  escaped,
  isoMinute,
  listLinks,
  paged,
  rssPage,
  type SecondItem,
  type SecondTemplate,
  sectionItems,
  teaser,
} from '../second-template.ts';

const months = 'janvier février mars avril mai juin juillet août septembre octobre novembre décembre'.split(
  ' ',
);
const days = 'dimanche lundi mardi mercredi jeudi vendredi samedi'.split(' ');
const sections = [
  { id: 3, label: 'Littoral' },
  { id: 8, label: 'Société' },
] as const;
const words = [
  { id: 12, label: 'patrimoine' },
  { id: 15, label: 'travaux' },
] as const;
const sectionOf = ({ index }: SecondItem) => sections[index % sections.length] ?? sections[0];
const path = ({ index }: SecondItem) => `/spip.php?article${1_420 - index * 3}`;
/** As in a page: relative to the folder that it lies in. */
const href = (item: SecondItem) => path(item).slice(1);

/** French regional paper on SPIP: addresses by query alone, dates in words, non-breaking spaces before colons. */
export const frenchSpip: SecondTemplate = {
  name: 'Le Courrier du Ponant',
  language: 'fr',
  tongue: 'french',
  charset: 'utf-8',
  contentType: 'text/html; charset=utf-8',
  startPath: '/',
  forbidden: ['/spip.php?page=recherche'],
  articlePath: path,
  articlePages: (site, item) => [
    {
      path: path(item),
      text: frame(
        `${item.title} - Le Courrier du Ponant`,
        `<p class="arbo"><a href="/">Accueil</a> &gt; <a href="spip.php?rubrique${sectionOf(item).id}">${sectionOf(item).label}</a> &gt; <strong class="on">${escaped(item.title)}</strong></p>
<div class="contenu-principal"><div class="cartouche"><h1 class="crayon article-titre">${escaped(item.title)}</h1>
<p class="info-publi">Publié le <span class="published">${frenchMinute(item.at)}</span>, par <span class="auteurs">${item.authors.map((name, i) => `<span class="vcard author"><a class="url fn spip_in" href="spip.php?auteur${name.length + i}">${name}</a></span>`).join(', ')}</span></p>
<p class="info-modif">Mis à jour le ${frenchMinute(item.updatedAt)}</p></div>
<div class="surlignable"><div class="crayon article-texte texte entry-content">
${item.paragraphs.map((text) => `<p>${escaped(spaced(text))}</p>`).join('\n')}
</div></div>
<p class="visites">${item.views.toLocaleString('fr-FR')} vues</p>
<p class="jaime"><a href="#jaime" class="bouton">J’aime (${item.likes})</a></p>
<div class="mots"><h2>Mots-clés</h2><ul>${words.map(({ id, label }) => `<li><a href="spip.php?mot${id}" rel="tag">${label}</a></li>`).join('')}</ul></div>
<div class="liste articles"><h2>À lire aussi</h2><ul class="liste-items">${list(site.related(item))}</ul></div></div>
<div class="encart"><div class="menu"><h2>Les plus lus</h2><ol>${list(site.ranking)}</ol></div>
<div class="menu"><h2>Nous vous recommandons</h2><ul>${list(site.recommended)}</ul></div></div>`,
      ),
    },
  ],
  listPages: (site) => [
    {
      path: '/',
      text: frame(
        'Le Courrier du Ponant',
        `<div class="contenu-principal"><h1>À la une</h1>${site.items.slice(0, 5).map(entry).join('\n')}</div><div class="encart"><h2>Les plus lus</h2><ol>${list(site.ranking)}</ol></div>`,
      ),
    },
    ...sections.flatMap(({ id, label }, place) =>
      paged(sectionItems(site, place, sections.length), 4).map((items, i, pages) => ({
        path: `/spip.php?rubrique${id}${i === 0 ? '' : `&debut_articles=${i * 4}`}`,
        text: frame(
          `${label} - Le Courrier du Ponant`,
          `<p class="arbo"><a href="/">Accueil</a> &gt; <strong>${label}</strong></p><div class="contenu-principal"><h1>${label}</h1><a id="pagination_articles"></a>${items.map(entry).join('\n')}
<p class="pagination">${pages
            .map((_, n) =>
              n === i
                ? `<strong class="on">${n * 4}</strong>`
                : `<a href="spip.php?rubrique${id}${n === 0 ? '' : `&amp;debut_articles=${n * 4}`}#pagination_articles" class="lien_pagination">${n * 4}</a>`,
            )
            .join(' | ')}</p></div>`,
        ),
      })),
    ),
    ...words.map(({ id, label }) => ({
      path: `/spip.php?mot${id}`,
      text: frame(
        `${label} - Le Courrier du Ponant`,
        `<div class="contenu-principal"><h1>${label}</h1>${site.items.map(entry).join('\n')}</div>`,
      ),
    })),
    ...authorPages(site.items),
  ],
  otherPages: () => [
    {
      path: '/spip.php?page=mentions',
      text: frame(
        'Mentions légales - Le Courrier du Ponant',
        '<div class="contenu-principal"><h1>Mentions légales</h1><div class="texte"><p>Le Courrier du Ponant est édité par la SARL Presse du Ponant, au capital de 8 000 euros, 2 quai des Brumes, Port-Levenez.</p><p>Directrice de la publication : Mme Hélène Carrec. Hébergement : Coopérative Nuage breton.</p><p>Toute reproduction, même partielle, est soumise à l’accord écrit de la rédaction.</p></div></div>',
      ),
    },
    {
      path: '/spip.php?page=apropos',
      text: frame(
        'À propos - Le Courrier du Ponant',
        '<div class="contenu-principal"><h1>À propos</h1><div class="texte"><p>Né en 1949 dans l’arrière-salle d’une imprimerie, le Courrier paraît six jours sur sept. Sa rédaction compte onze journalistes et deux photographes.</p></div></div>',
      ),
    },
  ],
  machinePages: (site) => [
    {
      path: '/robots.txt',
      text: 'User-agent: *\nDisallow: /spip.php?page=recherche\nDisallow: /ecrire/\n',
      contentType: 'text/plain',
    },
    rssPage(
      '/spip.php?page=backend',
      { title: 'Le Courrier du Ponant', link: `${site.origin}/`, zone: '+0200' },
      site.items.slice(0, 6).map((item) => ({ item, url: site.origin + path(item) })),
    ),
  ],
  truth: (site, item) => ({
    authors: item.authors,
    claimedDate: { iso: isoMinute(item.at), precision: 'minute', zone: null },
    reactions: [{ label: 'J’aime', count: item.likes, atLeast: false }],
    views: item.views,
    links: listLinks(site, item, frenchSpip),
  }),
};

/** "vendredi 3 mai 2024 à 14h05"; the first of a month is "1er". */
function frenchMinute(at: Date): string {
  const { y, hour, min } = clockParts(at);
  const day = at.getUTCDate() === 1 ? '1er' : String(at.getUTCDate());
  return `${days[at.getUTCDay()]} ${day} ${months[at.getUTCMonth()]} ${y} à ${Number(hour)}h${min}`;
}

/** French typesetting keeps the colon, the percent sign and the quotes with their words. */
function spaced(text: string): string {
  return text.replace(/ (?=[:%»])/g, '\u00a0').replace(/« /g, '«\u00a0');
}

/** SPIP numbers its authors; here several share a number and so a page. */
function authorPages(items: readonly SecondItem[]) {
  const ids = new Set(items.flatMap(({ authors }) => authors.map((name, i) => name.length + i)));
  return [...ids].map((id) => ({
    path: `/spip.php?auteur${id}`,
    text: frame(
      'Articles de l’auteur - Le Courrier du Ponant',
      `<div class="contenu-principal"><h1>Articles de l’auteur</h1>${items
        .filter(({ authors }) => authors.some((name, i) => name.length + i === id))
        .map(entry)
        .join('\n')}</div>`,
    ),
  }));
}

function list(items: readonly SecondItem[]): string {
  return items.map((item) => `<li><a href="${href(item)}">${escaped(item.title)}</a></li>`).join('\n');
}

function entry(item: SecondItem): string {
  return `<div class="item"><h3><a href="${href(item)}" rel="bookmark">${escaped(item.title)}</a></h3><p class="publication">${item.at.getUTCDate()} ${months[item.at.getUTCMonth()]} ${item.at.getUTCFullYear()}</p><div class="introduction">${escaped(teaser(item, 130))} <a href="${href(item)}">Lire la suite</a></div></div>`;
}

function frame(title: string, body: string): string {
  return `<!DOCTYPE html><html dir="ltr" lang="fr"><head><meta http-equiv="Content-Type" content="text/html; charset=utf-8"><title>${escaped(title)}</title><meta name="generator" content="SPIP 4.2"><link rel="alternate" type="application/rss+xml" title="Syndiquer tout le site" href="spip.php?page=backend"></head>
<body id="top"><div id="page"><div id="entete"><a href="/" rel="start">Le Courrier du Ponant</a><form action="spip.php" method="get"><input type="hidden" name="page" value="recherche"><input name="recherche"></form></div>
<div id="nav"><ul>${sections.map(({ id, label }) => `<li><a href="spip.php?rubrique${id}">${label}</a></li>`).join('')}</ul></div>
<div id="conteneur">${body}</div>
<div id="pied"><a href="spip.php?page=mentions">Mentions légales</a> | <a href="spip.php?page=apropos">À propos</a> | <a href="spip.php?page=recherche" rel="nofollow">Recherche avancée</a> | <a href="spip.php?page=backend">RSS 2.0</a></div></div></body></html>
`;
}
