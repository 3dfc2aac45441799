import type { Box, PageSurvey } from '../survey/page-survey.ts';

/** Fewer boxes alike in a row may be parts of a text. */
const minAlike = 3;

/** A run of boxes of one shape, each with a linked headline: other articles are shown, whatever the heading above says. */
export type TeaserRun = { first: number; end: number };

/** @param titleBox the page's own headline: the box around it is no teaser */
export function findTeasers(survey: PageSurvey, titleBox: Box | null): TeaserRun[] {
  const runs: TeaserRun[] = [];
  const open = new Map<Box | null, { shape: string; boxes: Box[] }>();
  const close = (parent: Box | null) => {
    const run = open.get(parent);
    const [head] = run?.boxes ?? [];
    const tail = run?.boxes.at(-1);
    if (run && head && tail && run.boxes.length >= minAlike) runs.push({ first: head.first, end: tail.end });
    open.delete(parent);
  };
  for (const box of survey.boxes) {
    if (box.end === box.first) continue;
    const holdsTitle = titleBox !== null && titleBox.first >= box.first && titleBox.end <= box.end;
    const shape = holdsTitle ? null : teaserShape(box, survey);
    const run = open.get(box.parent);
    if (run && run.shape === shape) {
      run.boxes.push(box);
      continue;
    }
    if (run) close(box.parent);
    if (shape) open.set(box.parent, { shape, boxes: [box] });
  }
  for (const parent of [...open.keys()]) close(parent);
  return runs;
}

const neverTeaser: ReadonlySet<string> = new Set(
  'p h1 h2 h3 h4 h5 h6 blockquote td tr tbody table body html main pre figcaption'.split(' '),
);

/** Tag and first class of a box that shows another article: a linked headline, and little text around it. */
function teaserShape({ element, first, end }: Box, { blocks }: PageSurvey): string | null {
  if (end - first > 8 || end - first < 2 || neverTeaser.has(element.name)) return null;
  let hasHeadline = false;
  let chars = 0;
  for (let i = first; i < end; i++) {
    const block = blocks[i];
    if (!block) return null;
    chars += block.text.length;
    if (block.linkChars > block.text.length * 0.8 && block.text.length >= 20) hasHeadline = true;
  }
  if (!hasHeadline || chars > 900) return null;
  return `${element.name}.${(element.attribs.class ?? '').split(/\s+/)[0]}`;
}
