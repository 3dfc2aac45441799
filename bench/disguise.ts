import { createHash } from 'node:crypto';
import { decodeText } from '../parsers/decode.ts';
import { withoutFacts } from './without-facts.ts';

/** Ways to make another publisher's page out of a known one: what it says stays, how it is built changes. */
export const disguises: Readonly<Record<string, (html: string) => string>> = {
  'no JSON-LD': (html) => html.replace(jsonLd, ''),
  'no OpenGraph': (html) =>
    html.replace(/<meta\b[^>]*(?:og|twitter|article|fb|parsely|sailthru|dc|dcterms)[:.-][^>]*>/gi, ''),
  'hashed names': (html) => html.replace(names, (_all, name, value) => ` ${name}="${hashed(value)}"`),
  'bare div': (html) =>
    html.replace(/<(\/?)(?:article|main|section|header|footer|nav|aside|figure|figcaption)\b/gi, '<$1div'),
  'div for p': (html) => html.replace(/<(\/?)p(?=[\s>])/gi, '<$1div'),
  wrapped: (html) =>
    html.replace(/<(p|h1)(?=[\s>])/gi, '<div><div><$1').replace(/<\/(p|h1)>/gi, '</$1></div></div>'),
  'cards before': (html) => html.replace(body, (tag) => `${tag}${cards}`),
  'cards after headline': (html) => html.replace(/<\/h1>/i, (tag) => `${tag}${cards}`),
  consent: (html) =>
    html.replace(body, (tag) => `${tag}${consent}`).replace(/<\/body>/i, (tag) => `${consent}${tag}`),
  'long menus': (html) =>
    html.replace(body, (tag) => `${tag}${menu}`).replace(/<\/body>/i, (tag) => `${menu}${tag}`),
  'other articles below': (html) => html.replace(/<\/body>/i, (tag) => `${cards}${tag}`),
};

const jsonLd = /<script[^>]*ld\+json[^>]*>[\s\S]*?<\/script>/gi;
const names = /\s(class|id)\s*=\s*("[^"]*"|'[^']*')/gi;
const body = /<body\b[^>]*>/i;

function hashed(value: string): string {
  return `x${createHash('md5').update(value).digest('hex').slice(0, 7)}`;
}

const topics = ['Harbour', 'Museum', 'Railway', 'Council', 'Orchard', 'Library'];
/** Six teasers of other articles, with all that an article has: headline, excerpt, day and writer. */
const cards = `<div class="q1">${topics
  .map(
    (topic, index) =>
      `<div class="q2"><a href="/other/${topic}-${index}"><h3>${topic} plans are delayed for another year</h3></a>` +
      `<p>The ${topic.toLowerCase()} will open later than it was announced, a spokesman said on Monday.</p>` +
      `<span>By Morgan Quillfeather</span> <time datetime="2015-03-0${index + 1}T08:00:00Z">${index + 1} March 2015</time></div>`,
  )
  .join('')}</div>`;
const consent = `<div class="q3"><p>We and our 842 partners store and access information on your device, such as cookies, and process personal data for ads and content that are made for you.</p><p>You can accept or refuse at any time. Some partners do not ask for your consent and rely on their legitimate interest.</p><a href="/privacy">Privacy policy</a> <button>Accept all</button> <button>Refuse</button></div>`;
const menu = `<div class="q4"><ul>${Array.from({ length: 250 }, (_, index) => `<li><a href="/section/${index}">Section ${index} of the house</a></li>`).join('')}</ul></div>`;

/** The page in a disguise, as bytes in UTF-8. */
export function disguise(bytes: Uint8Array, name: string): Uint8Array<ArrayBuffer> {
  if (name === 'no facts') return withoutFacts(Uint8Array.from(bytes));
  const change = disguises[name];
  if (!change)
    throw new RangeError(`no disguise ${name}; there are no facts, ${Object.keys(disguises).join(', ')}`);
  const html = decodeText(bytes, 'text/html').text;
  return Uint8Array.from(Buffer.from(`\ufeff${change(html)}`));
}
