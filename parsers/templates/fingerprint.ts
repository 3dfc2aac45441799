import { hash } from 'node:crypto';
import type { Box } from '../survey/page-survey.ts';

/**
 * Sixteen hex digits that are equal for pages of one template, whatever their text: the ways from the page's root to its
 * headline, its text and its date, told by tags and first class names. What differs from article to article (how many
 * paragraphs, which lists, numbers in names) is not looked at.
 *
 * @param places the boxes of headline, text and date; null where the page has none
 */
export function templateFingerprint(places: readonly (Box | null)[], generator: string | null): string {
  const ways = places.map((box) => (box ? wayTo(box) : '-'));
  const engine =
    generator
      ?.replace(/[\d.]+/g, '')
      .trim()
      .toLowerCase() ?? '';
  return hash('sha256', [engine, ...ways].join('\n'), 'hex').slice(0, 16);
}

function wayTo(box: Box): string {
  const steps: string[] = [];
  for (let at: Box | null = box; at?.parent; at = at.parent) steps.unshift(stepOf(at));
  return steps.join('/');
}

/** Names with digits are made for one article ("post-4411"), so are those of its section and its tags. */
function stepOf({ element }: Box): string {
  if (element.name === 'body' || element.name === 'html') return element.name;
  const [first] = (element.attribs.class ?? '')
    .split(/\s+/)
    .filter((name) => name && !/\d|^(?:category|tag|author|format|type|status)-/i.test(name));
  return first ? `${element.name}.${first.toLowerCase()}` : element.name;
}
