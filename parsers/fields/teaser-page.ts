import type { ListItem } from '../../src/model/parsed-article.ts';
import type { PageDocument } from '../page-document.ts';
import { lettersOf } from '../text/letters-of.ts';
import { resolveLink } from '../text/resolve-link.ts';

/** Sections of an address under which a site lists what belongs to one author, word or section. */
const listAddress =
  /\/(?:authors?|auteurs?|autor(?:es)?|autore|redakteur|tags?|etiquetas?|mots?-cles?|schlagworte?|themen?|categor(?:y|ies|ia|ie)|kategorien?|cate|rubrik|rubrique|section|topics?|archives?|page|pagina|página|seite|search|list)\/[^/]+(?:\/(?:page\/)?\d+)?\/?$|\/(?:list|index)[-_]\d+\.\w+$|[?&](?:auteur|rubrique|mot|author|tag|cat|category)\d*(?:[=&]|$)/i;
/** An entry's summary is short. */
const mostParagraphs = 3;
/** Headings that stand above lists. */
const listHeading =
  /\barchives?\b|\b(?:posts|articles|stories|news) (?:by|from|tagged|in)\b|\bauthor at\b|^(?:tag|category|topic|author|section)\s*[:：]|^articles? de l['’]auteur|^(?:beiträge|artikel|alle artikel) von\b|^(?:artículos|notas|matérias|notícias|textos) (?:de|por)\b|^(?:标签|標籤|栏目|作者|タグ|カテゴリー?|태그|метка|рубрика|автор)\s*[:：]|の記事一覧|一覧$|的文章$|^(?:(?:the )?latest(?: (?:news|articles|posts|stories))?|(?:all|recent) (?:news|articles|posts|stories)|news archive|aktuelles|alle (?:nachrichten|artikel|beiträge)|neueste (?:nachrichten|artikel|beiträge)|dernières (?:nouvelles|actualités|infos)|toute l['’]actualité|últimas(?: not[ií]cias)?|todas las noticias|ultime notizie|laatste nieuws|siste nytt|senaste nytt|son haberler|последние новости|все новости|最新(?:消息|新闻|新聞|文章|资讯|资訊)|新闻列表|新着(?:記事|情報|ニュース)|記事一覧|최신 ?(?:뉴스|기사)|전체 ?기사)$/iu;
const moreLink =
  /^\[?(?:read (?:more|on|the (?:full )?(?:story|article))|more|continue(?: reading)?|full (?:story|article)|details|view (?:more|details)|learn more|lire (?:la suite|plus)|suite|en savoir plus|weiterlesen|mehr(?: lesen)?|zum artikel|leer más|seguir leyendo|ver más|leia mais|ler mais|saiba mais|continue lendo|leggi (?:tutto|di più)|continua|lees (?:meer|verder)|läs mer|les mer|læs mere|czytaj (?:więcej|dalej)|devamını oku|xem thêm|selengkapnya|читать (?:далее|полностью|дальше)|подробнее|далее|阅读(?:全文|更多)|閱讀(?:全文|更多)|查看(?:全文|详情|更多)|详细|详情|[閱阅]讀全文|更多|全文|続きを読む|もっと(?:読む|見る)|詳細|더\s?보기|자세히(?: 보기)?|전체보기)[\]>»→….\s]*$/iu;

/**
 * True for a short list whose text is that of its entries: a section with few articles, an author's page. A single entry
 * must be shown to be one, as an article may hold one linked headline too.
 *
 * @param shareInItems the part of the text that stands in the entries, 0 … 1
 */
export function isTeaserPage(
  document: PageDocument,
  page: {
    title: string | null;
    paragraphs: readonly string[];
    items: readonly ListItem[];
    shareInItems: number;
    hasPages: boolean;
  },
): boolean {
  const { items, title } = page;
  if (items.length === 0 || page.shareInItems <= 0.8) return false;
  if (page.paragraphs.length > items.length * mostParagraphs) return false;
  const own = lettersOf(title ?? '');
  // The headline of an article may be a link, and the entry its text.
  if (items.some(({ text }) => lettersOf(text) === own)) return false;
  if (items.length > 1) return true;
  return (
    page.hasPages ||
    listAddress.test(document.url) ||
    [title, document.survey.title].some((text) => listHeading.test(text ?? '')) ||
    leadsOn(document, items[0]?.url ?? '')
  );
}

/** "Read more" that leads where the entry's headline leads. */
function leadsOn(document: PageDocument, url: string): boolean {
  return document.survey.anchors.some(
    ({ element, text }) => moreLink.test(text) && resolveLink(element.attribs.href, document.baseUrl) === url,
  );
}
