import { type LabelKind, type LabelledValue, labelledValues } from './labelled-values.ts';
import type { Box, PageSurvey, TextBlock } from './survey/page-survey.ts';
import { zone } from './survey/zones.ts';

/** One short line around the article that may tell its date, source or author. */
export type MetaLine = { block: TextBlock; values: LabelledValue[]; place: 'before' | 'head' | 'tail' };

const maxLine = 300;
const linesBeforeTitle = 8;
const linesAfterBody = 20;
const linesAfterLead = 12;

/**
 * The lines that speak about the article: those just before the title, those between title and text, and those just
 * after the text. What stands elsewhere speaks about something else (a copyright year, another article's date).
 */
export function readMetaLines(
  survey: PageSurvey,
  frame: {
    titleBox: Box | null;
    bodyFirst: number | null;
    bodyEnd: number | null;
    /** Behind a lead that stands above the byline the text goes on here. */
    afterLead?: number | null;
    inList(index: number): boolean;
  },
): MetaLine[] {
  const lines: MetaLine[] = [];
  const { titleBox, bodyFirst, bodyEnd } = frame;
  // A page that is hidden until its scripts have run is no less there.
  const unseen = titleBox && titleBox.zones & zone.hidden ? 0 : zone.hidden;
  const add = (from: number, to: number, place: MetaLine['place']) => {
    for (let i = Math.max(0, from); i < Math.min(to, survey.blocks.length); i++) {
      const block = survey.blocks[i];
      if (
        !block ||
        block.text.length > maxLine ||
        block.zones & ((isAbove && place === 'head' ? 0 : zone.footer) | unseen) ||
        frame.inList(i)
      )
        continue;
      lines.push({ block, values: labelledValues(block.pieces), place });
    }
  };
  const head = titleBox?.first ?? bodyFirst ?? 0;
  const text = Math.max(bodyFirst ?? head + 20, head);
  // Between headline and text stands no footer of the page, whatever its class: it is the foot of the headline.
  const isAbove = titleBox !== null && bodyFirst !== null;
  add(head, text, 'head');
  if (frame.afterLead) add(text + 1, Math.min(frame.afterLead, text + 1 + linesAfterLead), 'head');
  add(head - linesBeforeTitle, head, 'before');
  if (bodyEnd !== null) add(bodyEnd, bodyEnd + linesAfterBody, 'tail');
  return lines;
}

/** The first labelled value of a kind that is not empty. */
export function labelled(
  lines: readonly MetaLine[],
  kind: LabelKind,
): { line: MetaLine; value: LabelledValue } | null {
  for (const line of lines) {
    for (const value of line.values) if (value.kind === kind && value.value !== '') return { line, value };
  }
  return null;
}
