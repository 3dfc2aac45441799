import { type CheerioAPI, load } from 'cheerio';
import type { ExpectedArticle } from '../../src/demo/demo-article.ts';

/** One way in which portals change their pages: it takes a page as it was and gives it as it is served then. */
export type LayoutChange = { name: string; apply(html: string, article: ExpectedArticle, n: number): string };

const plain = (text: string) => text.replace(/\s+/g, ' ').trim();

/** The smallest element that holds the text. */
function holder($: CheerioAPI, text: string) {
  const wanted = plain(text);
  const all = $('body *')
    .toArray()
    .filter(
      (element) =>
        !['script', 'style'].includes(element.tagName) && plain($(element).text()).includes(wanted),
    );
  const last = all.at(-1);
  return $(last ? [last] : []);
}

/** All small elements of the visible page that hold the text, and the head's meta elements and JSON-LD that do. */
function everywhere($: CheerioAPI, texts: readonly string[], change: (text: string) => string) {
  $('body *')
    .contents()
    .each((_, node) => {
      if (node.type !== 'text') return;
      if (texts.some((text) => text !== '' && plain(node.data).includes(plain(text))))
        node.data = change(node.data);
    });
}

const dateTexts = ({ claimedDate }: ExpectedArticle) => {
  const iso = claimedDate.iso ?? '';
  return [claimedDate.raw.replace(/^[^\d]*/, ''), iso.slice(0, 10), iso.slice(0, 10).replaceAll('-', '/')];
};
const withoutMeta = ($: CheerioAPI) =>
  $('meta[property], meta[name], meta[itemprop], script[type="application/ld+json"], time').each(
    (_, element) => {
      if (element.tagName !== 'time') $(element).remove();
      else $(element).removeAttr('datetime');
    },
  );

function without($: CheerioAPI, texts: readonly string[], put = '') {
  const patterns = texts.filter((text) => text.length >= 4);
  everywhere($, patterns, (data) => patterns.reduce((left, text) => left.replaceAll(text, put), plain(data)));
}

const changed = (
  name: string,
  change: ($: CheerioAPI, article: ExpectedArticle, n: number) => void,
): LayoutChange => ({
  name,
  apply(html, article, n) {
    const $ = load(html);
    change($, article, n);
    return $.html();
  },
});

function bodyOf($: CheerioAPI, { paragraphs }: ExpectedArticle) {
  return holder($, paragraphs[0]?.slice(0, 60) ?? '').parent();
}

/** Thirty kinds, each as portals do it. */
export const layoutChanges: readonly LayoutChange[] = [
  changed('the date is left out', ($, article) => {
    withoutMeta($);
    without($, dateTexts(article));
  }),
  changed('the date becomes a picture', ($, article) => {
    withoutMeta($);
    holder($, dateTexts(article)[0] ?? '').html('<img src="/date.png" alt="">');
    without($, dateTexts(article));
  }),
  changed('the date is put in by a script', ($, article) => {
    withoutMeta($);
    without($, dateTexts(article));
    holder($, article.title).after('<span class="when" id="pubtime"></span><script>when()</script>');
  }),
  changed('the date is told in words', ($, article) => {
    withoutMeta($);
    without($, dateTexts(article), 'some while ago');
  }),
  changed('one date for all pages: the day of the last change of the site', ($, article) => {
    withoutMeta($);
    without($, dateTexts(article), '2019-01-01 00:00:00');
  }),
  changed('the byline is left out', ($, { authors }) => {
    withoutMeta($);
    without($, authors);
  }),
  changed('the byline becomes a picture with a name behind it', ($, { authors }) => {
    withoutMeta($);
    for (const author of authors) holder($, author).html('<img src="/face.jpg" title="profile">');
  }),
  changed('the headline is left out, and the title names the site', ($, article) => {
    withoutMeta($);
    for (let n = 0; n < 4; n++) {
      const found = holder($, article.title);
      if (found.closest('a').length === 0) found.remove();
    }
    $('h1, h2.intitle').remove();
    $('title').text(article.siteName);
  }),
  changed('one headline for all pages', ($, article) => {
    withoutMeta($);
    without($, [article.title], 'News of the day from around the world');
    $('title').text('News of the day from around the world');
  }),
  changed('headlines are cut after twelve letters', ($, article) => {
    withoutMeta($);
    const short = `${article.title.slice(0, 12)}…`;
    without($, [article.title], short);
    $('title').text(short);
  }),
  changed('the text is left out', ($, article) => {
    withoutMeta($);
    bodyOf($, article).empty();
  }),
  changed('the text ends after the first sentences: a wall', ($, article) => {
    withoutMeta($);
    const first = article.paragraphs[0]?.slice(0, 90) ?? '';
    bodyOf($, article).html(
      `<p>${first}…</p><div class="wall"><a href="/subscribe">Subscribe to read on</a></div>`,
    );
  }),
  changed('the text is put in by a script', ($, article) => {
    withoutMeta($);
    bodyOf($, article).html('<div id="app"></div><script src="/app.js"></script>');
  }),
  changed('a consent wall stands instead of the page', ($) => {
    $('title').text('Before you go on');
    $('body').html(
      '<div id="consent"><h2>We value your privacy</h2><p>We and our 812 partners use cookies.</p><button>Accept</button></div>',
    );
  }),
  changed('an error page with status 200', ($) => {
    $('title').text('Error');
    $('body').html('<h1>Sorry</h1><p>This page is not available. Please try again later.</p>');
  }),
  changed('a login form instead of the page', ($) => {
    $('title').text('Sign in');
    $('body').html(
      '<form action="/login"><input name="user"><input name="password"><button>Sign in</button></form>',
    );
  }),
  changed('the same introduction opens every text', ($, article) => {
    withoutMeta($);
    const note =
      'You are reading the free edition of our daily service, brought to you by our partners since the year of its foundation.';
    bodyOf($, article).html(`<p>${note}</p><p>${note} Thank you for your visit to our pages.</p>`);
  }),
  changed('every page shows the text of one article', ($, article) => {
    withoutMeta($);
    const text =
      'The board of the harbour met on Monday and agreed to replace every lamp before the winter comes.';
    bodyOf($, article).html(`<p>${text}</p><p>${text} It will be paid for by a fund of its own.</p>`);
  }),
  changed('boxes with new names around everything', ($, article) => {
    const body = bodyOf($, article);
    body.wrap(
      '<main class="v2-story"><section class="v2-copy"><div class="v2-inner"></div></section></main>',
    );
    holder($, article.title).wrap('<header class="v2-head"><hgroup class="v2-heads"></hgroup></header>');
  }),
  changed('all classes are renamed', ($) => {
    $('body [class]').each((_, element) => {
      $(element).attr('class', `css-${(($(element).attr('class') ?? '').length * 7919).toString(36)}x`);
    });
    $('body [id]').removeAttr('id');
  }),
  changed('divs become tables', ($, article) => {
    const body = bodyOf($, article);
    body.replaceWith(`<table class="layout"><tr><td class="story">${body.html() ?? ''}</td></tr></table>`);
    const title = holder($, article.title);
    title.replaceWith(
      `<table class="top"><tr><td class="caption"><font size="5">${title.html() ?? ''}</font></td></tr></table>`,
    );
  }),
  changed('the section is left out', ($, article) => {
    withoutMeta($);
    $(`a:contains("${article.category}")`).remove();
    $('.breadcrumb, .intitle, .place, .crumbs, .position').remove();
    without($, [article.category]);
  }),
  changed('reactions are left out', ($) => {
    $('.diggit, .share, .digg, .reactions, [class*="digg"], [class*="like"]').remove();
  }),
  changed('view counts are left out', ($, { views }) => {
    if (views !== null) without($, [String(views)]);
    $('[class*="view"] b, [class*="click"], [class*="hits"], [id*="hits"]').remove();
  }),
  changed('the source is left out', ($, { source }) => {
    withoutMeta($);
    if (source) without($, [source]);
  }),
  changed('related links are left out', ($, { links }) => removeLists($, links, 'related')),
  changed('the ranking is left out', ($, { links }) => removeLists($, links, 'ranking')),
  changed('recommended links are left out', ($, { links }) => removeLists($, links, 'recommendation')),
  changed('the canonical address of every page is the front page', ($, { url }) => {
    $('link[rel="canonical"], meta[property="og:url"], script[type="application/ld+json"]').remove();
    $('head').append(`<link rel="canonical" href="${new URL('/', url).href}">`);
  }),
  changed('the pages are served in another language', ($, article) => {
    withoutMeta($);
    const other =
      article.language === 'zh'
        ? 'Der Rat der Stadt trat am Montag zusammen und beschloss, vor dem Winter alle Lampen zu ersetzen.'
        : '灯塔守护者周一同意在冬季之前更换所有灯具，并将由专门基金支付相关费用，渔民们曾要求推迟日期。';
    $('html').attr('lang', article.language === 'zh' ? 'de' : 'zh');
    bodyOf($, article).html(
      article.paragraphs.map((text, n) => `<p>${other}${text.length}${n}</p>`).join(''),
    );
  }),
];

function removeLists($: CheerioAPI, links: ExpectedArticle['links'], block: string) {
  for (const { text, url } of links.filter((link) => link.block === block)) {
    $('li, p, dd, tr, i').each((_, element) => {
      const anchor = $(element).find('a');
      const mine =
        anchor.length <= 2 && (anchor.text().includes(text) || url.endsWith(anchor.attr('href') ?? '#'));
      if (mine && anchor.length > 0) $(element).remove();
    });
  }
}
