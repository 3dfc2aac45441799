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

// Words of class names and ids. They are matched as parts between "-", "_", digits and changes of case.
const words: readonly (readonly [number, RegExp])[] = [
  [
    zone.nav,
    /(?:^| )(?:nav|navbar|navi|navigation|menu|submenu|topnav|subnav|megamenu|sitemap|skip ?link|toolbar|topbar|hamburger|drawer)(?: |$)/,
  ],
  [
    zone.footer,
    /(?:^| )(?:footer|foot|colophon|copyright|copyrights|site ?info|bottom ?bar|legal|imprint)(?: |$)/,
  ],
  [
    zone.aside,
    /(?:^| )(?:sidebar|side ?bar|aside|sider|rail|right ?rail|rightbar|rightcol|right ?col|side ?col|sidecol|marginalia|marginal)(?: |$)/,
  ],
  [
    zone.comments,
    /(?:^| )(?:comments?|commentlist|comment ?list|disqus|respond|discussion|livefyre|talkback|replies|kommentare?|comentarios|commentaires|reader ?comments?|coral|hyvor|utterances|spot ?im|openweb|leserkommentare)(?: |$)/,
  ],
  [
    zone.caption,
    /(?:^| )(?:captions?|figcaption|credits?|photo ?credit|image ?credit|img ?desc|image ?description|photo ?by|copyright ?img|bildunterschrift|legende|wp ?caption ?text|picture ?desc|cutline|image ?source|photographer|image ?meta|media ?caption|caption ?text)(?: |$)/,
  ],
  [
    zone.beside,
    /(?:^| )(?:related|relateds|recommend|recommended|recommendation|recommendations|recirc|recirculation|share|sharing|shares|shareaholic|sharethis|addthis|addtoany|sharedaddy|social|socials|follow|followus|newsletter|newsletters|newsletterbox|subscribe|subscription|signup|sign ?up|promo|promos|promotion|advert|adverts|advertisement|advertisements|advertising|ads|ad|adbox|adslot|adunit|adsbygoogle|anzeige|sponsor|sponsored|sponsors|taboola|outbrain|popup|modal|cookie|cookies|cookielawinfo|cli|onetrust|usercentrics|sourcepoint|didomi|cmp|consent|gdpr|ticker|trending|popular|mostread|most ?read|most ?popular|ranking|tagcloud|tags|taglist|tag ?list|post ?tags|keywords|toc|email|tooltip|login|register|authorbox|author ?bio|author ?box|about ?author|bio|author ?info|author ?card|read ?more|readmore|more ?on|see ?also|also ?read|up ?next|next ?up|next ?article|outbound|yarpp|jp ?relatedposts|crp ?related|zergnet|mgid|revcontent|carousel|teasers|teaserlist|teaser ?list|pagination|pager|paginator|pagelinks|page ?links|disclaimer|donate|donation|donations|support ?us|rating|ratings|poll|quiz|survey|screen ?reader|feedback|correction ?form|navigation|infobox|messagebox|notification|notifications|affiliate|linkbox|link ?list|linklist|inline ?links|storylink|read ?also|related ?links|further ?reading|tagged|share ?bar|byline ?social)(?: |$)/,
  ],
  [
    zone.content,
    /(?:^| )(?:(?:article|story|post|entry|news|page|text|main|content|detail|blog) ?(?:body|content|text|copy|detail|details|inhalt|main|txt|infos)|articlebody|storybody|entry ?content|post ?content|bodytext|body ?text|body ?copy|richtext|rich ?text|article ?paragraphs?|paragraphs?|newstext|fliesstext|fulltext|full ?text|contents?|zoom|rich|text|con|story|article|arttext|art ?body|textcontent|rte|wysiwyg|prose)(?: |$)/,
  ],
  [
    zone.lead,
    /(?:^| )(?:lead|lede|leadtext|lead ?text|standfirst|stand ?first|dek|deck|subtitle|sub ?title|subheadline|sub ?headline|sub ?heading|subhead|subhed|subhl|intro|introtext|introduction|teaser|summary|perex|chapo|chapeau|entradilla|ingress|manchet|abstract|excerpt|description|kicker ?text|vorspann|anleser|bajada|sumario|sapo|spoiler|preamble|tagline|strapline|article ?desc|catchline|strap)(?: |$)/,
  ],
  [
    zone.byline,
    /(?:^| )(?:author|authors|byline|bylines|by ?line|writer|writers|contributor|contributors|autor|autoren|auteur|auteurs|autore|autores|journalist|journalists|reporter|reporters|redakteur|firma|signature|firmante|creator|vcard|author ?name|authorname|article ?author|post ?author|by)(?: |$)/,
  ],
  [
    zone.dateline,
    /(?:^| )(?:date|dates|datetime|date ?time|dateline|time|timestamp|published|publish|publish ?date|publishdate|pubdate|pub ?date|posted|posted ?on|post ?date|postdate|entry ?date|article ?date|datum|fecha|updated|timer|published ?at|publication ?date|publication|meta ?date|created|last ?modified|modified|issued|article ?time|update)(?: |$)/,
  ],
  [
    zone.titled,
    /(?:^| )(?:title|headline|article ?title|articletitle|entry ?title|post ?title|news ?title|story ?title|page ?title|heading|hed|headlines|titel|titulo|titre|title ?news|ttl|tit|arttitle|bigtitle)(?: |$)/,
  ],
  [
    zone.vote,
    /(?:^| )(?:digg|diggit|diggbox|vote|votes|voting|like|likes|zan|dianzan|praise|thumb|thumbs|upvote|reaction|reactions|mood|emotion|emotions|newdigg|fav|favorite|good|bad|emoji)(?: |$)/,
  ],
  [
    zone.crumb,
    /(?:^| )(?:breadcrumb|breadcrumbs|crumb|crumbs|bread|pathway|weizhi|dqwz|mbx|mianbaoxie|topicpath|path|krümel|brotkrumen|site ?path)(?: |$)/,
  ],
  [
    zone.paging,
    /(?:^| )(?:pagination|pager|paging|pages|pagelist|page ?list|pagelink|page ?link|page ?nav|paginator|pagenavi|page ?numbers|fenye|multipage|epages|showpage|page ?bar|pagebar)(?: |$)/,
  ],
  [
    zone.hidden,
    /(?:^| )(?:sr ?only|visually ?hidden|screen ?reader ?text|screenreader|element ?invisible|assistive ?text)(?: |$)/,
  ],
  [
    zone.embed,
    /(?:^| )(?:twitter ?tweet|instagram ?media|tiktok ?embed|fb ?post|reddit ?embed|bluesky ?embed|tweet|twitter|instagram)(?: |$)/,
  ],
];

/** The bits that a tag and a role give. */
export function zoneOfTag(name: string, role: string | undefined): number {
  const tag = byTag[name] ?? 0;
  return role === undefined ? tag : tag | (byRole[role] ?? 0);
}

/** Sites repeat their names from page to page: what was read once is kept, up to so many. */
const maxKnown = 20_000;
const known = new Map<string, number>();

/** The bits that class and id give. */
export function zoneOfNames(names: string): number {
  const before = known.get(names);
  if (before !== undefined) return before;
  let bits = 0;
  const plain = ` ${wordsOf(names)} `;
  for (const [bit, pattern] of words) if (pattern.test(plain)) bits |= bit;
  if (known.size >= maxKnown) known.clear();
  known.set(names, bits);
  return bits;
}

/** Names that say which theme, section or state a page is in, not what an element holds: "has-sidebar", "tag-…", "print:mt-0". */
const noHint =
  /(?:^| )(?:\S*:\S*|(?:tag|tags|category|categories|has|with|without|no|non|not|is|js|post|postid|status|format|hentry|type|author|u|m|p|l)-\S*\d\S*|(?:tag|category|has|with|without|no|non|not|status|format|col|row|u|is)-\S*)(?= |$)/g;

/** "postContent_x7-lead" → "post content x lead"; a two-word pattern may be written with or without the space. */
function wordsOf(names: string): string {
  return names
    .replace(/\s+/g, ' ')
    .replace(noHint, '')
    .replace(/([a-z\d])([A-Z])/g, '$1 $2')
    .replace(/[^\p{L}]+/gu, ' ')
    .toLowerCase();
}
