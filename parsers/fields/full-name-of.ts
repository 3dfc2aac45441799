import type { PageDocument } from '../page-document.ts';
import { lettersOf } from '../text/letters-of.ts';
import { looksLikeName } from '../text/person-names.ts';

const initials = /^\p{Lu}\.?\s?\p{Lu}\.?(?:\s?\p{Lu}\.?)?$/u;

/**
 * "AM" → "Ada Marsh", where the link of the letters leads to a page that is called "ada-marsh" and the page prints that
 * name elsewhere; null for any other text.
 */
export function fullNameOf(name: string, { survey }: PageDocument): string | null {
  if (!initials.test(name)) return null;
  const wanted = lettersOf(name);
  const profiles = survey.anchors
    .filter(({ text }) => text === name)
    .map(({ element }) => lastStep(element.attribs.href ?? ''));
  if (profiles.length === 0) return null;
  const isMeant = (text: string) =>
    looksLikeName(text) &&
    lettersOf(text.replace(/(\p{L})[^\s-]*/gu, '$1')) === wanted &&
    profiles.includes(lettersOf(text));
  return (
    survey.anchors.find(({ text }) => isMeant(text))?.text ??
    survey.blocks.find(({ text }) => isMeant(text))?.text ??
    null
  );
}

function lastStep(href: string): string {
  const [path = ''] = href.split(/[?#]/);
  return lettersOf(path.split('/').findLast((step) => step !== '') ?? '');
}
