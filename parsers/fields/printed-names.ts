import type { MetaLine } from '../meta-lines.ts';
import type { PageDocument } from '../page-document.ts';
import type { TextBlock } from '../survey/page-survey.ts';
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
  for (const block of [...before, ...body.slice(0, 6), ...body.slice(-3)]) {
    if (bylineText.test(block.text)) found.push({ names: [block.text], block });
    // "… was answered by Ada Marsh, who …" is a sentence, no byline.
    const isLine =
      block.text.length < 140 && !/[.!?…。！？]["”’»)]?\s*$/.test(block.text.replace(/\b[ap]\.m\.$/i, ''));
    const within = isLine ? byInLine.exec(block.text.replaceAll('␟', ' '))?.[1] : undefined;
    if (within && looksLikeName(within)) found.push({ names: [within], block });
  }
  for (const { block, values, place } of lines) {
    if (place === 'tail' || values.some(({ kind }) => kind !== 'date' && kind !== 'modified')) continue;
    if (block.text.length > 120 || !/\d{1,2}[.:/-]\d{2}|\b(?:19|20)\d{2}\b/.test(block.text)) continue;
    const names = block.pieces
      .split(/[␟|•·,]/)
      .map((piece) => piece.replace(/\s+/g, ' ').trim())
      .filter(looksLikeName);
    const people = names.filter(
      (name) =>
        !/^(?:\p{L}+ )?(?:updated|published|posted|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)/iu.test(
          name,
        ),
    );
    if (people.length > 0) found.push({ names: people, block });
  }
  for (const { block, place } of lines) {
    if (place === 'tail' || block.text.length > 80) continue;
    const name =
      reporter.exec(block.text)?.[1] ?? inBrackets.exec(block.text)?.[1] ?? credited.exec(block.text)?.[1];
    if (name) found.push({ names: [name], block });
  }
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

/** "남궁솔 기자", "记者 陶堃" */
const reporter = /^(\p{Script=Hangul}{2,5}) ?(?:기자|특파원|논설위원|객원기자)$/u;
/** "文・桂木" */
const credited =
  /(?:^|[\s　])(?:文|取材|執筆|記事)[・／/:：]\s*([\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]{2,8})$/u;
/** "2022年1月31日 1時35分（桂木）" */
const inBrackets = /\d\s*[分日時时].{0,3}[（(](\p{Script=Han}{2,5})[）)]$/u;

const byInLine =
  /(?:^|\s)(?:von|by|par|por|geschrieben von|posted by|filed by)\s+(\p{Lu}[\p{L}.'’-]+(?: \p{Lu}[\p{L}.'’-]+){1,3})(?=\s+(?:am|on|le|el|at)\b|\s*[|,·•(–-]|\s*$|\s+\d)/u;
