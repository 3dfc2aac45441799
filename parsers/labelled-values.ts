import { fieldLabels } from './labels.ts';

export type LabelKind = keyof typeof fieldLabels;

export type LabelledValue = { kind: LabelKind; label: string; value: string; at: number };

const kindOf = new Map<string, LabelKind>();
for (const [kind, words] of Object.entries(fieldLabels)) {
  for (const word of words) kindOf.set(word, kind as LabelKind);
}

const escaped = [...kindOf.keys()]
  .sort((a, b) => b.length - a.length)
  .map((word) => word.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'))
  .join('|');

/** A label anywhere in a line, told by its colon. */
const withColon = new RegExp(`(?<![\\p{L}\\p{N}])(${escaped})[\\s␟]{0,3}[:：]`, 'giu');
/** A label without a colon stands alone at the beginning of a piece. */
const atStart = new RegExp(`^[\\s(（\\[]*(${escaped})(?![\\p{L}'’-])`, 'iu');
/** "Updated20:49": a long label may run into the number behind it. */
const minGlued = 6;

/** The first two letters of every label; a label of one letter stands alone. */
const beginnings = new Set([...kindOf.keys()].map((word) => word.slice(0, 2)));

function mayBegin(piece: string): boolean {
  let at = 0;
  while (at < piece.length && /[\s(（[]/.test(piece[at] ?? '')) at++;
  const two = piece.slice(at, at + 2).toLowerCase();
  return beginnings.has(two) || beginnings.has(two.slice(0, 1));
}

/** The last two letters of every label. */
const endings = new Set([...kindOf.keys()].map((word) => word.slice(-2)));

/** False where no label ends before any of the colons, as in "12:47": asked first, as looking for the labels is costly. */
function mayEndBeforeColon(line: string): boolean {
  for (let i = 1; i < line.length; i++) {
    if (line[i] !== ':' && line[i] !== '：') continue;
    let end = i;
    while (end > 0 && /[\s␟]/.test(line[end - 1] ?? '')) end--;
    const two = line.slice(Math.max(0, end - 2), end).toLowerCase();
    if (endings.has(two) || endings.has(two.slice(-1))) return true;
  }
  return false;
}

/**
 * The labelled values of a line: "来源：A 作者：B" → source A, author B. A value ends at the next label or at the end
 * of its piece.
 *
 * @param pieces the text nodes of the line, parted by ␟
 */
export function labelledValues(pieces: string): LabelledValue[] {
  const found: LabelledValue[] = [];
  const line = /[\u00a0\u3000]{2}/.test(pieces) ? pieces.replace(/[\u00a0\u3000]{2,}/g, '␟') : pieces;
  const marks = mayEndBeforeColon(line) ? [...line.matchAll(withColon)] : [];
  marks.forEach((mark, index) => {
    const kind = kindOf.get((mark[1] ?? '').toLowerCase());
    if (!kind) return;
    const from = mark.index + mark[0].length;
    const value = line.slice(from, marks[index + 1]?.index ?? line.length);
    found.push({ kind, label: mark[1] ?? '', value: firstPiece(value), at: mark.index });
  });
  let at = 0;
  for (const piece of line.split('␟')) {
    const mark = mayBegin(piece) ? atStart.exec(piece) : null;
    const kind = kindOf.get((mark?.[1] ?? '').toLowerCase());
    const isGlued = mark && /^\p{Nd}/u.test(piece.slice(mark[0].length));
    if (isGlued && (mark[1] ?? '').length < minGlued && !/^\p{Lo}{2}/u.test(mark[1] ?? '')) {
      at += piece.length + 1;
      continue;
    }
    if (mark && kind && !found.some((other) => other.at >= at && other.at <= at + piece.length)) {
      const rest = piece.slice(mark[0].length);
      found.push({
        kind,
        label: mark[1] ?? '',
        value: firstPiece(rest.trim() ? rest : line.slice(at + piece.length)),
        at,
      });
    }
    at += piece.length + 1;
  }
  return found;
}

/** True where a text is nothing but a label: "View", "浏览：". */
export function isLabelAlone(text: string): boolean {
  return kindOfLabel(text) !== null;
}

/** What a text that is nothing but a label announces; null for any other text. */
export function kindOfLabel(text: string): LabelKind | null {
  const bare = text.trim().toLowerCase();
  return kindOf.get(bare.replace(/\s*[:：]$/, '')) ?? null;
}

const joining = /^\s*(?:on|at|am|um|den|le|sur|el|il|em|op|på|на|в)\s*$/iu;

function firstPiece(value: string): string {
  // "Posted", "on", "18/02/2020": between a label and its value a word may stand in an element of its own.
  const piece = value.split('␟').find((part) => part.trim() !== '' && !joining.test(part)) ?? '';
  return piece
    .replace(/\s+/g, ' ')
    .replace(/^[\s|:：]+|[\s|,;，；]+$/g, '')
    .trim();
}
