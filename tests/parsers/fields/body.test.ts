import { describe, expect, it } from 'vitest';
import { parse } from '../../../parsers/parse.ts';
import { pageOf } from '../sample-page.ts';

const long = (n: number) =>
  `Paragraph ${n} tells at some length how the harbor office mended the tide clock, and who paid for it in the end.`;
const body = (html: string) =>
  parse(
    pageOf(
      `<html><head><title>The clock | Post</title></head><body><nav><a href="/">Home</a></nav>${html}</body></html>`,
    ),
  ).paragraphs;

describe('readBody', () => {
  it('leaves out menus, captions, adverts, sharing and hidden text', () => {
    const html = `<h1>The clock</h1><div class="story"><p>${long(1)}</p><figure><img src="c.jpg"><figcaption>The clock face, before its repair by hand.</figcaption></figure>
      <p>Advertisement</p><div style="display:none"><p>Copied from Post. ${long(9)}</p></div><p>${long(2)}</p><div class="share"><p>Share this:</p></div></div>`;
    expect(body(html)).toEqual([long(1), long(2)]);
  });
  it('leaves out a line that tells when the text was published and when it was changed', () => {
    const line = 'PUBLISHED: November 8, 2023 at 11:30 p.m. | UPDATED: November 9, 2023 at 12:21 a.m.';
    expect(
      body(`<h1>The clock</h1><div class="story"><p>${line}</p><p>${long(1)}</p><p>${long(2)}</p></div>`),
    ).toEqual([long(1), long(2)]);
    const sentence =
      'The keepers published on November 8, 2023 what they had known of the clock since the spring of that year.';
    expect(body(`<h1>The clock</h1><div class="story"><p>${sentence}</p><p>${long(1)}</p></div>`)).toEqual([
      sentence,
      long(1),
    ]);
  });
  it('parts a text by line breaks, and mends a sentence that was cut by one', () => {
    expect(
      body(
        `<h1>The clock</h1><div class="content">${long(1)}<br><br>${long(2)}<br>The quay is<br>closed until spring.</div>`,
      ),
    ).toEqual([long(1), long(2), 'The quay is closed until spring.']);
  });
  it('keeps subheads between paragraphs and a list at the end', () => {
    const html = `<h1>The clock</h1><div class="content"><p>${long(1)}</p><h2>What it cost</h2><p>${long(2)}</p><ul><li>Wheel: 40 crowns</li><li>Spring: 12 crowns</li></ul></div>`;
    expect(body(html)).toEqual([long(1), 'What it cost', long(2), 'Wheel: 40 crowns', 'Spring: 12 crowns']);
  });
  it('leaves out the way to the next article, disclaimers, and a summary that repeats the opening', () => {
    const html = `<h1>The clock</h1><div class="abs"><strong>Abstract:</strong> ${long(1).slice(0, 90)}…</div><div class="con"><p>${long(1)}</p><p>${long(2)}</p></div>
      <ul><li>Previous: <a href="/2">Gale floods the lower quay again</a></li><li>Next: None</li></ul>
      <div>Disclaimer: the content of this article is collected from the Internet and does not represent this site.</div>
      <div>免责声明：本文转载自互联网，不代表本站观点，如有侵权请联系删除。</div><div>声明：本站内容由网友上传，如有侵权请与我们联系。</div>`;
    expect(body(html)).toEqual([long(1), long(2)]);
  });
  it('keeps a paragraph that begins with the letters of a button', () => {
    const text = (opening: string) =>
      `${opening}借出九十三張老照片，展期到十月底為止，商家則期待業績能成長，寄到公所的信裡有人主張拆除。`;
    const paragraphs = [text('石榴溪議會'), text('收藏家'), text('返回家鄉的青年'), text('关闭多年的工厂')];
    const buttons = '<p>收藏</p><p>收藏 (30)</p><p>返回列表</p><p>打印本页</p>';
    const html = `<h1>纜車</h1><div class="con">${paragraphs.map((one) => `<p>${one}</p>`).join('')}${buttons}</div>`;
    expect(body(html)).toEqual(paragraphs);
  });
  it('puts a lead first that stands above the text, but not one that repeats its opening', () => {
    const lead = 'After nine silent years the quay hears its clock again this week.';
    expect(
      body(
        `<h1>The clock</h1><p class="standfirst">${lead}</p><div class="content"><p>${long(1)}</p><p>${long(2)}</p></div>`,
      )[0],
    ).toBe(lead);
    expect(
      body(
        `<h1>The clock</h1><p class="standfirst">${long(1).slice(0, 80)}…</p><div class="content"><p>${long(1)}</p><p>${long(2)}</p></div>`,
      )[0],
    ).toBe(long(1));
  });
  it('is not misled by a theme that calls its whole page a sidebar', () => {
    expect(
      body(
        `<div class="has-sidebar widget"><div class="paywall newsletter"><h1>The clock</h1><p>${long(1)}</p><p>${long(2)}</p></div></div>`,
      ),
    ).toEqual([long(1), long(2)]);
  });
  it('leaves out the teasers below', () => {
    const teasers = [3, 4, 5]
      .map(
        (n) =>
          `<div class="card"><h3><a href="/${n}.html">Another article of today, number ${n}</a></h3><p>${long(n)}</p></div>`,
      )
      .join('');
    expect(body(`<main><h1>The clock</h1><p>${long(1)}</p><p>${long(2)}</p>${teasers}</main>`)).toEqual([
      long(1),
      long(2),
    ]);
  });
});

describe('a page whose class names mislead', () => {
  it('is read once more without them', () => {
    const other = [3, 4, 5, 6].map((n) => `<section><p>${long(n)}</p></section>`).join('');
    const html = `<aside class="related">${other}</aside><h1>The clock</h1><div class="promo newsletter"><p>${long(1)}</p><p>${long(2)}</p></div><aside class="related">${other}</aside>`;
    expect(body(html)).toEqual(expect.arrayContaining([long(1), long(2)]));
  });
  it('takes a short article, not the longer notice about cookies', () => {
    const notice =
      'We use cookies. With your consent our partners set cookies for personalised adverts; our privacy notice says more about cookies, consent and partners. '.repeat(
        3,
      );
    const html = `<h1>The clock</h1><div class="entry"><p>The clock on the quay runs again, they say.</p></div><div class="cookie-notice"><p>${notice}</p></div>`;
    const parsed = parse(
      pageOf(`<title>The clock</title><meta property="og:type" content="article">${html}`),
    );
    expect(parsed.kind).toBe('article');
    expect(parsed.paragraphs).toEqual(['The clock on the quay runs again, they say.']);
  });
  it('leaves out a banner that asks for consent in sentences of its own, whatever its class', () => {
    const banner =
      '<div class="q3"><p>We and our 842 partners store information on your device, such as cookies, and process personal data.</p><p>Some partners do not ask for your consent and rely on their legitimate interest.</p></div>';
    const article = `<h1>The clock</h1><div class="k"><p>${long(1)}</p><p>${long(2)}</p><p>${long(3)}</p></div>`;
    expect(body(`${banner}${article}`)).toEqual([long(1), long(2), long(3)]);
    const onCookies = `<p>Privacy advocates say that your consent to cookies and partners is seldom free.</p>`;
    expect(
      body(`<h1>The clock</h1><div class="k"><p>${long(1)}</p>${onCookies}<p>${long(2)}</p></div>`),
    ).toHaveLength(3);
  });
  it('ends where the comments of readers begin, whatever their class', () => {
    const comments = `<h3>12 Comments</h3><div><p>${long(7)}</p><p>${long(8)}</p><p>${long(9)}</p></div>`;
    const article = [1, 2, 3, 4, 5].map((n) => `<p>${long(n)}</p>`).join('');
    expect(body(`<h1>The clock</h1><div class="k">${article}${comments}</div>`)).toEqual(
      [1, 2, 3, 4, 5].map(long),
    );
  });
  it('reads no hint in class names that a tool made up', () => {
    const article = [1, 2, 3].map((n) => `<div class="css-d42a1d9 kAdBgT"><p>${long(n)}</p></div>`).join('');
    expect(
      body(`<h1>The clock</h1><div>${article}<div class="ad-box"><p>${long(9)}</p></div></div>`),
    ).toEqual([1, 2, 3].map(long));
  });
});
