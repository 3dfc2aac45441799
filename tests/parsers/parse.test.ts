import { describe, expect, it } from 'vitest';
import { parse, parserVersion } from '../../parsers/parse.ts';
import { ParseRefusedError } from '../../parsers/preflight.ts';
import { ParsedArticle } from '../../src/model/parsed-article.ts';
import { SiteDefinition } from '../../src/model/site-definition.ts';
import { pageOf } from './sample-page.ts';

const sentence =
  'The harbor office said on Thursday that the old clock will be repaired before winter comes. ';
const paragraphs = (count: number) =>
  Array.from({ length: count }, (_, i) => `<p>${i + 1}. ${sentence}${sentence}</p>`).join('\n');
const article = `<html lang="en"><head><title>Clock to be repaired - Harbor News</title></head><body>
  <h1>Clock to be repaired</h1><p class="meta">Date: 2025-04-16 12:47</p><div class="content">${paragraphs(4)}</div></body></html>`;

describe('parse', () => {
  it('gives the same value for the same bytes, with its version', () => {
    const first = parse(pageOf(article));
    expect(parse(pageOf(article))).toEqual(first);
    expect(first).toMatchObject({
      kind: 'article',
      title: 'Clock to be repaired',
      siteName: 'Harbor News',
      parserVersion,
    });
    expect(first.paragraphs).toHaveLength(4);
    expect(first.body).toBe(first.paragraphs.join('\n\n'));
  });

  it('tells for each field it found how it found it', () => {
    const fields = parse(pageOf(article)).provenance.map(({ field }) => field);
    expect(fields).toEqual(
      expect.arrayContaining(['title', 'claimedDate', 'paragraphs', 'language', 'siteName', 'kind']),
    );
  });

  describe('refuses what is no page', () => {
    const refused: [string, string | Uint8Array, string][] = [
      ['a PDF, whatever it is served as', '%PDF-1.7 …', 'text/html'],
      ['a PNG image', Uint8Array.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a]), 'text/html'],
      ['an AVIF image served as HTML', '\u0000\u0000\u0000\u001cftypavif', 'text/html'],
      [
        'data of no known kind served as HTML',
        Uint8Array.from({ length: 2_000 }, (_, i) => (i * 7_919) % 256),
        'text/html',
      ],
      ['JSON', '{"title": "no page"}', 'application/json'],
      ['JSON served as HTML', '[{"a": 1}]', 'text/html'],
      ['a feed', '<?xml version="1.0"?><rss version="2.0"></rss>', 'text/xml'],
      ['a page of 100,000 nested elements', '<div>'.repeat(100_000), 'text/html'],
      ['a page of too many elements', '<i></i>'.repeat(100_001), 'text/html'],
      [
        'an element of too many attributes',
        `<p ${Array.from({ length: 1_001 }, (_, i) => `a${i}`).join(' ')}>`,
        'text/html',
      ],
      ['a page of more than five megabytes', 'a'.repeat(5 * 1_024 * 1_024 + 1), 'text/html'],
    ];
    for (const [what, body, contentType] of refused) {
      it(what, () => {
        const read = () => parse(pageOf(body, { contentType }));
        expect(read).toThrow(ParseRefusedError);
        expect(read).toThrow(expect.objectContaining({ code: 'parse-refused' }));
      });
    }
  });

  describe('invents no field for', () => {
    const empty = {
      kind: 'other',
      authors: [],
      claimedDate: null,
      paragraphs: [],
      body: '',
      reactions: [],
      views: null,
    };
    it('an empty page', () => {
      expect(parse(pageOf(''))).toMatchObject({ ...empty, title: null, language: null });
    });
    it('an error page served as 200', () => {
      const page = pageOf(
        '<title>404 Not Found - Portal</title><h1>404 Not Found</h1><p>The page of 2024-01-02 was not found on this server.</p>',
      );
      expect(parse(page)).toMatchObject(empty);
    });
    it('an error page in Chinese', () => {
      expect(
        parse(pageOf('<meta charset="utf-8"><title>页面不存在</title><p>对不起，您访问的页面不存在。</p>')),
      ).toMatchObject(empty);
    });
    it('a consent wall', () => {
      const wall = `<title>Before you continue: cookie settings</title><h1>Before you continue</h1>
        <p>We and our partners use cookies and personal data. With your consent our partners store cookies on your device. You can withdraw consent in the cookie settings at any time. Accept all cookies or manage consent.</p>`;
      expect(parse(pageOf(wall))).toMatchObject(empty);
    });
    for (const [language, text] of [
      ['English', 'We can’t seem to find the page you’re looking for. It may have been moved on 2024-02-01.'],
      ['German', 'Die gewünschte Seite gibt es seit dem 01.02.2024 nicht mehr.'],
      ['Spanish', 'La página que busca no existe o fue movida el 1 de febrero de 2024.'],
      ['Japanese', 'お探しのページは2024年2月1日に削除されたか、URLが変更された可能性があります。'],
      ['Chinese', '抱歉，您访问的页面不存在或已于2024年2月1日删除。'],
    ]) {
      it(`an error that its text alone tells, in ${language}`, () => {
        const page = `<meta charset="utf-8"><title>Harbor Post</title><h1>Oops!</h1><p>${text}</p>`;
        expect(parse(pageOf(page))).toMatchObject(empty);
      });
    }
    it('a consent wall in French', () => {
      const wall =
        '<meta charset="utf-8"><title>Le Port</title><h2>Nous respectons votre vie privée</h2><p>Avec votre accord, nos partenaires et nous utilisons des cookies pour stocker et lire des données personnelles. Vous pouvez retirer votre consentement à tout moment. Accepter et continuer. Paramétrer les cookies.</p>';
      expect(parse(pageOf(wall))).toMatchObject(empty);
    });
    it('a paywall: what the page prints of the text stays, and the wall is none of it', () => {
      const wall =
        '<div class="wall"><h3>Continue reading</h3><p>Subscribe to read the full story and all of our articles for one dollar a week.</p><p>Already a subscriber? Log in</p></div>';
      const open = parse(
        pageOf(
          `<title>Clock to be repaired</title><meta property="og:type" content="article"><h1>Clock to be repaired</h1><div>${paragraphs(1)}${wall}</div>`,
        ),
      );
      expect(open).toMatchObject({ kind: 'article', paragraphs: [`1. ${sentence.repeat(2).trim()}`] });
      const closed = parse(pageOf(`<title>Clock to be repaired</title><h1>Clock to be repaired</h1>${wall}`));
      expect(closed).toMatchObject({ kind: 'other', paragraphs: [], claimedDate: null, authors: [] });
    });
  });

  it('names the second language of a page in two as a rival, with less confidence', () => {
    const english =
      '<p>The harbor office said on Thursday that the old clock will be repaired before winter comes, and that nobody knows who stopped it.</p>';
    const german =
      '<p>Das Hafenamt sagte am Donnerstag, dass die alte Uhr noch vor dem Winter repariert wird, und dass niemand weiß, wer sie angehalten hat.</p>';
    const parsed = parse(
      pageOf(`<meta charset="utf-8"><title>Clock</title><h1>Clock to be repaired</h1>${english}${german}`),
    );
    const row = parsed.provenance.find(({ field }) => field === 'language');
    expect([parsed.language, ...(row?.rivals ?? []).map(({ raw }) => raw)].sort()).toEqual(['de', 'en']);
    expect(row?.confidence).toBeLessThan(0.7);
  });

  it('reads a page without html, head or body', () => {
    const parsed = parse(pageOf(`<h1>Clock to be repaired</h1>${paragraphs(3)}`));
    expect(parsed).toMatchObject({ kind: 'article', title: 'Clock to be repaired' });
    expect(parsed.paragraphs).toHaveLength(3);
  });

  it('reads UTF-16', () => {
    const bytes = Uint8Array.from(Buffer.from(`\ufeff${article}`, 'utf16le'));
    expect(parse(pageOf(bytes, { contentType: 'text/html' })).title).toBe('Clock to be repaired');
  });

  it('reads UTF-8 that a header calls GBK', () => {
    const page = pageOf(article.replaceAll('Clock', '潮汐钟“修复”'), {
      contentType: 'text/html; charset=gbk',
    });
    expect(parse(page).title).toBe('潮汐钟“修复” to be repaired');
  });

  it('calls a page of entries a list and keeps their texts out of the body', () => {
    const entries = Array.from(
      { length: 6 },
      (_, i) =>
        `<div class="item"><h3><a href="/n/${i}.html">Harbor note number ${i} for the week</a></h3><p>2025-04-1${i}</p><p>${sentence}</p></div>`,
    );
    const parsed = parse(pageOf(`<title>Notes</title><h1>Notes</h1>${entries.join('')}`));
    expect(parsed).toMatchObject({ kind: 'list', paragraphs: [], claimedDate: null });
    expect(parsed.items).toHaveLength(6);
    expect(parsed.items[2]).toMatchObject({
      url: 'https://portal.example/n/2.html',
      date: '2025-04-12',
      summary: sentence.trim(),
    });
  });

  it('keeps to the schema for text that has broken other programs', () => {
    for (const text of [
      '\u0000\u0001',
      '\ud800',
      '<',
      '<!--',
      '<![CDATA[',
      '&#x110000;',
      '<p <p <p',
      '﷽'.repeat(500),
      '<script>',
      'a\u0300'.repeat(2_000),
      '<table><td><table><td>',
    ]) {
      const parsed = parse(pageOf(`<title>${text}</title><h1>${text}</h1>${text}`));
      expect(ParsedArticle.safeParse(parsed).success).toBe(true);
    }
  });

  describe('with a site file', () => {
    const site = SiteDefinition.parse({
      name: 'Harbor News',
      hosts: ['portal.example'],
      start: [{ list: 'https://portal.example/' }],
      titleSuffix: ' - Harbor News',
      versions: [
        { until: '2025-01-01', fields: { authors: '.old-desk' } },
        {
          fields: {
            title: '.head',
            authors: '.desk',
            date: '.day',
            body: '#story',
            category: '.rubric',
            views: '.seen',
            remove: ['.promo'],
          },
        },
      ],
    });
    const html = `<title>x</title><div class="head">Clock to be repaired - Harbor News</div><b class="desk">Ines Halloran</b><b class="old-desk">Old Desk</b>
      <i class="day">2024-03-02</i><i class="rubric">Quay</i><i class="seen">1,204</i><h1>Something else</h1>
      <div id="story"><p>Short text.</p><p class="promo">Buy a clock.</p></div><div class="content">${paragraphs(5)}</div>`;
    it('takes the fields from its selectors and cuts out what it removes', () => {
      expect(parse(pageOf(html), site)).toMatchObject({
        title: 'Clock to be repaired',
        authors: ['Ines Halloran'],
        claimedDate: { iso: '2024-03-02', precision: 'day' },
        paragraphs: ['Short text.'],
        category: 'Quay',
        views: 1204,
      });
    });
    it('reads an archived page by the rules of its day', () => {
      expect(parse(pageOf(html, { fetchedAt: '2024-06-01T00:00:00.000Z' }), site).authors).toEqual([
        'Old Desk',
      ]);
    });
  });
});
