import { absent, type Found, found } from '../found.ts';
import type { MetaLine } from '../meta-lines.ts';
import { cssPath } from '../node.ts';
import { readCount } from '../text/read-count.ts';

const beforeWord =
  /(?<![\d.,])(\d[\d.,\u00a0\u202f ]{0,12}\s?(?:万|萬|[KkMm]|mil|тыс\.?)?\+?)\s?(?:views?|vues|lectures|visualizaç(?:ões|ão)|visualizaciones|visualizzazioni|lecturas|vistas|visitas|aufrufe|weergaven|visninger|visningar|görüntüleme|lượt xem|odsłon|reads?|hits|page ?views|次(?:浏览|阅读|点击|播放)|人(?:浏览|阅读)|(?:阅读|浏览)(?!\p{L})|просмотр(?:ов|а)?)(?![\p{L}]|\s*[:：])/iu;

/** How often the page says it was read; null where it does not say, or leaves it to a script. */
export function readViews(lines: readonly MetaLine[], chosen: readonly string[]): Found<number | null> {
  const named = chosen.map(readCount).find((count) => count !== null);
  if (named)
    return found('views', named.count, { method: 'site-file', path: '', raw: named.raw, confidence: 0.98 });
  for (const { block, values } of lines) {
    for (const { kind, value, label } of values) {
      const count = kind === 'views' && /^\D{0,3}\d/.test(value) ? readCount(value) : null;
      if (count)
        return found('views', count.count, {
          method: 'label',
          path: cssPath(block.box.element),
          raw: `${label} ${count.raw}`,
          confidence: 0.9,
        });
    }
    const before = beforeWord.exec(block.text);
    const count = before ? readCount(before[1] ?? '') : null;
    if (before && count)
      return found('views', count.count, {
        method: 'label',
        path: cssPath(block.box.element),
        raw: before[0],
        confidence: 0.85,
      });
  }
  return absent(null);
}
