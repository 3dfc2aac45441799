import { absent, type Found, found } from '../found.ts';
import { labelled, type MetaLine } from '../meta-lines.ts';
import { cssPath } from '../node.ts';
import { isAgency } from '../text/is-agency.ts';

export type WireReading = {
  dateline: Found<string | null>;
  wireCredit: Found<string | null>;
  source: Found<string | null>;
};

/** "BEIJING (AP) —", "RALEIGH, N.C. (AP) –": a place in capitals, perhaps a region, an agency in brackets. */
const latin =
  /^((?:\p{Lu}[\p{Lu}.'’-]*)(?:[ -]\p{Lu}[\p{Lu}.'’-]*){0,3}(?:, ?\p{Lu}[\p{L}.]*(?: \p{Lu}[\p{L}.]*)?)?(?: and \p{Lu}[\p{Lu} ]+)?) \((\p{Lu}[\p{L} .&-]{1,30})\)\s*[—–-]/u;
const credit = /^[^.。!?]{0,80}?[(（](\p{Lu}[\p{L} .&-]{1,30})[)）]\s*[—–-]/u;
const chinese =
  /^((新华社|中新社|中新网|人民网|央视网|本报|本报讯|新华网|法新社|路透社|美联社)[^，。,\s]{0,14}?(?:\d{1,2}月)?\d{1,2}日(?:电|讯|電|訊))/;

/** Place and agency that the text opens with, and the source that the page names. */
export function readWire(
  paragraphs: readonly string[],
  lines: readonly MetaLine[],
  authors: readonly string[],
): WireReading {
  const opening = paragraphs[0] ?? '';
  const place = latin.exec(opening);
  const east = chinese.exec(opening);
  const label = labelled(lines, 'source');
  const source = label
    ? found('source', label.value.value, {
        method: 'label',
        path: cssPath(label.line.block.box.element),
        raw: label.value.value,
        confidence: 0.9,
      })
    : absent<string | null>(null);
  const named =
    place?.[2] ??
    credit.exec(opening)?.[1] ??
    agencyOf(east?.[2]) ??
    agencyOf(source.value) ??
    authors.map(agencyOf).find((agency) => agency !== null);
  const printed = place ? `${withSpace(place[1] ?? '')} (${place[2]})` : east?.[1];
  // A word without a space after its comma was pushed in there: what is left is no place.
  const dateline = place && /,\S/.test(place[1] ?? '') ? undefined : printed;
  return {
    source,
    dateline: dateline
      ? found('dateline', dateline, {
          method: 'text',
          path: 'paragraphs[0]',
          raw: opening.slice(0, 80),
          confidence: 0.9,
        })
      : absent(null),
    wireCredit: named
      ? found('wireCredit', named, {
          method: place || east ? 'text' : 'label',
          path: 'paragraphs[0]',
          raw: opening.slice(0, 80),
          confidence: 0.85,
        })
      : absent(null),
  };
}

function withSpace(place: string): string {
  return place.trim();
}

function agencyOf(text: string | null | undefined): string | null {
  return text && isAgency(text) ? text.trim() : null;
}
