import type { MetaLine } from '../meta-lines.ts';
import type { PageDocument } from '../page-document.ts';
import type { TextBlock } from '../survey/page-survey.ts';
import { zone } from '../survey/zones.ts';
import { looksLikeName } from '../text/person-names.ts';

/** "By Jane Doe", "Von Anna Berg, Frankfurt": a line of its own. */
const bylineText =
  /^(?:[Bb]y|BY|[Vv]on|VON|[Pp]ar|[Pp]or|Di|Da|[Aa]f|[Aa]v|[Dd]oor|Text|(?:Ein(?:e|en)? )?(?:Interview|Kolumne|Analyse|Kommentar|Gastbeitrag) von|(?:Words|Written|Story) by)[\s:]+\p{Lu}[\p{L}.'’-]+(?:[\s,&]+(?:and|und|et|y|e|og|och|von|van|de|der|den|la|le|\p{Lu}[\p{L}.'’-]*)){0,8}\s*$/u;

/** Names without class or label: a byline of its own, a name beside the date, a name alone in bold at an edge of the text. */
export function printedNames(
  document: PageDocument,
  lines: readonly MetaLine[],
  body: readonly TextBlock[],
): { names: string[]; block: TextBlock }[] {
  const found: { names: string[]; block: TextBlock }[] = [];
  const { blocks } = document.survey;
  const before = lines.filter(({ place }) => place !== 'tail').map(({ block }) => block);
  const [opening] = body;
  // A byline among the first lines of the text is left out of the text, and still stands there.
  const around = opening ? blocks.slice(opening.index, opening.index + linesInText) : [];
  for (const block of [...before, ...around, ...body.slice(-3)]) {
    if (block.zones & (zone.caption | zone.figure | zone.quote) || isHeadline(document, block)) continue;
    if (bylineText.test(block.text)) found.push({ names: [block.text], block });
    // "… was answered by Ada Marsh, who …" is a sentence, no byline.
    const isLine =
      block.text.length < 140 && !/[.!?…。！？]["”’»)]?\s*$/.test(block.text.replace(/\b[ap]\.m\.$/i, ''));
    const within =
      isLine && mayByInLine.test(block.text)
        ? byInLine.exec(block.text.replaceAll('␟', ' '))?.[1]
        : undefined;
    if (within && looksLikeName(within)) found.push({ names: [within], block });
    const handle = isLine ? writtenBy.exec(block.text)?.[1] : undefined;
    if (handle) found.push({ names: [handle], block });
  }
  for (const { block, values, place } of lines) {
    if (place === 'tail' || values.some(({ kind }) => kind !== 'date' && kind !== 'modified')) continue;
    if (block.zones & (zone.heading | zone.caption | zone.figure | zone.crumb)) continue;
    if (block.text.length > 120 || !/\d{1,2}[.:/-]\d{2}|\b(?:19|20)\d{2}\b/.test(block.text)) continue;
    const names = block.pieces
      .split(/[␟|•·,]/)
      .map((piece) => piece.replace(/\s+/g, ' ').trim())
      .filter(looksLikeName);
    const people = names.filter(
      (name) =>
        !isSection(document, block, name) &&
        !/^(?:\p{L}+ )?(?:updated|published|posted|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)/iu.test(
          name,
        ),
    );
    if (people.length > 0) found.push({ names: people, block });
  }
  const nearText = lines.filter(({ place }) => place !== 'tail').map(({ block }) => block);
  for (const block of [...nearText, ...body.slice(-2), blocks[(body.at(-1)?.index ?? -1) + 1]]) {
    if (!block || block.text.length > 80) continue;
    const name =
      reporter.exec(block.text)?.[1] ?? inBrackets.exec(block.text)?.[1] ?? credited.exec(block.text)?.[1];
    if (name) found.push({ names: [name], block });
  }
  found.push(...besideDate(document, lines, body));
  const [first] = body;
  const last = body.at(-1);
  const edges = [first && blocks[first.index - 1], ...body.slice(0, 4), last, last && blocks[last.index + 1]];
  for (const block of edges) {
    if (!block || block.strongChars < block.text.length * 0.8) continue;
    const names = block.text.split(/\s*\/\s*/);
    if (names.length < 4 && names.every(looksLikeName)) found.push({ names, block });
  }
  return found;
}

const linesInText = 8;
/** So near to the line of the date stands a name alone. */
const beside = 2;
const listed =
  /(?:^|[/?&])(?:categor|kategori|tags?|topics?|themen?|rubrik|rubrique|section|sections|seccion|ressort|cat)\w*[/=-]/i;

/** "A prize for …, by Jane Doe": the headline tells of people. */
function isHeadline({ survey }: PageDocument, { zones, text }: TextBlock): boolean {
  return (zones & zone.heading) !== 0 && (survey.title ?? '').includes(text);
}

/** A link beside the date leads to a section as often as to the writer. */
function isSection({ survey }: PageDocument, block: TextBlock, name: string): boolean {
  return survey.anchors.some(
    ({ at, text, element }) => at === block.index && text === name && listed.test(element.attribs.href ?? ''),
  );
}

/** A name alone in its line, between the headline and the text, next to the line of the date. */
function besideDate(
  { survey }: PageDocument,
  lines: readonly MetaLine[],
  body: readonly TextBlock[],
): { names: string[]; block: TextBlock }[] {
  const inHead = lines.filter(({ place, block }) => place === 'head' && !(block.zones & notByline));
  // A line of the date may be taken for the first of the text.
  const inOpening = body.slice(0, beside);
  const dated = [...inHead.map(({ block }) => block), ...inOpening].filter(
    ({ text }) => text.length < 100 && dayOrTime.test(text),
  );
  return inHead.flatMap(({ block }) => {
    if (!looksLikeName(block.text) || block.linkChars > 0) return [];
    const isBeside = dated.some((line) => Math.abs(line.index - block.index) <= beside);
    return isBeside && survey.title !== block.text ? [{ names: [block.text], block }] : [];
  });
}

const notByline = zone.heading | zone.caption | zone.figure | zone.crumb | zone.nav | zone.control;
const dayOrTime = /\d{1,2}[./-]\d{1,2}[./-]\d{2,4}|\b(?:19|20)\d{2}\b|\d{1,2}[:.]\d{2}\s?(?:h|uhr|am|pm)\b/i;

/** "Gespeichert von rasos am 24. Juli 2017", "Submitted by jd on …", "Posted in Harbor by jd on …": behind these words stands whoever it was. */
const writtenBy =
  /(?:^|\s)(?:gespeichert|geschrieben|verfasst|veröffentlicht|erstellt|beitrag|submitted|posted|published|written|created|enviado|publicado|escrito|publié|écrit|soumis|inviato|pubblicato|scritto|geplaatst|geschreven|ingediend)(?:\s(?:in|unter|under|dans|en)\s\S.{0,60}?)?\s?(?:von|by|door|por|par|da)\s+(?!(?:the|der|die|das|el|la|le)\s)([\p{L}\p{N}_.-]{2,24}(?: \p{Lu}[\p{L}.'’-]+){0,2})\s*(?:,|\||»|–|-|\(|(?:am|on|um|at|le|el|il|op)\s).{0,40}\d/iu;

/** "남궁솔 기자", "记者 陶堃" */
const reporter = /^(\p{Script=Hangul}{2,5}) ?(?:기자|특파원|논설위원|객원기자)$/u;
/** "文・桂木" */
const credited =
  /(?:^|[\s　])(?:文|取材|執筆|記事)[・／/:：]\s*([\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]{2,8})$/u;
/** "2022年1月31日 1時35分（桂木）" */
const inBrackets = /\d\s*[分日時时].{0,3}[（(](\p{Script=Han}{2,5})[）)]$/u;

/** A word that the pattern below needs; asked first, as it is costly and most lines hold none. */
const mayByInLine = /(?:von|by|par|por)\s/;
const byInLine =
  /(?:^|\s)(?:von|by|par|por|geschrieben von|posted by|filed by)\s+(\p{Lu}[\p{L}.'’-]+(?: \p{Lu}[\p{L}.'’-]+){1,3})(?=\s+(?:am|on|le|el|at)\b|\s*[|,·•(–-]|\s*$|\s+\d)/u;
