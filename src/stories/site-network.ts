import { getDomain } from 'tldts';
import type { Article } from '../model/article.ts';
import { DisjointSets } from './disjoint-sets.ts';
import { median } from './median.ts';
import { type UrlScheme, urlSchemes } from './url-scheme.ts';

/** What the network needs to know of an article. */
export type NetworkArticle = Pick<
  Article,
  'site' | 'url' | 'title' | 'storyId' | 'relation' | 'template' | 'links' | 'reactions' | 'lagDays'
>;

export type NetworkSite = {
  site: string;
  articles: number;
  /** Share of its articles that are no copy, excerpt or revision of another's (0 … 1). */
  ownShare: number;
  medianLagDays: number | null;
  urlScheme: UrlScheme | null;
  /** Index of its group; sites that are joined to no other have one of their own. */
  group: number;
};

export type NetworkReason = {
  kind: 'stories' | 'sidebar' | 'trackers' | 'template' | 'labels' | 'url-scheme' | 'checksum' | 'domain';
  /** One sentence with the figures it rests on. */
  text: string;
  /** 0 … 1 */
  weight: number;
};

/** `a` before `b` in order of names; never on one reason alone. */
export type NetworkEdge = {
  a: string;
  b: string;
  weight: number;
  sharedStories: number;
  reasons: NetworkReason[];
};

export type SiteNetwork = { sites: NetworkSite[]; edges: NetworkEdge[] };

/** How far each sign speaks for one hand behind two sites. Estimates, measured on the demo portals: see docs/stories.md. */
const weights = {
  checksum: 0.6,
  trackers: 0.5,
  domain: 0.4,
  sidebar: 0.4,
  stories: 0.4,
  /** Of texts that one of the two has in time: customers of one agency share those. */
  promptStories: 0.15,
  template: 0.25,
  labels: 0.2,
  'url-scheme': 0.15,
  /** Labels or addresses alike under one template: they may have come with it. */
  withTemplate: 0.1,
};
/** A text that is dated so much later, or earlier, than its story began was not printed as news. */
const promptDays = 7;
/** From this weight on two sites are put into one group. */
const oneOperation = 0.5;
/** What more sites share than this tells nothing of any two of them. */
const mostSharing = 300;
const fewestShared = 3;

type Profile = {
  site: string;
  articles: NetworkArticle[];
  stories: Set<string>;
  /** Those of `stories` that it has in time. */
  prompt: Set<string>;
  /** Its titles, by story. */
  titles: ReadonlyMap<string, readonly string[]>;
  sidebar: Set<string>;
  templates: Set<string>;
  trackers: ReadonlySet<string>;
  labels: string;
  scheme: UrlScheme | null;
  domain: string | null;
};

/**
 * Which sites probably belong together, and why. Sites and edges come in order of names.
 *
 * @param trackers of each site the accounts named in its pages, as far as they were looked at
 */
export function siteNetwork(
  articles: Iterable<NetworkArticle>,
  trackers: ReadonlyMap<string, ReadonlySet<string>> = new Map(),
): SiteNetwork {
  const profiles = profilesOf(articles, trackers);
  const edges = pairsToCompare(profiles)
    .map(([a, b]) => edgeOf(a, b))
    .filter((edge) => edge !== null)
    .sort((x, y) => (x.a < y.a ? -1 : x.a > y.a ? 1 : x.b < y.b ? -1 : 1));
  const groups = groupsOf(profiles, edges);
  const sites = profiles.map(({ site, articles: own, scheme }, i) => ({
    site,
    articles: own.length,
    ownShare: rounded(
      own.filter(({ relation }) => relation === 'original' || relation === 'unique').length / own.length,
    ),
    medianLagDays: median(own.flatMap(({ lagDays }) => (lagDays === null ? [] : [lagDays]))),
    urlScheme: scheme,
    group: groups[i] ?? i,
  }));
  return { sites, edges };
}

function profilesOf(
  articles: Iterable<NetworkArticle>,
  trackers: ReadonlyMap<string, ReadonlySet<string>>,
): Profile[] {
  const bySite = new Map<string, NetworkArticle[]>();
  for (const article of articles) {
    const own = bySite.get(article.site);
    if (own) own.push(article);
    else bySite.set(article.site, [article]);
  }
  const inOrder = [...bySite].sort(([a], [b]) => (a < b ? -1 : 1));
  const schemes = schemesInCommon(inOrder.map(([, own]) => urlSchemes(own.map(({ url }) => url))));
  return inOrder.map(([site, own], i) => ({
    site,
    articles: own,
    stories: new Set(own.filter(({ relation }) => relation !== 'unique').map(({ storyId }) => storyId)),
    prompt: new Set(own.filter(isPrompt).map(({ storyId }) => storyId)),
    titles: titlesByStory(own),
    sidebar: new Set(
      own.flatMap(({ links }) => links.filter(isListed).map(({ text }) => text.toLowerCase())),
    ),
    templates: new Set(own.map(({ template }) => template).filter((template) => template !== '')),
    trackers: trackers.get(site) ?? new Set(),
    labels: [...new Set(own.flatMap(({ reactions }) => reactions.map(({ label }) => label)))]
      .sort()
      .join(' · '),
    scheme: schemes[i] ?? null,
    // Blogs under one roof (a.blogspot.com, b.blogspot.com) are run by as many hands.
    domain: getDomain(site, { allowPrivateDomains: true }),
  }));
}

/** Related, ranking and recommendation lists: one operator fills them from one stock. */
function isListed({ block }: NetworkArticle['links'][number]): boolean {
  return block !== 'navigation' && block !== 'inline';
}

/** Of the ways in which a site's addresses can be read the one whose sum most sites have; of equal ones the plainest. */
function schemesInCommon(readings: readonly (readonly UrlScheme[])[]): (UrlScheme | null)[] {
  const sites = new Map<number, number>();
  for (const { checksum } of readings.flat())
    if (checksum !== null) sites.set(checksum, (sites.get(checksum) ?? 0) + 1);
  const count = ({ checksum }: UrlScheme) => (checksum === null ? 0 : (sites.get(checksum) ?? 0));
  return readings.map((ways) => ways.toSorted((x, y) => count(y) - count(x))[0] ?? null);
}

function titlesByStory(articles: readonly NetworkArticle[]): Map<string, string[]> {
  const titles = new Map<string, string[]>();
  for (const { storyId, title } of articles) {
    if (title) titles.set(storyId, [...(titles.get(storyId) ?? []), title.toLowerCase()]);
  }
  return titles;
}

function isPrompt({ lagDays }: NetworkArticle): boolean {
  return lagDays !== null && Math.abs(lagDays) <= promptDays;
}

/** Every pair that shares anything that not all the world shares. */
function pairsToCompare(profiles: readonly Profile[]): [Profile, Profile][] {
  const holders = new Map<string, number[]>();
  profiles.forEach(({ stories, sidebar, templates, trackers, labels, scheme, domain }, i) => {
    const keys = [
      ...[...stories].map((story) => `story ${story}`),
      ...[...sidebar].map((title) => `title ${title}`),
      ...[...templates].map((template) => `template ${template}`),
      ...[...trackers].map((account) => `account ${account}`),
      `labels ${labels}`,
      `domain ${domain}`,
      ...(scheme ? [`scheme ${scheme.shape}`, `sum ${scheme.checksum}`] : []),
    ];
    for (const key of keys) holders.set(key, [...(holders.get(key) ?? []), i]);
  });
  const pairs = new Map<number, [Profile, Profile]>();
  for (const sharing of holders.values()) {
    if (sharing.length > mostSharing) continue;
    sharing.forEach((i, at) => {
      for (const j of sharing.slice(at + 1)) {
        const [a, b] = [profiles[i], profiles[j]];
        if (a && b) pairs.set(i * profiles.length + j, [a, b]);
      }
    });
  }
  return [...pairs.values()];
}

function common<T>(a: ReadonlySet<T>, b: ReadonlySet<T>): number {
  let count = 0;
  for (const each of a) if (b.has(each)) count++;
  return count;
}

function edgeOf(a: Profile, b: Profile): NetworkEdge | null {
  const stories = [...a.stories].filter((story) => b.stories.has(story));
  const reasons = [...storyReasons(stories, a, b), ...sidebarReasons(stories, a, b), ...equalReasons(a, b)];
  if (reasons.length < 2) return null;
  const doubt = reasons.reduce((product, { weight }) => product * (1 - weight), 1);
  return { a: a.site, b: b.site, weight: rounded(1 - doubt), sharedStories: stories.length, reasons };
}

function storyReasons(shared: readonly string[], a: Profile, b: Profile): NetworkReason[] {
  if (shared.length < fewestShared) return [];
  const least = Math.min(a.stories.size, b.stories.size);
  const prompt = shared.filter((story) => a.prompt.has(story) || b.prompt.has(story)).length;
  const strength = weights.stories * (shared.length - prompt) + weights.promptStories * prompt;
  const inTime = prompt > 0 ? `, ${prompt} of them told within ${promptDays} days by one of the two` : '';
  return [
    {
      kind: 'stories',
      text: `${shared.length} of ${least} stories that others tell too are common${inTime}`,
      weight: rounded(strength / least),
    },
  ];
}

/** Titles that both list. Those of stories that both tell say nothing new. */
function sidebarReasons(sharedStories: readonly string[], a: Profile, b: Profile): NetworkReason[] {
  const told = new Set(
    sharedStories.flatMap((story) => [...(a.titles.get(story) ?? []), ...(b.titles.get(story) ?? [])]),
  );
  const shared = [...a.sidebar].filter((title) => b.sidebar.has(title) && !told.has(title)).length;
  if (shared < fewestShared) return [];
  const least = Math.min(a.sidebar.size, b.sidebar.size);
  return [
    {
      kind: 'sidebar',
      text: `${shared} of ${least} titles in side lists are common`,
      weight: rounded((weights.sidebar * shared) / least),
    },
  ];
}

function equalReasons(a: Profile, b: Profile): NetworkReason[] {
  const reasons: NetworkReason[] = [];
  const put = (
    kind: 'trackers' | 'template' | 'labels' | 'url-scheme' | 'checksum' | 'domain',
    text: string,
    weight = weights[kind],
  ) => reasons.push({ kind, text, weight });
  const accounts = [...a.trackers].filter((account) => b.trackers.has(account));
  if (accounts.length > 0) put('trackers', `pages of both name the account ${accounts.join(', ')}`);
  const templates = common(a.templates, b.templates);
  if (templates > 0) put('template', `${templates} page template${templates > 1 ? 's are' : ' is'} the same`);
  const software = (kind: 'labels' | 'url-scheme') =>
    templates > 0 ? Math.min(weights.withTemplate, weights[kind]) : weights[kind];
  if (a.labels !== '' && a.labels === b.labels)
    put('labels', `the reaction labels are the same: ${a.labels}`, software('labels'));
  if (a.scheme && a.scheme.shape === b.scheme?.shape)
    put('url-scheme', `addresses are built alike: ${a.scheme.shape}`, software('url-scheme'));
  if (a.scheme?.checksum != null && a.scheme.checksum === b.scheme?.checksum) {
    put('checksum', `the numbers of every address add up to ${a.scheme.checksum} on both`);
  }
  if (a.domain && a.domain === b.domain) put('domain', `both are under ${a.domain}`);
  return reasons;
}

function groupsOf(profiles: readonly Profile[], edges: readonly NetworkEdge[]): number[] {
  const index = new Map(profiles.map(({ site }, i) => [site, i]));
  const sets = new DisjointSets(profiles.length);
  for (const { a, b, weight } of edges) {
    if (weight >= oneOperation) sets.join(index.get(a) ?? 0, index.get(b) ?? 0);
  }
  return profiles.map((_, i) => sets.root(i));
}

const rounded = (share: number) => Math.round(share * 100) / 100;
