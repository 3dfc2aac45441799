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
  hidden: 'sronly visuallyhidden screenreadertext screenreader elementinvisible assistivetext',
  embed: 'twittertweet instagrammedia tiktokembed fbpost redditembed blueskyembed tweet twitter instagram',
};

/** Every word with its bits, and every beginning of a word (0): what is not in here cannot become one. */
const bitsOf = new Map<string, number>();
for (const [name, list] of Object.entries(words)) {
  const bit = zone[name as keyof typeof zone];
  for (const word of list.split(' ')) {
    for (let i = 1; i < word.length; i++) {
      const beginning = word.slice(0, i);
      if (!bitsOf.has(beginning)) bitsOf.set(beginning, 0);
    }
    bitsOf.set(word, (bitsOf.get(word) ?? 0) | bit);
  }
}

/** The bits that a tag and a role give. */
export function zoneOfTag(name: string, role: string | undefined): number {
  const tag = byTag[name] ?? 0;
  return role === undefined ? tag : tag | (byRole[role] ?? 0);
}

/** Sites repeat their names from page to page. Few are kept: a name may hold on to the text of the page it was cut from. */
const maxKnown = 2_000;
const known = new Map<string, number>();

/** The bits that class and id give. */
export function zoneOfNames(names: string): number {
  const before = known.get(names);
  if (before !== undefined) return before;
  let bits = 0;
  const list = wordsOf(names);
  for (let i = 0; i < list.length; i++) {
    let word = '';
    for (let k = i; k < Math.min(i + 3, list.length); k++) {
      word += list[k];
      const found = bitsOf.get(word);
      if (found === undefined) break;
      bits |= found;
    }
  }
  if (known.size >= maxKnown) known.clear();
  known.set(names, bits);
  return bits;
}

const wordsKnown = new Map<string, readonly string[]>();

/** Names that say which theme, section or state a page is in, not what an element holds: "has-sidebar", "tag-…", "print:mt-0". */
const noHint =
  /^(?:.*:.*|(?:tag|tags|category|categories|has|with|without|no|non|not|is|js|post|postid|status|format|hentry|type|author|u|m|p|l)-\S*\d\S*|(?:tag|category|has|with|without|no|non|not|status|format|col|row|u|is)-\S*)$/;

/** "postContent_x7-lead" → post, content, x, lead. */
function wordsOf(names: string): string[] {
  const words: string[] = [];
  for (const name of names.split(/\s+/)) {
    let own = wordsKnown.get(name);
    if (own === undefined) {
      own = wordsOfName(name);
      if (wordsKnown.size >= maxKnown) wordsKnown.clear();
      wordsKnown.set(name, own);
    }
    for (const word of own) words.push(word);
  }
  return words;
}

function wordsOfName(name: string): string[] {
  if (/[-:]/.test(name) && noHint.test(name)) return [];
  if (!/^[\w-]*$/.test(name)) return wordsInAnyScript(name);
  const words: string[] = [];
  const lower = name.toLowerCase();
  let start = -1;
  for (let i = 0; i <= name.length; i++) {
    const code = name.charCodeAt(i);
    const isCapital = code >= 65 && code <= 90;
    const isLetter = isCapital || (code >= 97 && code <= 122);
    const endsWord = start >= 0 && (!isLetter || (isCapital && isLower(name.charCodeAt(i - 1))));
    if (endsWord) {
      words.push(lower.slice(start, i));
      start = -1;
    }
    if (isLetter && start < 0) start = i;
  }
  return words;
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
