import { type PageElement, type PageNode, scriptText } from '../node.ts';
import type { PageSurvey } from './page-survey.ts';

/** What an element without readable text says about the page: meta, link, title, base, scripts. */
export function noteHead(node: PageElement, survey: PageSurvey): void {
  const { attribs, name } = node;
  if (name === 'meta') {
    noteMeta(attribs, survey);
  } else if (name === 'link') {
    if (attribs.rel && attribs.href)
      survey.links.push({ rel: attribs.rel.toLowerCase(), href: attribs.href, element: node });
  } else if (name === 'title') {
    survey.title ??= scriptText(node);
  } else if (name === 'base') {
    survey.baseHref ??= attribs.href ?? null;
  } else if (name === 'script') {
    const text = scriptText(node);
    if (/ld\+json/i.test(attribs.type ?? '')) survey.jsonLdTexts.push(text);
    else {
      survey.scripts++;
      survey.scriptChars += text.length;
      if (text.length > 0) survey.dataScripts.push(node);
    }
  } else if (name === 'noscript') {
    if (survey.noscriptText.length < 2_000) survey.noscriptText += ` ${deepText(node)}`;
  }
}

function noteMeta(attribs: Record<string, string>, survey: PageSurvey): void {
  const { content } = attribs;
  if (content === undefined) return;
  for (const name of [attribs.property, attribs.name, attribs['http-equiv']]) {
    if (!name) continue;
    const key = name.trim().toLowerCase();
    const known = survey.meta.get(key);
    if (known) known.push(content);
    else survey.meta.set(key, [content]);
  }
}

function deepText(node: PageNode): string {
  if ('data' in node) return node.type === 'text' ? node.data : '';
  return 'children' in node ? node.children.map(deepText).join(' ') : '';
}
