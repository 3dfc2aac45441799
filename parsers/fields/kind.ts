import type { ListItem, ParsedArticle } from '../../src/model/parsed-article.ts';
import { claimsArticle } from '../claims-article.ts';
import { consentIn, isConsentText } from '../consent-text.ts';
import { absent, type Found, found } from '../found.ts';
import type { PageDocument } from '../page-document.ts';
import { textWeight } from '../text/script-of.ts';
import { isInfoPage } from './info-page.ts';
import { isTeaserPage } from './teaser-page.ts';

export type Kind = ParsedArticle['kind'];

/** Less text than this is an article only where something else says so. */
const enoughText = 250;
/** So many entries with texts that break off are a list, wherever their texts stand. */
const minTeasers = 3;
/** A text that breaks off: the summary of an article that stands elsewhere. */
const teaser = /(?:\.\.\.|…|\[…\]|\[\.\.\.\])\s*$/;
/** So little text beside a list of entries is the list's own. */
const littleText = 200;
const errorTitle =
  /^(?:error\s*)?(?:404|403|410|500|502|503)\b|\b404\b.{0,20}(?:not found|error)|(?:page|article|file|document)\s+(?:was |could |can ?)?not\s+(?:be\s+)?found|^not found\b|页面不存在|页面未找到|頁面不存在|找不到(?:页面|頁面|该页)|ページ(?:が|は)見つかりません|페이지를 찾을 수 없|страница не найдена|seite (?:wurde )?nicht gefunden|page introuvable|página no encontrada|pagina non trovata|access denied|forbidden|just a moment|attention required|are you (?:a )?(?:human|robot)|captcha|verify you are human/i;
/** What the page of an error says, whatever it is titled: in a short text, as an article may tell of one. */
const errorText =
  /(?:can(?:['’]t|not)|could(?: not|n['’]t)|unable to) (?:seem to )?find (?:the|that|this) page|page (?:that )?you(?:['’]re| are| were) (?:looking for|trying to)|page (?:you requested|requested)|page (?:no longer|does ?n[o'’]t) exists?|die (?:gesuchte|angeforderte|gewünschte|aufgerufene) seite|la page (?:demandée|recherchée|que vous (?:cherchez|recherchez|demandez))|la página (?:que (?:busca|buscas|intenta|está buscando|solicit)|solicitada)|a página que você|la pagina (?:che (?:cerchi|stai cercando|hai cercato)|richiesta)|de pagina die (?:je|u) zoekt|strona, której szukasz|запрашиваем\p{L}+ страниц|страница,? которую вы (?:ищете|запрашив)|(?:访问|查找|请求)的(?:页面|网页)(?:不存在|已|未)|(?:瀏覽|尋找|訪問)的(?:頁面|網頁)(?:不存在|已)|お探しのページ|요청하신 페이지|찾으시는 페이지/iu;
const longestError = 400;
const consentTitle =
  /before you continue|cookie(?:s)?[ -](?:consent|settings|policy|einstellungen|wall)|^(?:your )?privacy|consent|we value your privacy|datenschutz(?:einstellungen|hinweis)|zustimmung|gestion (?:des|de vos) cookies|同意/i;

export type KindEvidence = {
  title: string | null;
  paragraphs: readonly string[];
  items: readonly ListItem[];
  /** The part of the text that stands in the list's entries, 0 … 1. */
  shareInItems: number;
  hasDate: boolean;
  hasAuthors: boolean;
  /** It names a page before or behind it: the last page of a list may hold a single entry. */
  hasPages: boolean;
  /** A site file's selector found the text. */
  isChosen: boolean;
  hasHeading: boolean;
  /** Reactions, or lists of other articles. */
  hasFurniture: boolean;
};

/** What the page is: one article, a list of articles, or something else (an error, a consent wall, an empty page). */
export function readKind(document: PageDocument, evidence: KindEvidence): Found<Kind> {
  const { title, paragraphs, items } = evidence;
  const text = paragraphs.join(' ');
  const weight = textWeight(text);
  const claims = claimsArticle(document);
  const say = (kind: Kind, method: string, raw: string, confidence: number) =>
    found('kind', kind, { method, path: '', raw, confidence });
  if (weight < 600 && errorTitle.test(title ?? '')) return say('other', 'error-page', title ?? '', 0.9);
  if (weight < longestError && !evidence.hasAuthors && errorText.test(text))
    return say('other', 'error-page', text.slice(0, 80), 0.8);
  if (isConsentWall(title ?? '', text)) return say('other', 'consent-wall', title ?? '', 0.85);
  if (
    !claims &&
    items.length >= 4 &&
    (evidence.shareInItems > 0.5 || (weight < littleText && !evidence.hasDate))
  )
    return say('list', 'alike-entries', `${items.length} entries`, 0.9);
  const fewest = evidence.hasPages ? 1 : 2;
  const teasers = paragraphs.filter((paragraph) => teaser.test(paragraph)).length;
  if (
    !claims &&
    items.length >= fewest &&
    (evidence.shareInItems > 0.8 || items.length >= minTeasers) &&
    teasers >= Math.max(fewest, paragraphs.length * 0.6)
  )
    return say('list', 'teasers', `${teasers} texts that break off`, 0.85);
  if (weight === 0 && !claims)
    return items.length >= 4
      ? say('list', 'alike-entries', `${items.length} entries`, 0.7)
      : { ...absent<Kind>('other') };
  if (!evidence.isChosen && isInfoPage(document, { ...evidence, claims }))
    return say('other', 'info-page', title ?? '', 0.85);
  if (!evidence.isChosen && !claims && isTeaserPage(document, evidence))
    return say('list', 'teasers', `${items.length} entries`, 0.8);
  if (evidence.isChosen && weight > 0) return say('article', 'site-file', text.slice(0, 80), 0.95);
  if (claims) return say('article', 'declared', 'JSON-LD or og:type', 0.95);
  // An imprint is as short as a short note; the note has a date, or what portals put around articles.
  if (title && (weight >= enoughText || evidence.hasDate || (evidence.hasHeading && evidence.hasFurniture)))
    return say('article', 'text', title, weight >= enoughText ? 0.85 : 0.7);
  return weight >= enoughText ? say('article', 'text', text.slice(0, 80), 0.6) : { ...absent<Kind>('other') };
}

function isConsentWall(title: string, text: string): boolean {
  if (isConsentText(text)) return true;
  if (!consentTitle.test(title)) return false;
  const { mentions, share } = consentIn(text);
  return mentions >= 2 && share > 0.3;
}
