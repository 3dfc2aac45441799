/** What stands around a text, as bits: each is handed down from an element to all that lies in it. */
export const zone = {
  nav: 1,
  header: 2,
  footer: 4,
  aside: 8,
  caption: 16,
  form: 32,
  comments: 64,
  hidden: 128,
  heading: 256,
  listItem: 512,
  table: 1024,
  quote: 2048,
  article: 4096,
  /** Class or id speak of something beside the article: related, share, newsletter, advert … */
  beside: 8192,
  /** Class, id or itemprop speak of the article's text. */
  content: 16384,
  control: 32768,
  /** Class or id speak of a lead, a standfirst, a summary. */
  lead: 65536,
  byline: 131072,
  dateline: 262144,
  figure: 524288,
  titled: 1048576,
  vote: 2097152,
  crumb: 4194304,
  paging: 8388608,
  embed: 16777216,
} as const;

const byTag: Readonly<Record<string, number>> = {
  nav: zone.nav,
  header: zone.header,
  footer: zone.footer,
  aside: zone.aside,
  figcaption: zone.caption,
  caption: zone.caption,
  figure: zone.figure,
  form: zone.form,
  fieldset: zone.form,
  button: zone.control,
  label: zone.control,
  h1: zone.heading,
  h2: zone.heading,
  h3: zone.heading,
  h4: zone.heading,
  h5: zone.heading,
  h6: zone.heading,
  li: zone.listItem,
  dd: zone.listItem,
  dt: zone.listItem,
  table: zone.table,
  blockquote: zone.quote,
  q: zone.quote,
  article: zone.article,
  main: zone.article,
  menu: zone.nav,
};

const byRole: Readonly<Record<string, number>> = {
  navigation: zone.nav,
  banner: zone.header,
  contentinfo: zone.footer,
  complementary: zone.aside,
  search: zone.form,
  menu: zone.nav,
  menubar: zone.nav,
  dialog: zone.beside,
  alertdialog: zone.beside,
  button: zone.control,
  article: zone.article,
  main: zone.article,
};

/**
 * Words of class names and ids, by what they say. A name's words are compared alone and with the one or two that follow:
 * "related-links" and "relatedLinks" are both found as "relatedlinks".
 */
const words: Readonly<Record<string, string>> = {
  nav: 'nav navbar navi navigation menu submenu topnav subnav megamenu sitemap skiplink toolbar topbar hamburger drawer',
  footer:
    'footer foot colophon copyright copyrights siteinfo bottombar legal imprint pied pieddepage rodape fusszeile',
  aside: 'sidebar aside sider rail rightrail rightbar rightcol sidecol marginalia marginal',
  comments:
    'comments comment commentlist disqus respond discussion livefyre talkback replies kommentar kommentare comentarios commentaires readercomments readercomment coral hyvor utterances spotim openweb leserkommentare',
  caption:
    'captions caption figcaption credits credit photocredit imagecredit imgdesc imagedescription photoby copyrightimg bildunterschrift legende wpcaptiontext picturedesc cutline imagesource photographer imagemeta mediacaption captiontext',
  beside:
    'related relateds recommend recommended recommendation recommendations recirc recirculation share sharing shares shareaholic sharethis addthis addtoany sharedaddy social socials follow followus newsletter newsletters newsletterbox subscribe signup promo promos promotion advert adverts advertisement advertisements advertising ads ad adbox adslot adunit adsbygoogle anzeige sponsor sponsored sponsors taboola outbrain popup modal cookie cookies cookielawinfo cli onetrust usercentrics sourcepoint didomi cmp consent gdpr ticker trending popular mostread mostpopular ranking tagcloud tags taglist posttags keywords toc email tooltip login register authorbox authorbio aboutauthor bio authorinfo authorcard readmore moreon seealso alsoread upnext nextup nextarticle outbound yarpp jprelatedposts crprelated zergnet mgid revcontent carousel teasers teaserlist pagination pager paginator pagelinks disclaimer donate donation donations supportus rating ratings poll quiz survey screenreader feedback correctionform navigation infobox messagebox notification notifications affiliate linkbox linklist inlinelinks storylink readalso relatedlinks furtherreading tagged sharebar bylinesocial',
  content:
    'articlebody articlecontent articletext articlecopy articledetail articledetails articleinhalt articlemain articletxt articleinfos storybody storycontent storytext storycopy storydetail storydetails storyinhalt storymain storytxt storyinfos postbody postcontent posttext postcopy postdetail postdetails postinhalt postmain posttxt postinfos entrybody entrycontent entrytext entrycopy entrydetail entrydetails entryinhalt entrymain entrytxt entryinfos newsbody newscontent newstext newscopy newsdetail newsdetails newsinhalt newsmain newstxt newsinfos pagebody pagecontent pagetext pagecopy pagedetail pagedetails pageinhalt pagemain pagetxt pageinfos textbody textcontent texttext textcopy textdetail textdetails textinhalt textmain texttxt textinfos mainbody maincontent maintext maincopy maindetail maindetails maininhalt mainmain maintxt maininfos contentbody contentcontent contenttext contentcopy contentdetail contentdetails contentinhalt contentmain contenttxt contentinfos detailbody detailcontent detailtext detailcopy detaildetail detaildetails detailinhalt detailmain detailtxt detailinfos blogbody blogcontent blogtext blogcopy blogdetail blogdetails bloginhalt blogmain blogtxt bloginfos bodytext bodycopy richtext articleparagraph paragraph fliesstext fulltext content zoom rich text con story article arttext artbody rte wysiwyg prose articleparagraphs contents',
  lead: 'lead lede leadtext standfirst dek deck subtitle subheadline subheading subhead subhed subhl intro introtext introduction teaser summary perex chapo chapeau entradilla ingress manchet abstract excerpt description kickertext vorspann anleser bajada sumario sapo spoiler preamble tagline strapline articledesc catchline strap',
  byline:
    'author authors byline bylines writer writers contributor contributors autor autoren auteur auteurs autore autores journalist journalists reporter reporters redakteur firma signature firmante creator vcard authorname articleauthor postauthor by',
  dateline:
    'date dates datetime dateline time timestamp published publish publishdate pubdate posted postedon postdate entrydate articledate datum fecha updated timer publishedat publicationdate publication metadate created lastmodified modified issued articletime update',
  titled:
    'title headline articletitle entrytitle posttitle newstitle storytitle pagetitle heading hed headlines titel titulo titre titlenews ttl tit arttitle bigtitle',
  vote: 'digg diggit diggbox vote votes voting like likes zan dianzan praise thumb thumbs upvote reaction reactions mood emotion emotions newdigg fav favorite good bad emoji',
  crumb:
    'breadcrumb breadcrumbs crumb crumbs bread pathway weizhi dqwz mbx mianbaoxie topicpath path krümel brotkrumen sitepath',
  paging:
    'pagination pager paging pages pagelist pagelink pagenav paginator pagenavi pagenumbers fenye multipage epages showpage pagebar',
  hidden: 'sronly visuallyhidden screenreadertext screenreader elementinvisible assistivetext jammer',
  embed: 'twittertweet instagrammedia tiktokembed fbpost redditembed blueskyembed tweet twitter instagram',
};

/** The words as a tree of letters: a state is a beginning of a word, `next` leads on by a letter, `bitsAt` holds what a whole word says. */
const alphabet = 26;
const next: number[] = new Array<number>(alphabet).fill(0);
const bitsAt: number[] = [0];
/** Words with letters beyond a to z, compared as they are. */
const otherWords = new Map<string, number>();
for (const [name, list] of Object.entries(words)) {
  const bit = zone[name as keyof typeof zone];
  for (const word of list.split(' ')) {
    if (!/^[a-z]+$/.test(word)) {
      otherWords.set(word, (otherWords.get(word) ?? 0) | bit);
      continue;
    }
    let state = 0;
    for (let i = 0; i < word.length; i++) {
      const place = state * alphabet + word.charCodeAt(i) - 97;
      if (!next[place]) {
        next[place] = bitsAt.length;
        bitsAt.push(0);
        for (let k = 0; k < alphabet; k++) next.push(0);
      }
      state = next[place] ?? 0;
    }
    bitsAt[state] = (bitsAt[state] ?? 0) | bit;
  }
}
const leads = Int32Array.from(next);
const saidBy = Int32Array.from(bitsAt);

/** The bits that a tag and a role give. */
export function zoneOfTag(name: string, role: string | undefined): number {
  const tag = byTag[name] ?? 0;
  return role === undefined ? tag : tag | (byRole[role] ?? 0);
}

/** A word of a name and the one or two behind it are compared as one. */
const maxJoined = 3;
/** A page that gives an element hundreds of words says nothing with them. */
const maxWords = 256;
/** Where the words of the names that are read now begin and end. */
const starts = new Int32Array(maxWords);
const ends = new Int32Array(maxWords);

/** The bits that class and id give. Nothing is kept from one call to the next. */
export function zoneOfNames(names: string): number {
  let bits = 0;
  const count = findWords(names, (other) => {
    bits |= otherWords.get(other) ?? saidBy[follow(0, other, 0, other.length)] ?? 0;
  });
  for (let i = 0; i < count; i++) {
    let state = 0;
    for (let k = i; k < i + maxJoined && k < count; k++) {
      state = follow(state, names, starts[k] ?? 0, ends[k] ?? 0);
      if (state === 0) break;
      bits |= saidBy[state] ?? 0;
    }
  }
  return bits;
}

/** The state that the letters of a word lead to; 0 where no word begins like this. */
function follow(from: number, text: string, start: number, end: number): number {
  let state = from;
  for (let at = start; at < end; at++) {
    const letter = (text.charCodeAt(at) | 32) - 97;
    state = letter >= 0 && letter < alphabet ? (leads[state * alphabet + letter] ?? 0) : 0;
    if (state === 0) return 0;
  }
  return state;
}

/** Names that say which theme, section or state a page is in, not what an element holds: "has-sidebar", "tag-…", "print:mt-0". */
const noHint =
  /^(?:.*:.*|(?:tag|tags|category|categories|has|with|without|no|non|not|is|js|post|postid|status|format|hentry|type|author|u|m|p|l)-\S*\d\S*|(?:tag|category|has|with|without|no|non|not|status|format|col|row|u|is)-\S*)$/;

/**
 * Notes the words of class names: "postContent_x7-lead" → post, content, x, lead. Names in other letters are told as
 * words to `other`.
 *
 * @returns how many words `starts` and `ends` hold
 */
function findWords(names: string, other: (word: string) => void): number {
  let count = 0;
  let from = 0;
  while (from < names.length) {
    while (from < names.length && isSpace(names.charCodeAt(from))) from++;
    let to = from;
    let mayBeNoHint = false;
    let isAscii = true;
    for (; to < names.length; to++) {
      const code = names.charCodeAt(to);
      if (isSpace(code)) break;
      if (code === hyphen || code === colon) mayBeNoHint = true;
      if (code > 127) isAscii = false;
    }
    if (to > from && !(mayBeNoHint && noHint.test(names.slice(from, to)))) {
      if (isAscii) count = findPlainWords(names, from, to, count);
      else for (const word of wordsInAnyScript(names.slice(from, to))) other(word);
    }
    from = to;
  }
  return count;
}

const hyphen = 45;
const colon = 58;

/** So short on average are the words of a name that a tool made up: "kAdBgT". */
const madeUpLength = 2.5;

function findPlainWords(names: string, from: number, to: number, before: number): number {
  let count = before;
  let start = -1;
  /** Of the part between two hyphens or the like. */
  let firstOfPart = count;
  let letters = 0;
  let isMadeUp = false;
  for (let i = from; i <= to; i++) {
    const code = i < to ? names.charCodeAt(i) : 0;
    const isCapital = code >= 65 && code <= 90;
    const isLetter = isCapital || isLower(code);
    if (start >= 0 && (!isLetter || (isCapital && isLower(names.charCodeAt(i - 1))))) {
      if (count === maxWords) return count;
      starts[count] = start;
      ends[count] = i;
      count++;
      start = -1;
    }
    if (isLetter) {
      if (start < 0) start = i;
      letters++;
      // "xd42a1d9": letters behind digits are those of a hash, where "a" and "d" make no advert.
      if (i > from && isDigit(names.charCodeAt(i - 1))) isMadeUp = true;
    } else if (!isDigit(code)) {
      const words = count - firstOfPart;
      if (isMadeUp || (words > 2 && letters < words * madeUpLength)) count = firstOfPart;
      firstOfPart = count;
      letters = 0;
      isMadeUp = false;
    }
  }
  return count;
}

function isDigit(code: number): boolean {
  return code >= 48 && code <= 57;
}

function isSpace(code: number): boolean {
  return code === 32 || (code >= 9 && code <= 13) || code === 160 || code === 0x3000 || code === 0xfeff;
}

function isLower(code: number): boolean {
  return code >= 97 && code <= 122;
}

function wordsInAnyScript(name: string): string[] {
  return name
    .replace(/([a-z\d])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^\p{L}]+/u)
    .filter((word) => word !== '');
}
