import type { PageLink } from '../../model/page-link.ts';
import type { DemoArticle } from '../demo-article.ts';
import type { DemoSite } from './template.ts';

/** The links that one list of a page should be read as. */
export function pageLinks(
  site: DemoSite,
  block: PageLink['block'],
  articles: readonly DemoArticle[],
  text: (article: DemoArticle) => string = ({ title }) => title,
): PageLink[] {
  return articles.map((article, i) => ({
    block,
    position: i + 1,
    text: text(article),
    url: `${site.origin}${article.paths[0]}`,
  }));
}

/** A headline as sloppy portals cut it in lists: at the first hyphen or apostrophe. */
export function cutTitle({ title }: DemoArticle): string {
  return /^(.{12,}?)[-’']/.exec(title)?.[1] ?? title;
}

/** A headline of at most so many letters. */
export function shortTitle({ title }: DemoArticle, letters: number): string {
  return [...title].slice(0, letters).join('').trimEnd();
}
