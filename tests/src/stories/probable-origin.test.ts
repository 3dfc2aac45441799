import { describe, expect, it } from 'vitest';
import { probableOrigin } from '../../../src/stories/probable-origin.ts';
import { storedArticle } from './stored-article.ts';

const original = storedArticle({ id: 'a'.repeat(32), site: 'first.example', relation: 'original' });
const copy = storedArticle({
  id: 'b'.repeat(32),
  site: 'copier.example',
  relation: 'copy',
  firstSeenAt: '2025-04-21T08:00:00.000Z',
});
const earliest = {
  articleId: original.id,
  iso: '2023-07-06',
  kind: 'json-ld' as const,
  reason: '',
  confidence: 0.9,
};
const link = { block: 'inline' as const, position: 0, text: 'source', url: original.url };

describe('probableOrigin', () => {
  it('names the original with what speaks for it', () => {
    expect(probableOrigin([copy, original], earliest)).toEqual({
      articleId: original.id,
      site: 'first.example',
      confidence: 0.71,
      reasons: [
        "it lacks least of what the story's texts have in common, and adds least to it",
        'its date is the earliest: 2023-07-06',
        'we saw it first',
      ],
      agency: null,
    });
  });

  it('is surer where others link to it, and less where another has the earliest date', () => {
    const plain = probableOrigin([original, copy], earliest)?.confidence ?? 0;
    const linked = probableOrigin([original, { ...copy, links: [link] }], earliest);
    expect(linked?.confidence).toBeGreaterThan(plain);
    expect(linked?.reasons).toContain('1 of 1 others link to it');
    expect(probableOrigin([original, copy], { ...earliest, articleId: copy.id })?.confidence).toBeLessThan(
      plain,
    );
  });

  it('tells the text of an agency from one that sites copied from each other', () => {
    const found = probableOrigin(
      [
        { ...original, wireCredit: 'AP' },
        { ...copy, wireCredit: 'AP' },
      ],
      earliest,
    );
    expect(found?.agency).toBe('AP');
    expect(found?.reasons.at(-1)).toBe(
      'AP is credited on 2 sites: they may have the text from there, not from each other',
    );
    expect(found?.confidence).toBe(0.5);
  });

  it('doubts an original that credits another', () => {
    const found = probableOrigin([{ ...original, source: 'Coastline Wire' }, copy], earliest);
    expect(found?.confidence).toBe(0.36);
    expect(found?.agency).toBeNull();
  });

  it('says nothing of a story with one member', () => {
    expect(probableOrigin([original], earliest)).toBeNull();
  });
});
