import {
  escaped,
  isoMinute,
  linksTo,
  paged,
  type UnseenItem,
  type UnseenTemplate,
} from '../unseen-template.ts';

const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
const path = ({ index }: UnseenItem) => `/story.php?s=${40 + index}`;

/** Hand-made English site of the nineties: <font>, tables, <br>, unclosed tags, capital tag names, a 12-hour clock. */
export const englishFont: UnseenTemplate = {
  name: 'The Gullhaven Bugle',
  language: 'en',
  charset: 'utf-8',
  contentType: 'text/html; charset=utf-8',
  startPath: '/index.php',
  articlePath: path,
  articlePage: (site, item) =>
    frame(
      `The Gullhaven Bugle: ${item.title}`,
      `<TABLE WIDTH="100%"><TR><TD VALIGN="TOP"><FONT FACE="Georgia" SIZE="6">${escaped(item.title)}</FONT><BR>
<FONT SIZE="2"><I>filed by ${item.author}, ${clock(item.at)}</I></FONT><P>
<FONT FACE="Georgia" SIZE="3">${item.paragraphs.map(escaped).join('<BR><BR>\n')}</FONT>
<P><FONT SIZE="2">${item.likes} people found this useful</FONT>
<TD WIDTH="200" VALIGN="TOP" BGCOLOR="#DDEEFF"><FONT SIZE="2"><B>Also in this matter</B><BR>${items(site.related(item))}
<B>What everyone reads</B><BR>${items(site.popular)}
<B>We suggest</B><BR>${items(site.advised)}</FONT></TABLE>`,
    ),
  listPages: (site) =>
    paged(site.items, 5).map((from, i, pages) => ({
      path: i === 0 ? '/index.php' : `/index.php?from=${i * 5}`,
      text: frame(
        'The Gullhaven Bugle',
        `<CENTER><FONT SIZE="7">The Gullhaven Bugle</FONT></CENTER><DL>${from.map((item) => `<DT><A HREF="story.php?s=${40 + item.index}">${escaped(item.title)}</A><DD><FONT SIZE="2">${clock(item.at)}</FONT>`).join('\n')}</DL>
${i + 1 < pages.length ? `<A HREF="/index.php?from=${(i + 1) * 5}">older stories</A>` : ''}`,
      ),
    })),
  otherPages: () => [
    {
      path: '/ads.php',
      text: frame(
        'The Gullhaven Bugle: advertise',
        '<FONT SIZE="6">Advertise with us</FONT><P>A line costs two dollars. Bring it to the office before noon on any day but Sunday.',
      ),
    },
  ],
  machinePages: () => [],
  truth: (site, item) => ({
    authors: [item.author],
    claimedDate: { iso: isoMinute(item.at), precision: 'minute', zone: null },
    reactions: [],
    views: null,
    links: [
      ...linksTo(site, englishFont, 'related', site.related(item)),
      ...linksTo(site, englishFont, 'ranking', site.popular),
      ...linksTo(site, englishFont, 'recommendation', site.advised),
    ],
  }),
};

/** "May 3, 2023 at 2:05 p.m.". */
function clock(at: Date): string {
  const hours = at.getUTCHours();
  const minutes = String(at.getUTCMinutes()).padStart(2, '0');
  return `${months[at.getUTCMonth()]} ${at.getUTCDate()}, ${at.getUTCFullYear()} at ${hours % 12 || 12}:${minutes} ${hours < 12 ? 'a.m.' : 'p.m.'}`;
}

function items(list: readonly UnseenItem[]): string {
  return list.map((item) => `- <A HREF="${path(item)}">${escaped(item.title)}</A><BR>`).join('\n');
}

function frame(title: string, body: string): string {
  return `<HTML><HEAD><TITLE>${escaped(title)}</TITLE></HEAD><BODY BGCOLOR="#FFFFFF"><A HREF="/index.php">Front page</A> | <A HREF="/ads.php">Advertise</A><HR>${body}<HR><FONT SIZE="1">Best viewed with any browser</FONT></BODY></HTML>
`;
}
