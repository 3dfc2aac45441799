import { absent, type Found, found } from '../found.ts';
import type { PageDocument } from '../page-document.ts';
import { textWeight } from '../text/script-of.ts';

const emptyPage = 200;
const rootIds: ReadonlySet<string> = new Set([
  'app',
  'root',
  '__next',
  '__nuxt',
  'main-app',
  'react-root',
  'app-root',
  'svelte',
  'application',
  'page-root',
  'wrapper-app',
]);
const placeholder =
  /^(?:loading|please wait|wird geladen|cargando|chargement|加载中|載入中|読み込み中|로딩|загрузка)/i;

/** True where the page has next to no text but scripts that would write it. */
export function readNeedsBrowser({ survey }: PageDocument, bodyWeight: number): Found<boolean> {
  if (bodyWeight > emptyPage) return absent(false);
  const weight = survey.blocks.reduce((sum, { text }) => sum + textWeight(text), 0);
  if (weight > emptyPage * 5) return absent(false);
  const root = survey.boxes.find(({ element }) => rootIds.has((element.attribs.id ?? '').toLowerCase()));
  const asks = /javascript/i.test(survey.noscriptText);
  const waits =
    placeholder.test(survey.title ?? '') ||
    survey.blocks.some(({ text }) => text.length < 40 && placeholder.test(text));
  const signs = [
    root !== undefined && 'an empty application root',
    asks && 'noscript asks for JavaScript',
    waits && 'a placeholder text',
  ].filter((sign) => sign !== false);
  const scripted = survey.scriptChars > 300 || survey.scripts > 0;
  if (!scripted || signs.length === 0 || (bodyWeight > 0 && signs.length < 2)) return absent(false);
  return found('needsBrowser', true, {
    method: 'signs',
    path: '',
    raw: signs.join(', '),
    confidence: 0.6 + 0.12 * signs.length,
  });
}
