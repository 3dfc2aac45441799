import { absent, type Found, found } from '../found.ts';
import { stringOf } from '../json-ld.ts';
import { labelled, type MetaLine } from '../meta-lines.ts';
import { cssPath } from '../node.ts';
import type { PageDocument } from '../page-document.ts';
import { normalizeSpaces } from '../text/normalize-spaces.ts';
import { type Breadcrumb, isHome } from './breadcrumb.ts';

/** The section that the page puts itself in; it says where a portal filed the text, not what the text is about. */
export function readCategory(
  document: PageDocument,
  lines: readonly MetaLine[],
  breadcrumb: Breadcrumb,
  chosen: readonly string[],
): Found<string | null> {
  const [named] = chosen;
  if (named) return found('category', named, { method: 'site-file', path: '', raw: named, confidence: 0.98 });
  const label = labelled(lines, 'category');
  if (label) {
    const { value } = label.value;
    return found('category', value, {
      method: 'label',
      path: cssPath(label.line.block.box.element),
      raw: value,
      confidence: 0.9,
    });
  }
  const step = breadcrumb.filter(({ text, url }) => !isHome(text, url, document.url)).at(-1);
  if (step)
    return found('category', step.text, {
      method: 'breadcrumb',
      path: step.url ?? '',
      raw: step.text,
      confidence: 0.85,
    });
  const section = stringOf(document.article?.articleSection);
  if (section)
    return found('category', normalizeSpaces(section), {
      method: 'json-ld',
      path: 'articleSection',
      raw: section,
      confidence: 0.85,
    });
  const meta = document.meta(
    'article:section',
    'og:article:section',
    'section',
    'category',
    'parsely-section',
  );
  return meta
    ? found('category', normalizeSpaces(meta.content), {
        method: 'meta',
        path: `meta[name="${meta.name}"]`,
        raw: meta.content,
        confidence: 0.8,
      })
    : absent(null);
}
