import type { PageLink } from '../../src/model/page-link.ts';
import type { ListBlock } from '../list-blocks.ts';
import type { PageDocument } from '../page-document.ts';
import { normalizeSpaces } from '../text/normalize-spaces.ts';
import { resolveLink } from '../text/resolve-link.ts';

/** A page of more links is a link farm; what follows is not read. */
const maxLinks = 2_000;

/**
 * Every link of the page with the list it stands in. A link list counts one address once; an address may stand in
 * several lists.
 */
export function readLinks(
  document: PageDocument,
  lists: readonly ListBlock[],
  body: ReadonlySet<number>,
): PageLink[] {
  const links: PageLink[] = [];
  const seen: Record<PageLink['block'], Set<string>> = {
    related: new Set(),
    ranking: new Set(),
    recommendation: new Set(),
    navigation: new Set(),
    inline: new Set(),
  };
  const counts: Record<PageLink['block'], number> = {
    related: 0,
    ranking: 0,
    recommendation: 0,
    navigation: 0,
    inline: 0,
  };
  const listAt = new Map<number, ListBlock>();
  for (const list of lists) for (let i = list.first; i < list.end; i++) listAt.set(i, list);
  for (const { element, at, text: printed } of document.survey.anchors) {
    if (links.length >= maxLinks) break;
    const url = resolveLink(element.attribs.href, document.baseUrl);
    if (!url) continue;
    const list = listAt.get(at);
    // The heading of a list may link to the list's own page.
    const block = list
      ? at === list.first && list.heading.linkChars > 0
        ? 'navigation'
        : list.kind
      : body.has(at)
        ? 'inline'
        : 'navigation';
    const text = headlineOf(printed, normalizeSpaces(element.attribs.title ?? ''));
    if (text === '') continue;
    if (seen[block].has(url)) continue;
    seen[block].add(url);
    links.push({ block, position: ++counts[block], text, url });
  }
  return links;
}

/** The title attribute holds the whole headline where the printed text is cut. */
function headlineOf(printed: string, title: string): string {
  if (title === '' || printed === '') return printed;
  const cut = printed.replace(/\s*(?:…|\.{2,3})$/, '');
  return title.length > printed.length && title.startsWith(cut) ? title : printed;
}
