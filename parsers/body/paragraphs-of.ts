import type { TextBlock } from '../survey/page-survey.ts';

const finished = /[.!?。！？…:：;；”"’»)\]）]$/;
const wideEdge = /[\u3000-\u30ff\u3400-\u9fff\uff00-\uffef]$/;

/** Blocks as paragraphs: a line that a br cut off in the middle of a sentence goes on in the next block. */
export function paragraphsOf(blocks: readonly TextBlock[]): string[] {
  const paragraphs: string[] = [];
  let before: TextBlock | null = null;
  for (const block of blocks) {
    const last = paragraphs.at(-1);
    const continues =
      last !== undefined &&
      block.afterBreak &&
      before?.box === block.box &&
      before.index === block.index - 1 &&
      !finished.test(last) &&
      !/^[\s␟]*\u3000/.test(block.pieces);
    if (continues) paragraphs[paragraphs.length - 1] = last + (wideEdge.test(last) ? '' : ' ') + block.text;
    else paragraphs.push(block.text);
    before = block;
  }
  return paragraphs;
}
