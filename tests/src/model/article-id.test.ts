import { describe, expect, it } from 'vitest';
import { articleId } from '../../../src/model/article-id.ts';

describe('articleId', () => {
  it('is the first 32 hex digits of SHA-256 over the canonical URL', () => {
    // printf 'https://assetlink.example/' | sha256sum
    expect(articleId('https://assetlink.example/')).toMatch(/^[0-9a-f]{32}$/);
    expect(articleId('abc')).toBe('ba7816bf8f01cfea414140de5dae2223');
  });
});
