import type { PublicArticle } from '../../model/change-event.ts';
import type { SavedSearch } from '../../model/saved-search.ts';

/** What a feed is made of, whatever its form. */
export type FeedSource = {
  search: SavedSearch;
  /** Newest first by first sight. */
  entries: readonly { article: PublicArticle; updatedAt: string }[];
  /** Removed articles that fitted, newest first. */
  removed: readonly { id: string; at: string; reason: string }[];
  /** The whole text of each article, or its beginning. */
  text: 'full' | 'short';
  /** Absolute addresses: this page, the newest page, the page after this one (null: this is the last), us, and who pushes it. */
  addresses: { self: string; first: string; next: string | null; home: string; hub: string | null };
};

const SHORT_TEXT = 300;

/** The name of an article in feeds: the same in each, and for ever. */
export function entryId(articleId: string): string {
  return `urn:wellspring:article:${articleId}`;
}

/** When anything in the feed last changed. */
export function feedUpdatedAt({ search, entries, removed }: FeedSource): string {
  const times = [...entries.map(({ updatedAt }) => updatedAt), ...removed.map(({ at }) => at)];
  return [search.updatedAt, ...times].toSorted().at(-1) ?? search.updatedAt;
}

/** Paragraphs that a feed shows. */
export function shownParagraphs({ paragraphs }: PublicArticle, text: 'full' | 'short'): string[] {
  if (text === 'full') return paragraphs.map(plain);
  const [first = ''] = paragraphs;
  if (first.length <= SHORT_TEXT) return first === '' ? [] : [plain(first)];
  const cut = first.slice(0, SHORT_TEXT);
  return [plain(`${cut.slice(0, Math.max(cut.lastIndexOf(' '), SHORT_TEXT - 40))}…`)];
}

export function shownTitle({ title, url }: PublicArticle): string {
  return plain(title ?? '') || url;
}

/** Paragraphs as HTML that says what they say: what looks like a tag in a text stays text. */
export function asHtml(paragraphs: readonly string[]): string {
  return paragraphs.map((text) => `<p>${escaped(text)}</p>`).join('\n');
}

export function escaped(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}

// Characters that XML 1.0 cannot hold, not even escaped (section 2.2).
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is looked for
const NOT_IN_XML = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g;

export function plain(text: string): string {
  return text.toWellFormed().replace(NOT_IN_XML, '');
}

/** A feed must have a title: of one that is blank, or has only signs that XML may not have, the name. */
export function feedTitle({ title, name }: Pick<SavedSearch, 'title' | 'name'>): string {
  return plain(title).trim() || name;
}

/** The library sets CDATA on lines of its own, and so gives texts spaces and line ends that they do not have. */
export function withoutMargins(xml: string): string {
  return xml.replace(/>\s+<!\[CDATA\[/g, '><![CDATA[').replace(/\]\]>\s+<\//g, ']]></');
}
