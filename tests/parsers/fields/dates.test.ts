import { describe, expect, it } from 'vitest';
import { parse } from '../../../parsers/parse.ts';
import { pageOf } from '../sample-page.ts';

const text =
  '<p>The harbor office said on Thursday that the old clock will be repaired before winter comes.</p>'.repeat(
    1,
  );
const page = (head: string, meta: string, tail = '') =>
  parse(
    pageOf(
      `<html><head><title>Clock</title>${head}</head><body><h1>Clock</h1>${meta}<div class="content">${text}<p>It stood still for nine long years, they say.</p></div>${tail}</body></html>`,
    ),
  );

describe('readDates', () => {
  it('puts JSON-LD before meta before print, and keeps the losers as rivals', () => {
    const parsed = page(
      '<script type="application/ld+json">{"@type":"NewsArticle","datePublished":"2025-03-01T08:00:00+01:00"}</script><meta property="article:published_time" content="2025-03-02">',
      '<p>Date: 2025-03-03</p>',
    );
    expect(parsed.claimedDate).toMatchObject({ iso: '2025-03-01T08:00:00+01:00', zone: '+01:00' });
    const row = parsed.provenance.find(({ field }) => field === 'claimedDate');
    expect(row?.method).toBe('json-ld');
    expect(row?.rivals.map(({ raw }) => raw)).toEqual(['2025-03-02', '2025-03-03']);
  });
  it('reads what is left of a JSON-LD block that is broken', () => {
    expect(
      page(
        '<script type="application/ld+json">{"@type":"NewsArticle" "datePublished":"2025-03-01"</script>',
        '',
      ).claimedDate?.iso,
    ).toBe('2025-03-01');
  });
  it('reads a labelled day where a word between them stands in an element of its own', () => {
    const parted = '<p>Publié <i>sur</i> <b>18/02/2025</b></p>';
    const others = '<p>12/01/2025</p>';
    expect(page('', parted, others).claimedDate?.iso).toBe('2025-02-18');
    expect(
      page('', '<p>Posted in <b>Clocks</b> by harborfan on <b>18 February 2025</b></p>').claimedDate,
    ).toMatchObject({
      iso: '2025-02-18',
    });
  });
  it('reads what a weblog says below an entry, however long, and leaves it out of the text', () => {
    const foot = `<p>Von harborfan am 21/02/2025. Abgelegt unter Uhren. Sie können alle Antworten zu diesem Eintrag über den RSS 2.0 Feed verfolgen. ${'Antworten sind derzeit geschlossen, ein Trackback ist noch möglich. '.repeat(4)}</p>`;
    const parsed = page('', '', `<div>${foot}</div>`);
    expect(parsed.claimedDate?.iso).toBe('2025-02-21');
    expect(parsed.body).not.toContain('RSS');
    const within = page('', '', '').paragraphs.length;
    const inText = parse(
      pageOf(
        `<title>Clock</title><h1>Clock</h1><div class="content">${text}<p>It stood still for nine long years, they say.</p>${foot}</div>`,
      ),
    );
    expect(inText.paragraphs).toHaveLength(within);
    expect(inText.claimedDate?.iso).toBe('2025-02-21');
  });
  it('keeps the change apart from the publication', () => {
    const parsed = page('', '<p>Published: 2025-03-01 10:00 Updated: 2025-03-02 11:00</p>');
    expect(parsed.claimedDate?.iso).toBe('2025-03-01T10:00:00');
    expect(parsed.modifiedDate?.iso).toBe('2025-03-02T11:00:00');
  });
  it('reads the zone of a date that another line follows in one box', () => {
    const parsed = page(
      '',
      '<p class="standfirst">What is known of the clock so far, and what the harbor office will do with it next.</p><div class="dates"><p>Published: Sun 2 Mar 2025, 9:51 AM GMT</p><p>Updated: Sun 2 Mar 2025, 4:47 PM GMT</p></div>',
    );
    expect(parsed.claimedDate).toMatchObject({ iso: '2025-03-02T09:51:00Z', zone: 'Z' });
  });
  it('falls back to a date in the address', () => {
    const parsed = parse(
      pageOf(`<title>Clock</title><h1>Clock</h1><div class="content">${text}</div>`, {
        url: 'https://portal.example/2024/09/12/clock.html',
      }),
    );
    expect(parsed.claimedDate).toMatchObject({ iso: '2024-09-12', precision: 'day', zone: null });
  });
  it('takes no date of the future, of the footer or of another article', () => {
    const decoys =
      '<h2>Recommended</h2><ul><li><a href="/2.html">The nail, revisited (2019-01-02)</a></li></ul><footer>Copyright 2012-2024. Page generated 2024-11-24 02:30:00</footer>';
    expect(page('<meta name="date" content="2031-01-01">', '', decoys).claimedDate).toBeNull();
  });
  it('reads a labelled date in the footer and a day in a script where all else is silent', () => {
    const footer = '<footer><p>Last change: 31.10.2023<br>Erschienen am: 01.11.2023<br>© 2012</p></footer>';
    expect(page('', '', footer).claimedDate?.iso).toBe('2023-11-01');
    expect(page('', '<p>Date: 2023-11-05</p>', footer).claimedDate?.iso).toBe('2023-11-05');
    const script = (...days: string[]) =>
      `<script>var data = [${days.map((day) => `{"published_at":"${day}T06:22:28+01:00"}`).join(',')}];</script>`;
    expect(page('', '', script('2019-03-02', '2019-03-02')).claimedDate?.iso).toBe(
      '2019-03-02T06:22:28+01:00',
    );
    // Two days tell of several things: which of them is the article's is not known.
    expect(page('', '', script('2019-03-02', '2019-03-04')).claimedDate).toBeNull();
  });
  it('reads a meta name that a site made up, and digits of other scripts', () => {
    expect(
      page('<meta property="photo:uploaded" content="2013-02-16T04:36:36-05:00">', '').claimedDate?.iso,
    ).toBe('2013-02-16T04:36:36-05:00');
    expect(page('', '<p>১৮ ফেব্রুয়ারি ২০২০</p>').claimedDate?.iso).toBe('2020-02-18');
    expect(page('', '<p>٢٠٢٠/٠٤/٢٤</p>').claimedDate?.iso).toBe('2020-04-24');
  });
  it("asks captions, quotations and sentences last, and takes no row of days for the article's", () => {
    const caption = '<figure><img src="a.jpg"><figcaption>The clock on May 8, 2022</figcaption></figure>';
    expect(page('', `${caption}<p>April 28, 2023</p>`).claimedDate?.iso).toBe('2023-04-28');
    const sentence =
      '<p class="intro">The clock of the harbor stopped on November 3, 2013, and nobody has seen its keeper since.</p>';
    expect(page('', `${sentence}<p>04:30, 3 Nov 2023</p>`).claimedDate?.iso).toBe('2023-11-03T04:30:00');
    const box =
      '<div class="infobox"><p>Since January 1, 2020 the keeper of the clock has been Ines Halloran, who lives beside the quay.</p></div>';
    expect(page('', `${box}<p class="date">19.11.2021</p>`).claimedDate?.iso).toBe('2021-11-19');
    const row = ['19', '20', '21'].map((day) => `<li><b>Part ${day}</b> ${day} June 2020</li>`).join('');
    expect(page('', `<ul>${row}</ul><p>22 June 2020</p>`).claimedDate?.iso).toBe('2020-06-22');
  });
  it('reads the line nearest above the headline, and the foot of the headline by whatever class', () => {
    const above = parse(
      pageOf(
        `<title>Clock</title><div>Printed on 11.02.2020</div><div>Menu</div><div>Sections</div><p>News of 23.01.2020</p><h1>Clock</h1><div class="content">${text}</div>`,
      ),
    );
    expect(above.claimedDate?.iso).toBe('2020-01-23');
    expect(page('', '<div class="footer">27.01.2020</div>').claimedDate?.iso).toBe('2020-01-27');
  });
  it('keeps a change apart whose label stands outside of the time element or runs into the number', () => {
    const outside = page(
      '',
      '<p>Updated: <time datetime="2025-03-02T10:00:00Z">2 March 2025</time></p><p>1 March 2025</p>',
    );
    expect(outside.claimedDate?.iso).toBe('2025-03-01');
    expect(outside.modifiedDate?.iso).toBe('2025-03-02T10:00:00Z');
    expect(page('', '<p>1 March 2025</p><p>Updated20:49, 5 March 2025</p>')).toMatchObject({
      claimedDate: { iso: '2025-03-01' },
      modifiedDate: { iso: '2025-03-05T20:49:00' },
    });
  });
  it('gives a day without its year that of the fetch, or the one before, where nothing else tells a day', () => {
    const fetched = (meta: string) =>
      parse(
        pageOf(`<title>Clock</title><h1>Clock</h1>${meta}<div class="content">${text}</div>`, {
          fetchedAt: '2025-02-10T12:00:00Z',
        }),
      ).claimedDate;
    expect(fetched('<p>28 января, 21:16</p>')).toMatchObject({
      iso: '2025-01-28T21:16:00',
      raw: '28 января, 21:16',
    });
    expect(fetched('<p>Dec 28, 9:16 pm</p>')?.iso).toBe('2024-12-28T21:16:00');
    expect(fetched('<p>Chapter 28 May</p>')).toBeNull();
  });
  it('takes a line of its own before a day in the headline', () => {
    const read = parse(
      pageOf(
        `<title>Clock</title><h1>Clock (2020/7/11)</h1><p>2020年07月12日</p><div class="content">${text}</div>`,
      ),
    );
    expect(read.claimedDate?.iso).toBe('2020-07-12');
  });
  it('passes over days and writers of teasers, above the headline and below it', () => {
    const teasers = `<div>${['Harbour', 'Museum', 'Railway']
      .map(
        (topic) =>
          `<div class="q"><a href="/${topic}"><b>${topic} plans are delayed for another year</b></a><p>By Morgan Quill</p><time datetime="2015-03-01">1 March 2015</time></div>`,
      )
      .join('')}</div>`;
    const html = (above: string, below: string) =>
      `<html><head><title>The old clock | Post</title></head><body>${above}<h1>The old clock</h1>${below}<p>By Jane Doe, 4 May 2024</p><div class="content">${text}<p>It stood still for nine long years, they say.</p></div></body></html>`;
    for (const page of [html(teasers, ''), html('', teasers)]) {
      const parsed = parse(pageOf(page));
      expect(parsed.claimedDate?.iso).toBe('2024-05-04');
      expect(parsed.authors).toEqual(['Jane Doe']);
    }
  });
});
