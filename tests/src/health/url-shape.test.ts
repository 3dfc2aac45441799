import { describe, expect, it } from 'vitest';
import { urlShape } from '../../../src/health/url-shape.ts';

describe('the form of an address', () => {
  it('is the same for articles of one portal', () => {
    const shapes = [
      'https://portal.example/news/2024/12/a-late-frost.html?id=7',
      'https://portal.example/news/2023/01/281c64899070.html?id=8',
      'https://portal.example/news/2023/01/underthebridge.html?id=8',
    ].map(urlShape);
    expect(new Set(shapes)).toEqual(new Set(['/news/0/0/*.html?id']));
  });

  it('keeps apart what is another kind of page', () => {
    const shapes = [
      '/',
      '/news/',
      '/news/17',
      '/list/sport/',
      '/list/sport',
      '/tag/a-b',
      '/index.php?p=3',
    ].map((path) => urlShape(`https://portal.example${path}`));
    expect(new Set(shapes).size).toBe(7);
  });
});
