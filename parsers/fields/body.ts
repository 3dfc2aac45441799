import { collectBody } from '../body/collect-body.ts';
import { withinDeclared } from '../body/declared-body.ts';
import { findBodyBox } from '../body/find-body-box.ts';
import { findLead } from '../body/find-lead.ts';
import type { TeaserRun } from '../body/find-teasers.ts';
import { isHeadLine } from '../body/is-head-line.ts';
import { paragraphsOf } from '../body/paragraphs-of.ts';
import { repeatsOpening, standsAgain } from '../body/repeats-opening.ts';
import { setBeside, type WeighedBlock, weighBlocks } from '../body/weigh-blocks.ts';
import { claimsArticle } from '../claims-article.ts';
import { consentIn, isConsentText } from '../consent-text.ts';
import { absent, type Found, found } from '../found.ts';
import { stringOf } from '../json-ld.ts';
import type { ListBlock } from '../list-blocks.ts';
import { cssPath, type PageElement } from '../node.ts';
import type { PageDocument } from '../page-document.ts';
import type { Box, TextBlock } from '../survey/page-survey.ts';
import { textWeight } from '../text/script-of.ts';

export type BodyReading = {
  paragraphs: Found<string[]>;
  blocks: readonly TextBlock[];
  box: Box | null;
  weighed: readonly WeighedBlock[];
};

export type BodyContext = {
  lists: readonly ListBlock[];
  teasers: readonly TeaserRun[];
  titleBox: Box | null;
  title: string | null;
  /** Names that the page's machine-readable part gives: their line is a byline. */
  authors: readonly string[];
  /** Elements that a site file names as the body; the generic search is left out then. */
  chosen?: readonly PageElement[];
  /** Lines about cookies and consent are none of the text. */
  withoutConsent?: boolean;
};

/** So little is no text: the names on the page have misled us. */
const hardlyAny = 150;

/** The article's text; where the names on the page leave next to none, it is looked for without them. */
export function readBody(document: PageDocument, context: BodyContext): BodyReading {
  const asFound = readBodyBy('names', document, context);
  // A short article may say less than the notice about cookies that the page prints as well.
  const isNotice = isConsentText(asFound.paragraphs.value.join(' ')) && claimsArticle(document);
  const first = isNotice ? readBodyBy('names', document, { ...context, withoutConsent: true }) : asFound;
  if (context.chosen?.[0] || weightOf(first) >= hardlyAny) return first;
  const second = readBodyBy('tags', document, context);
  return weightOf(second) >= 2 * hardlyAny && !isConsentText(second.paragraphs.value.join(' '))
    ? second
    : first;
}

function weightOf({ paragraphs }: BodyReading): number {
  return paragraphs.value.reduce((sum, text) => sum + textWeight(text), 0);
}

function readBodyBy(believe: 'names' | 'tags', document: PageDocument, context: BodyContext): BodyReading {
  const weighed = weighBlocks(document.survey, context.lists, context.teasers, context.titleBox, believe);
  if (context.withoutConsent)
    for (const item of weighed) if (consentIn(item.block.text).mentions > 0) setBeside(item);
  const named = context.chosen?.[0];
  const box = named
    ? (document.survey.boxes.find(({ element }) => element === named) ?? null)
    : findBodyBox(document.survey, weighed);
  if (!box) return { paragraphs: absent([]), blocks: [], box: null, weighed };
  const dates = { fetchedAt: document.fetchedAt, monthFirst: false };
  const collected = collectBody(box, weighed, {
    titleBox: context.titleBox,
    title: context.title,
    isHeadLine: (text) => isHeadLine(text, context.authors, dates),
  });
  // What a site file names is taken whole: the person who wrote it has looked.
  const blocks = named
    ? document.survey.blocks.slice(box.first, box.end)
    : withinDeclared(collected, stringOf(document.article?.articleBody) ?? '');
  const paragraphs = paragraphsOf(blocks);
  const lead = named
    ? null
    : findLead(document, { weighed, titleBox: context.titleBox, blocks, title: context.title });
  if (lead && !repeatsOpening(lead.text, paragraphs)) paragraphs.unshift(lead.text);
  while (!named && paragraphs.length > 1 && standsAgain(paragraphs[0] ?? '', paragraphs.slice(1)))
    paragraphs.shift();
  if (paragraphs.length === 0) return { paragraphs: absent([]), blocks: [], box: null, weighed };
  const inside = weighed.slice(box.first, box.end).reduce((sum, { weight }) => sum + weight, 0);
  const taken = paragraphs.reduce((sum, { length }) => sum + length, 0);
  return {
    paragraphs: found('paragraphs', paragraphs, {
      method: named ? 'site-file' : 'density',
      path: cssPath(box.element),
      raw: paragraphs[0] ?? '',
      confidence: named ? 0.98 : Math.min(0.97, 0.5 + 0.45 * Math.min(1, taken / Math.max(1, inside))),
    }),
    blocks,
    box,
    weighed,
  };
}
