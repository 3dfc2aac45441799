import type { MetaLine } from '../meta-lines.ts';
import type { PageElement } from '../node.ts';
import type { PageDocument } from '../page-document.ts';
import type { TextBlock } from '../survey/page-survey.ts';
import { zone } from '../survey/zones.ts';
import { looksLikeName } from '../text/person-names.ts';

/** Sections of an address under which sites keep the pages of those who write. */
const profileAddress =
  /(?:^|[/?&])(?:authors?|autor(?:e[ns]?|in|as?)?|auteurs?|by|people|person(?:en)?|profiles?|profil|staff|journalists?|journalistes?|contributors?|reporters?|writers?|columnists?|redakteur(?:e|in)?|redaktion|redaktor|verfasser|users?|members?|mitarbeiter|firmas?|firmante|autore|autori|yazar(?:lar)?|muhabir|skribenter?|journalister|reporter|bylines?|av|u)(?:[/=-]|$)/i;
/** What a link to a page about the writer says when it is pointed at. */
const profileTitle =
  /^(?:(?:view |read |see )?(?:all |more )?(?:posts|articles|stories|entries) (?:by|from|of)|(?:zeige )?(?:alle )?(?:beiträge|artikel|inhalte|texte) von|(?:ver )?(?:todas las )?(?:entradas|noticias|artículos|publicaciones) (?:de|por)|(?:voir )?(?:tous les )?articles (?:de|par|publiés par)|(?:visualizza )?(?:tutti )?gli articoli (?:di|scritti da)|(?:ver )?todos os (?:posts|artigos|textos) (?:de|por)|(?:alle )?berichten van)\s/i;
/** A line of more text tells a story, and who is linked there is told of. */
const maxLine = 120;
const linesInText = 6;

/** Names whose link leads to a page about the writer, near the headline or at the text's end. */
export function linkedNames(
  { survey }: PageDocument,
  lines: readonly MetaLine[],
  body: readonly TextBlock[],
): { name: string; element: PageElement }[] {
  const places = new Map<number, MetaLine['place']>();
  for (const { block, place } of lines) places.set(block.index, place);
  const first = body[0]?.index;
  const last = body.at(-1)?.index ?? 0;
  if (first !== undefined)
    for (let i = first; i <= Math.min(last, first + linesInText); i++) places.set(i, 'head');
  const found: { name: string; element: PageElement }[] = [];
  const below: { name: string; element: PageElement }[] = [];
  for (const { element, at, text } of survey.anchors) {
    const place = places.get(at);
    const block = survey.blocks[at];
    if (!place || !block || block.text.length > maxLine || block.zones & others) continue;
    const { href = '', title = '' } = element.attribs;
    if (!profileAddress.test(href) && !profileTitle.test(title)) continue;
    // A name of one word is one where the line tells the day as well: "MikeNils 18.10.2019".
    const isHandle = place === 'head' && /^[\p{L}\p{N}_.-]{2,24}$/u.test(text) && withDay.test(block.text);
    if (looksLikeName(text) || isHandle) (place === 'tail' ? below : found).push({ name: text, element });
  }
  // Several names below the text are those of other articles.
  return new Set(below.map(({ name }) => name)).size === 1 ? [...found, ...below] : found;
}

const others = zone.comments | zone.caption | zone.figure | zone.crumb | zone.nav | zone.hidden;
const withDay = /\d{1,2}[./-]\d{1,2}[./-]\d{2,4}|\b(?:19|20)\d{2}\b/;
