import type { PageLinks } from './page-links.ts';
import { lettersIn } from './text-prints.ts';

/** What a page for nothing says in its title or heading, in the languages of the portals. */
const notFound =
  /^(?:error\s*|http\s*)?404\s*(?:$|[-–—|!]|:?\s*(?:not found|error|page|file)\b)|^(?:sorry,? |oops[!,.]? )?(?:the |this )?(?:page|article|document|file|content)(?: you (?:requested|are looking for))? (?:(?:was|is|could|can)(?: ?not|n['’]t) (?:be )?found|not found|does(?: not|n['’]t) exist|no longer exists)|\b(?:page|article) not found$|^not found$|页面(?:不存在|未找到|找不到)|頁面(?:不存在|找不到)|找不到(?:页面|頁面|该页)|(?:文章|内容|信息)不存在|ページが見つかりません|페이지를 찾을 수 없|страница не найдена|p[aá]gina no encontrada|p[aá]gina n[aã]o encontrada|page (?:introuvable|non trouvée)|seite (?:wurde )?nicht gefunden|pagina non trovata/i;
/** A long text under such a heading is an article about it. */
const mostLetters = 2_500;

/** The words by which a page that was answered with 200 says that there is none; null where it says no such thing. */
export function softNotFound({ headings, prints }: Pick<PageLinks, 'headings' | 'prints'>): string | null {
  const words = headings.find((heading) => heading.length <= 90 && notFound.test(heading));
  return words !== undefined && lettersIn(prints) <= mostLetters ? words : null;
}
