import { paragraph, type Random, type Text } from '../stories-texts.ts';
import {
  below,
  between,
  type Change,
  eachSentence,
  isDense,
  joined,
  oneOf,
  paragraphsOf,
  sentencesOf,
  shuffled,
} from './kinds.ts';

const intro = {
  latin: [
    'Our editors bring you the stories that matter. Here is what we know so far about a matter that many readers have asked us to follow in the past days.',
    'This is a summary for our members. It was prepared by our desk with material from partners, and you can comment on it below the text.',
    'Good morning, dear readers! Today we have picked a story for you that is being talked about everywhere, from the office to the family table.',
  ],
  dense: [
    '本站编辑为您精选今日要闻，以下内容由本站整理，欢迎读者在文末留言讨论，也可关注我们的公众号获取更多资讯。',
    '当サイトの編集部が注目のニュースをまとめてお届けします。記事の最後にコメント欄がありますのでご利用ください。',
  ],
};
const outro = {
  latin: [
    'What do you think? Tell us in the comments, share this article with your friends and subscribe to our newsletter for more stories like this one every day.',
    'All rights reserved. The opinions in this text are those of the author and need not be those of this site. For corrections write to our desk.',
    'About us: we are an independent platform for news, analysis and opinion that reaches two million readers a month in eleven countries. Advertise with us.',
  ],
  dense: [
    '免责声明：本文仅代表作者个人观点，与本站无关。如有侵权请联系我们删除，转载请注明出处，更多精彩内容请下载客户端。',
    '本文由网友上传，版权归原作者所有，内容仅供参考，不构成任何投资建议。',
  ],
};
const ads = {
  latin: [
    'ADVERTISEMENT',
    'Read more: The ten best places to see this summer',
    'Click here to download our free app',
    'Story continues below',
    'SIGN UP for our daily briefing and never miss a story',
    'Also read >> What the experts do not tell you',
  ],
  dense: [
    '广告',
    '点击下载客户端，获取更多资讯',
    '相关阅读：今年夏天最值得去的十个地方',
    '【関連記事】この夏に行きたい場所',
  ],
};
const words = (text: string, kind: typeof intro | typeof ads) => (isDense(text) ? kind.dense : kind.latin);

const otherTitles = [
  'What you need to know today',
  'This changes everything, experts warn',
  'Nobody saw this coming',
  'The story everybody is talking about',
  'Five things that surprised us',
  'A closer look at the facts',
  '今日热点：你必须知道的事情',
  '注目のニュースまとめ',
  'Was heute wichtig ist',
];
const otherTitle = (next: Random) =>
  `${oneOf(otherTitles, next)}${next() < 0.5 ? ` ${below(99, next)}` : ''}`;

/** The first paragraphs, until they hold this share of the text. */
function opening({ body }: Text, share: number): string[] | null {
  const all = paragraphsOf(body);
  const kept: string[] = [];
  for (const part of all) {
    if (kept.length > 0 && joined([...kept, part]).length > body.length * share) break;
    kept.push(part);
  }
  return kept.length < all.length ? kept : null;
}
const longEnough = (body: string, least = 250) => body.length >= (isDense(body) ? least / 3 : least);

export const structuresToTune: Readonly<Record<string, Change>> = {
  'paragraphs in another order': (text, next) => ({
    ...text,
    body: joined(shuffled(paragraphsOf(text.body), next)),
  }),
  'one paragraph': (text) => ({ ...text, body: paragraphsOf(text.body).join(' ') }),
  'boilerplate before': (text, next) => ({
    ...text,
    body: joined([oneOf(words(text.body, intro), next), text.body]),
  }),
  'boilerplate behind': (text) => ({ ...text, body: joined([text.body, ...words(text.body, outro)]) }),
  'ads between sentences': (text, next) => ({
    ...text,
    body: eachSentence(text.body, (s) => (next() < 0.2 ? `${s} ${oneOf(words(text.body, ads), next)} ` : s)),
  }),
  'other title': (text, next) => ({ ...text, title: otherTitle(next) }),
  'opening of 40 %, other title': (text, next) => {
    const kept = opening(text, between(30, 45, next) / 100);
    return kept && longEnough(joined(kept)) ? { title: otherTitle(next), body: joined(kept) } : null;
  },
  'part from the middle': (text, next) => {
    const all = paragraphsOf(text.body);
    const length = Math.ceil(all.length * 0.4);
    const start = below(all.length - length + 1, next);
    const body = joined(all.slice(start, start + length));
    return all.length > 3 && longEnough(body) ? { ...text, body } : null;
  },
  'opening of 20 %': (text, next) => {
    const kept = opening(text, between(15, 25, next) / 100);
    return kept && longEnough(joined(kept)) ? { ...text, body: joined(kept) } : null;
  },
  'sentences dropped': (text, next) => ({
    ...text,
    body: eachSentence(text.body, (s, i) => (i > 0 && next() < 0.25 ? '' : s)),
  }),
  'sentences in another order': (text, next) => ({
    ...text,
    body: joined(paragraphsOf(text.body).map((p) => shuffled(sentencesOf(p), next).join(' '))),
  }),
  'cut at 500 signs': (text) => {
    const length = isDense(text.body) ? 200 : 500;
    return text.body.length > length * 1.3 && text.body.length < length * 12
      ? { ...text, body: `${text.body.slice(0, length)}… Read more` }
      : null;
  },
  'every third sentence': (text) => {
    const body = eachSentence(text.body, (s, i) => (i % 3 === 0 ? s : ''));
    return longEnough(body, 350) ? { ...text, body } : null;
  },
  'half of the sentences, other title': (text, next) => {
    const body = eachSentence(text.body, (s) => (next() < 0.5 ? s : ''));
    return longEnough(body, 400) ? { title: otherTitle(next), body } : null;
  },
  'newest first': (text) => ({ ...text, body: joined(paragraphsOf(text.body).reverse()) }),
};

export const structuresToReport: Readonly<Record<string, Change>> = {
  'a paragraph a sentence': (text) => ({
    ...text,
    body: joined(paragraphsOf(text.body).flatMap(sentencesOf)),
  }),
  'cut at 60 %, other title': (text, next) =>
    longEnough(text.body, 500)
      ? { title: otherTitle(next), body: text.body.slice(0, text.body.length * 0.6) }
      : null,
  'first paragraph': (text) => {
    const all = paragraphsOf(text.body);
    const [first = ''] = all;
    return all.length > 2 && longEnough(first, 200) && first.length * 10 > text.body.length
      ? { ...text, body: first }
      : null;
  },
  'live blog': (text, next) => ({
    ...text,
    body: joined([
      ...Array.from(
        { length: 4 },
        (_, i) => `${10 + i}:${below(50, next) + 10} — ${oneOf(words(text.body, intro), next)}`,
      ),
      text.body,
    ]),
  }),
  correction: (text, next) => ({
    ...text,
    body: joined([
      text.body,
      `Correction: an earlier version of this article gave a wrong figure of ${below(900, next)}.`,
    ]),
  }),
  'intro and outro, other title': (text, next) => ({
    title: otherTitle(next),
    body: joined([oneOf(words(text.body, intro), next), text.body, oneOf(words(text.body, outro), next)]),
  }),
  'comments behind': (text, next) => ({
    ...text,
    body: joined([
      text.body,
      'Comments',
      ...Array.from(
        { length: between(3, 8, next) },
        () =>
          `${oneOf(['Anna', 'Max', 'reader77', 'Wu', 'K.'], next)}: ${oneOf(['I do not agree with this at all, sorry.', 'Thank you for this text!', 'First!!!', 'Source?', 'This has been going on for years and nobody did anything.', '说得好'], next)}`,
      ),
    ]),
  }),
  'opening of 35 %, boilerplate around': (text, next) => {
    const kept = opening(text, 0.35);
    return kept && longEnough(joined(kept), 400)
      ? {
          ...text,
          body: joined([oneOf(words(text.body, intro), next), ...kept, oneOf(words(text.body, outro), next)]),
        }
      : null;
  },
  'said twice': (text) => ({ ...text, body: joined([text.body, text.body]) }),
  'every second paragraph': (text) => {
    const all = paragraphsOf(text.body);
    const body = joined(all.filter((_, i) => i % 2 === 0));
    return all.length > 3 && longEnough(body, 350) ? { ...text, body } : null;
  },
  'second half': (text) => {
    const all = paragraphsOf(text.body);
    const body = joined(all.slice(Math.floor(all.length / 2)));
    return all.length > 3 && longEnough(body, 400) ? { ...text, body } : null;
  },
  'cut at 30 %, other title': (text, next) =>
    longEnough(text.body, 900)
      ? { title: otherTitle(next), body: text.body.slice(0, text.body.length * 0.3) }
      : null,
  'bylines and dates between': (text, next) => ({
    ...text,
    body: joined(
      paragraphsOf(text.body).flatMap((p) =>
        next() < 0.4
          ? [
              `By Staff Reporter | 202${below(5, next)}-0${between(1, 9, next)}-1${below(10, next)} | ${below(999, next)} views`,
              p,
            ]
          : [p],
      ),
    ),
  }),
  'another story behind': (text, next) => ({
    ...text,
    body: joined([text.body, ...Array.from({ length: 5 }, () => paragraph(next))]),
  }),
  'numbered paragraphs': (text) => ({
    ...text,
    body: joined(paragraphsOf(text.body).map((p, i) => `${i + 1}. ${p}`)),
  }),
  'bullets of its sentences': (text, next) => ({
    ...text,
    body: joined([
      'Key points',
      ...shuffled(paragraphsOf(text.body).flatMap(sentencesOf), next)
        .slice(0, 8)
        .map((s) => `• ${s.trim()}`),
    ]),
  }),
};
