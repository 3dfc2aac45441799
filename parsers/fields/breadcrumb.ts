import type { ParsedArticle } from '../../src/model/parsed-article.ts';
import { absent, type Found, found } from '../found.ts';
import { isObject, stringOf, typesOf } from '../json-ld.ts';
import { fieldLabels, hereLabels, homeLabels } from '../labels.ts';
import { cssPath } from '../node.ts';
import type { PageDocument } from '../page-document.ts';
import type { TextBlock } from '../survey/page-survey.ts';
import { zone } from '../survey/zones.ts';
import { normalizeSpaces } from '../text/normalize-spaces.ts';
import { resolveLink } from '../text/resolve-link.ts';

export type Breadcrumb = ParsedArticle['breadcrumb'];

const opening = new RegExp(`^(?:${fieldLabels.breadcrumb.join('|')})\\s*[:：]`, 'i');
const hasColon = /[:：]/;
const home: ReadonlySet<string> = new Set(homeLabels);
const here: ReadonlySet<string> = new Set(hereLabels);
/** A trail of more steps is a menu. */
const maxSteps = 8;

/** The linked steps from the home page to here. What is not linked at its end is the page itself. */
export function readBreadcrumb(document: PageDocument): Found<Breadcrumb> {
  const { survey } = document;
  const labelled = survey.blocks.find(
    ({ text }) => text.length < 600 && hasColon.test(text) && opening.test(text),
  );
  if (labelled) {
    const { first, end } = trailOf(labelled);
    const steps = linkedSteps(document, first, end);
    if (steps.length > 0) return found('breadcrumb', steps, origin('label', labelled, 0.95));
  }
  for (const box of survey.boxes) {
    if (!(box.own & zone.crumb) || box.end === box.first || box.end - box.first > 2 * maxSteps) continue;
    const steps = linkedSteps(document, box.first, box.end);
    const [first] = steps;
    if (!first || steps.length > maxSteps) continue;
    const block = survey.blocks[box.first];
    if (block && (isHome(first.text, first.url, document.url) || steps.length > 1))
      return found('breadcrumb', steps, origin('class', block, 0.85));
  }
  return fromArrows(document) ?? fromJsonLd(document);
}

/** "首页 › 门户 › 国际新闻 › 查看内容": a line of links from the home page on, with an arrow between each two. */
function fromArrows(document: PageDocument): Found<Breadcrumb> | null {
  for (const block of document.survey.blocks) {
    const { text, index } = block;
    if (block.linkChars === 0 || text.length > 300 || !hasArrow.test(text)) continue;
    const steps = linkedSteps(document, index, index + 1);
    const [first] = steps;
    if (!first || steps.length < 2 || steps.length > maxSteps) continue;
    const arrows = text.split(arrow).length - 1;
    if (arrows >= steps.length - 1 && isHome(first.text, first.url, document.url))
      return found('breadcrumb', steps, origin('arrows', block, 0.8));
  }
  return null;
}

const arrow = /\s*[>›»→]\s*/;
const hasArrow = /[>›»→]/;

/** The label stands in the line of the trail, or with the first step in a list of steps. */
function trailOf({ index, box }: TextBlock): { first: number; end: number } {
  const list = box.element.name === 'li' ? box.parent : null;
  const isTrail = list && list.first === index && list.end - list.first <= maxSteps;
  return isTrail ? list : { first: index, end: index + 1 };
}

/** The trail without a last step that is the page's own headline. */
export function withoutOwnStep(
  trail: Found<Breadcrumb>,
  { title, url }: { title: string | null; url: string },
): Found<Breadcrumb> {
  const isDeclared = trail.provenance?.method === 'json-ld';
  const steps = trail.value.filter((step) => step.text !== title || (!isDeclared && step.url !== url));
  return steps.length === 0 ? absent([]) : { ...trail, value: steps };
}

function origin(method: string, block: TextBlock, confidence: number) {
  return { method, path: cssPath(block.box.element), raw: block.text, confidence };
}

function linkedSteps(document: PageDocument, first: number, end: number): Breadcrumb {
  const steps: Breadcrumb = [];
  for (const { element, at, text: printed } of document.survey.anchors) {
    if (at < first || at >= end) continue;
    const text = printed.replace(/^[>»›/|\s]+|[>»›/|\s]+$/g, '');
    const url = resolveLink(element.attribs.href, document.baseUrl);
    if (!text || !url || here.has(text.toLowerCase())) continue;
    if (!steps.some((step) => step.url === url)) steps.push({ text, url });
  }
  return steps;
}

function fromJsonLd(document: PageDocument): Found<Breadcrumb> {
  const list = document.jsonLd.find((object) => typesOf(object).includes('BreadcrumbList'));
  const nested = document.jsonLd.map(({ breadcrumb }) => breadcrumb).find(isObject);
  const items = (list ?? nested)?.itemListElement;
  if (!Array.isArray(items)) return absent([]);
  const steps: Breadcrumb = [];
  for (const item of items.slice(0, maxSteps)) {
    if (!isObject(item)) continue;
    const target = isObject(item.item) ? item.item : null;
    const text = normalizeSpaces(stringOf(item.name) ?? stringOf(target?.name) ?? '');
    const href =
      typeof item.item === 'string' ? item.item : (stringOf(target?.['@id']) ?? stringOf(target?.url));
    if (text) steps.push({ text, url: resolveLink(href ?? undefined, document.baseUrl) });
  }
  if (steps.length === 0) return absent([]);
  return found('breadcrumb', steps, {
    method: 'json-ld',
    path: 'BreadcrumbList',
    raw: steps.map(({ text }) => text).join(' > '),
    confidence: 0.9,
  });
}

export function isHome(text: string, url: string | null, pageUrl: string): boolean {
  if (home.has(text.toLowerCase())) return true;
  if (!url) return false;
  const target = new URL(url);
  return target.pathname === '/' && target.search === '' && target.host === new URL(pageUrl).host;
}
