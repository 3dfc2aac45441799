import { describe, expect, it } from 'vitest';
import { pageLinks } from '../../../crawlers/discover/page-links.ts';
import { softNotFound } from '../../../crawlers/discover/soft-not-found.ts';

const asked = (html: string) => softNotFound(pageLinks(html, 'https://a.example/'));

describe('softNotFound', () => {
  it('reads in title or heading that there is no page', () => {
    const titles = [
      '404 Not Found',
      'Page not found - The Gazette',
      'Error 404',
      '页面不存在',
      'Seite nicht gefunden',
      'Sorry, the page you requested was not found',
    ];
    for (const title of titles)
      expect(asked(`<title>${title}</title><p>Back to the front page`), title).toBe(title);
    expect(asked('<title>The Gazette</title><h1>Article not found</h1>')).toBe('Article not found');
  });
  it('takes no article for one, whatever its heading', () => {
    const text = `<p>${'The lost page of the atlas was found in a barn by the keeper of the clock. '.repeat(60)}</p>`;
    expect(asked(`<title>404 Not Found: how the web breaks</title>${text}`)).toBeNull();
    for (const title of [
      'Wreck not found in search of the bay',
      '404 homes without power',
      'Missing boy found',
    ])
      expect(asked(`<title>${title}</title><p>short`), title).toBeNull();
  });
});
