import type { TextBlock } from '../survey/page-survey.ts';

/** Shorter, it is a teaser and no body. */
const minDeclared = 500;
/** It is the whole body when so much of the text found stands in it. */
const provenShare = 0.9;
const probe = 40;

/**
 * Ends the text where the page's own articleBody ends it: blocks before its first and after its last sentence go. An
 * articleBody that leaves out much of the text found is no measure, and the blocks stay as they are.
 */
export function withinDeclared(blocks: readonly TextBlock[], articleBody: string): TextBlock[] {
  if (articleBody.length < minDeclared) return [...blocks];
  const declared = lettersOf(articleBody.replace(/<[^>]{1,300}>/g, ' '));
  const isDeclared = blocks.map(({ text }) => {
    const letters = firstLettersOf(text);
    return letters.length >= probe / 2 && declared.includes(letters.slice(0, probe));
  });
  let inside = 0;
  let all = 0;
  blocks.forEach(({ text }, i) => {
    all += text.length;
    if (isDeclared[i]) inside += text.length;
  });
  if (all === 0 || inside / all < provenShare) return [...blocks];
  const first = isDeclared.indexOf(true);
  return blocks.slice(first, isDeclared.lastIndexOf(true) + 1);
}

/** At least as many as are looked for, where the text has them; most of a long text is not read. */
function firstLettersOf(text: string): string {
  const letters = lettersOf(text.slice(0, probe * 4));
  return letters.length >= probe * 2 ? letters : lettersOf(text);
}

function lettersOf(text: string): string {
  return text
    .toLowerCase()
    .replace(/&\w{2,6};|&#\d+;/g, ' ')
    .replace(/[^\p{L}\p{N}]+/gu, '');
}
