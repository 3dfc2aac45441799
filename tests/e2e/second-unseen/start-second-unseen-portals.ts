import iconv from 'iconv-lite';
import type { PortalAnswer } from '../../../src/demo/portal-pages.ts';
import { seededRandom } from '../../../src/demo/seeded-random.ts';
import { type PortalVisit, type ServedPortal, servePortal } from '../../../src/demo/serve-portal.ts';
import { brazilianPortal } from './portals/brazilian-portal.ts';
import { chineseLocal } from './portals/chinese-local.ts';
import { englishBlog } from './portals/english-blog.ts';
import { englishPost } from './portals/english-post.ts';
import { englishPress } from './portals/english-press.ts';
import { frenchSpip } from './portals/french-spip.ts';
import { taiwanPress } from './portals/taiwan-press.ts';
import type {
  SecondItem,
  SecondLanguage,
  SecondSite,
  SecondTemplate,
  SecondTruth,
} from './second-template.ts';
import { makeSecondStory } from './texts/make-second-story.ts';

export type SecondArticle = SecondTruth & {
  url: string;
  title: string;
  paragraphs: readonly string[];
  language: SecondLanguage;
  storyId: string;
};

export type SecondPortal = {
  name: string;
  origin: string;
  startUrl: string;
  articles: readonly SecondArticle[];
  /** Lists and pages that are no article and must not be taken for one. */
  notArticles: readonly string[];
  /** Addresses that robots.txt forbids although pages link to them. */
  forbidden: readonly string[];
  visits: readonly PortalVisit[];
};

export type SecondPortals = {
  portals: readonly SecondPortal[];
  readonly requests: ReadonlyMap<string, number>;
  close(): Promise<void>;
};

const templates: readonly SecondTemplate[] = [
  englishPost,
  englishBlog,
  englishPress,
  chineseLocal,
  taiwanPress,
  frenchSpip,
  brazilianPortal,
];

/**
 * Another network of portals that no parser was written for: ordinary news systems in English, Chinese (both
 * scripts), French and Portuguese, with the labels and headings that such portals have.
 *
 * @param options.articlesPerPortal at least 12
 */
export async function startSecondUnseenPortals(
  options: { articlesPerPortal?: number; host?: string } = {},
): Promise<SecondPortals> {
  const { articlesPerPortal = 14, host = '127.0.0.1' } = options;
  const served: ServedPortal[] = [];
  const portals: SecondPortal[] = [];
  for (const template of templates) {
    const items = itemsOf(template, articlesPerPortal);
    const portal = await servePortal((origin) => answersOf(template, siteOf(origin, items)), {
      host,
      delayMs: () => 0,
    });
    served.push(portal);
    portals.push(described(template, siteOf(portal.origin, items), portal.visits));
  }
  return {
    portals,
    get requests() {
      const counts = new Map<string, number>();
      for (const { origin, visits } of portals)
        for (const { path } of visits) counts.set(origin + path, (counts.get(origin + path) ?? 0) + 1);
      return counts;
    },
    close: async () => {
      await Promise.all(served.map((portal) => portal.close()));
    },
  };
}

/** Newest first. The English portals share every fourth story. */
function itemsOf({ name, tongue }: SecondTemplate, count: number): SecondItem[] {
  const titles = new Set<string>();
  const random = seededRandom('second portal', name);
  let atMs = Date.UTC(2024, 9, random.int(1, 28), 9, 30, 12);
  return Array.from({ length: count }, (_, index) => {
    const shared = tongue === 'english' && index % 4 === 0;
    let storyId = shared ? `en shared ${index}` : `${name} ${index}`;
    while (titles.has(makeSecondStory(tongue, storyId).title)) storyId += ' again';
    const story = makeSecondStory(tongue, storyId);
    titles.add(story.title);
    atMs -= random.int(400, 4_000_000) * 1_000;
    return {
      index,
      storyId,
      ...story,
      authors: story.authors.slice(0, index % 5 === 2 ? 2 : 1),
      at: new Date(atMs),
      updatedAt: new Date(atMs + random.int(2_000, 90_000) * 1_000),
      likes: random.int(2, 900),
      dislikes: random.int(0, 40),
      views: random.int(1_000, 90_000),
    };
  });
}

function siteOf(origin: string, items: readonly SecondItem[]): SecondSite {
  const at = (places: readonly number[]) => places.flatMap((place) => items.slice(place, place + 1));
  return {
    origin,
    items,
    related: ({ index }) => at([1, 3, 4, 6, 7].map((step) => (index + step) % items.length)),
    ranking: at([2, 0, 5, 9, 7, 10, 4, 8]),
    recommended: at([3, 11, 1, 6]),
  };
}

function answersOf(template: SecondTemplate, site: SecondSite): (path: string) => PortalAnswer {
  const pages = [
    ...template.listPages(site),
    ...site.items.flatMap((item) => template.articlePages(site, item)),
    ...template.otherPages(site),
    ...template.machinePages(site),
  ];
  const answers = new Map(
    pages.map(({ path, text, contentType }) => [
      path,
      {
        status: 200,
        contentType: contentType ?? template.contentType,
        body: contentType ? Buffer.from(text) : iconv.encode(text, template.charset),
        lastModified: null,
        location: null,
      } satisfies PortalAnswer,
    ]),
  );
  const missing = { status: 404, contentType: 'text/plain', body: Buffer.from('404 Not Found') };
  return (path) => answers.get(path) ?? { ...missing, lastModified: null, location: null };
}

function described(template: SecondTemplate, site: SecondSite, visits: readonly PortalVisit[]): SecondPortal {
  const pages = [...template.listPages(site), ...template.otherPages(site)];
  return {
    name: template.name,
    origin: site.origin,
    startUrl: site.origin + template.startPath,
    articles: site.items.map((item) => ({
      url: site.origin + template.articlePath(item),
      title: item.title,
      paragraphs: item.paragraphs,
      language: template.language,
      storyId: item.storyId,
      ...template.truth(site, item),
    })),
    notArticles: pages.map(({ path }) => site.origin + path),
    forbidden: template.forbidden.map((path) => site.origin + path),
    visits,
  };
}
