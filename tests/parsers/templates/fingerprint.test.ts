import { describe, expect, it } from 'vitest';
import { parse } from '../../../parsers/parse.ts';
import { pageOf } from '../sample-page.ts';

const page = (title: string, id: number, paragraphs: number, wrap = 'story') =>
  parse(
    pageOf(
      `<title>${title} | Post</title><body class="post-${id} category-${title}"><div class="main"><h1>${title}</h1><div class="${wrap} post-${id}">${'<p>The harbor office said on Thursday that the old clock will be repaired before winter.</p>'.repeat(1)}${Array.from({ length: paragraphs }, (_, i) => `<p>Sentence ${i} of a text that goes on for a while about the quay.</p>`).join('')}</div></div></body>`,
    ),
  ).template;

describe('templateFingerprint', () => {
  it('is equal for pages of one template, whatever their text', () =>
    expect(page('Clock', 11, 3)).toBe(page('Harbor', 4711, 12)));
  it('differs between templates', () =>
    expect(page('Clock', 11, 3)).not.toBe(page('Clock', 11, 3, 'news_infos')));
  it('is sixteen hex digits', () => expect(page('Clock', 11, 3)).toMatch(/^[0-9a-f]{16}$/));
});
