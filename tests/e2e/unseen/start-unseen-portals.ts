import iconv from 'iconv-lite';
import type { PortalAnswer } from '../../../src/demo/portal-pages.ts';
import { seededRandom } from '../../../src/demo/seeded-random.ts';
import { type PortalVisit, type ServedPortal, servePortal } from '../../../src/demo/serve-portal.ts';
import { englishFont } from './portals/english-font.ts';
import { englishStatic } from './portals/english-static.ts';
import { germanPlain } from './portals/german-plain.ts';
import { japaneseCgi } from './portals/japanese-cgi.ts';
import { koreanIdxno } from './portals/korean-idxno.ts';
import { russianMicrodata } from './portals/russian-microdata.ts';
import { spanishGraph } from './portals/spanish-graph.ts';
import type {
  StaticPage,
  UnseenItem,
  UnseenLanguage,
  UnseenSite,
  UnseenTemplate,
  UnseenTruth,
} from './unseen-template.ts';
import { english } from './words/english.ts';
import { german } from './words/german.ts';
import { japanese } from './words/japanese.ts';
import { korean } from './words/korean.ts';
import type { LanguageWords } from './words/language-words.ts';
import { makeStory } from './words/make-story.ts';
import { russian } from './words/russian.ts';
import { spanish } from './words/spanish.ts';

export type UnseenArticle = UnseenTruth & {
  url: string;
  title: string;
  paragraphs: readonly string[];
  language: UnseenLanguage;
  /** Articles with one `storyId` have one text, on two portals. */
  storyId: string;
};

export type UnseenPortal = {
  name: string;
  origin: string;
  startUrl: string;
  articles: readonly UnseenArticle[];
  /** Lists and pages that are no article and must not be taken for one. */
  notArticles: readonly string[];
  /** Paths that robots.txt forbids although a page links to them. */
  forbidden: readonly string[];
  visits: readonly PortalVisit[];
};

export type UnseenPortals = {
  portals: readonly UnseenPortal[];
  readonly requests: ReadonlyMap<string, number>;
  close(): Promise<void>;
};

const templates: readonly UnseenTemplate[] = [
  japaneseCgi,
  koreanIdxno,
  russianMicrodata,
  spanishGraph,
  germanPlain,
  englishFont,
  englishStatic,
];
const words: Readonly<Record<UnseenLanguage, LanguageWords>> = {
  ja: japanese,
  ko: korean,
  ru: russian,
  es: spanish,
  de: german,
  en: english,
};
const forbidden: Readonly<Record<string, readonly string[]>> = {
  'Вести Заречья': ['/poisk?q='],
  'El Faro de Valdemora': ['/es/usuario/entrar'],
};

/**
 * Portals that no parser was written for: other languages, words, labels, charsets, addresses and layouts than the
 * samples and the demo. They are there to measure what is found on pages never seen before; parsers are not to be
 * fitted to them.
 *
 * @param options.articlesPerPortal at least 12
 */
export async function startUnseenPortals(
  options: { articlesPerPortal?: number; host?: string } = {},
): Promise<UnseenPortals> {
  const { articlesPerPortal = 14, host = '127.0.0.1' } = options;
  const served: ServedPortal[] = [];
  const portals: UnseenPortal[] = [];
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

/** The two English portals share every second story. */
function itemsOf({ name, language }: UnseenTemplate, count: number): UnseenItem[] {
  return Array.from({ length: count }, (_, index) => {
    const shared = language === 'en' && index % 2 === 0;
    const storyId = shared ? `en shared ${index}` : `${name} ${index}`;
    const random = seededRandom('unseen item', name, index);
    const delayDays = shared && name === englishStatic.name ? random.int(1, 300) : 0;
    const story = makeStory(words[language], storyId);
    return {
      index,
      storyId,
      ...story,
      at: new Date(story.at.getTime() + delayDays * 86_400_000),
      likes: random.int(2, 900),
      views: random.int(1_000, 90_000),
    };
  });
}

function siteOf(origin: string, items: readonly UnseenItem[]): UnseenSite {
  const at = (places: readonly number[]) => places.flatMap((place) => items.slice(place, place + 1));
  return {
    origin,
    items,
    related: ({ index }) => at([1, 2, 3].map((step) => (index + step) % items.length)),
    popular: at([2, 5, 7, 9]),
    advised: at([3, 8, 11]),
  };
}

function answersOf(template: UnseenTemplate, site: UnseenSite): (path: string) => PortalAnswer {
  const articles = site.items.map((item) => ({
    path: template.articlePath(item),
    text: template.articlePage(site, item),
  }));
  const pages: StaticPage[] = [
    ...template.listPages(site),
    ...articles,
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
  return (path) =>
    answers.get(path) ?? {
      status: 404,
      contentType: 'text/plain',
      body: Buffer.from('404'),
      lastModified: null,
      location: null,
    };
}

function described(template: UnseenTemplate, site: UnseenSite, visits: readonly PortalVisit[]): UnseenPortal {
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
    forbidden: forbidden[template.name] ?? [],
    visits,
  };
}
