import type { DemoArticle, DemoCategory, ExpectedArticle } from './demo-article.ts';
import type { PortalPlan } from './plan-portals.ts';
import { type Republished, republished } from './republish.ts';
import { type SeededRandom, seededRandom } from './seeded-random.ts';
import type { DemoSite, Lists } from './templates/template.ts';
import { chineseStory } from './texts/chinese-story.ts';
import type { DemoStory } from './texts/demo-story.ts';
import { englishStory } from './texts/english-story.ts';
import { firstNames, lastHeads, lastTails } from './texts/english-words.ts';
import { seedStory } from './texts/seed-story.ts';

/** One portal's content. Articles are made when they are asked for, and the same each time. */
export type DemoPortal = {
  plan: PortalPlan;
  site: DemoSite;
  articles: number;
  article(index: number): DemoArticle;
  lists(article: DemoArticle): Lists;
  /** Articles of one page of a category's list, newest first, and how many pages there are. */
  listed(category: DemoCategory, page: number): { articles: DemoArticle[]; pages: number; total: number };
  expected(index: number): ExpectedArticle;
};

const firms = [
  'Quantitative Center',
  'Capital Academy',
  'Wealth Society',
  'Investment Guild',
  'Horizon Asset Management',
  'Signal Institute',
];
const papers = ['河口晚报', '江东日报', '岭北都市报', '海州商报', '山河资讯'];
const seeded = seedStory();
const partsMost = 3;

export function demoPortal(plan: PortalPlan, origin: string): DemoPortal {
  const { template, slots, seed } = plan;
  const site: DemoSite = { name: plan.name, brand: plan.brand, origin, zoneMinutes: plan.zoneMinutes };
  const pageSize = Math.min(25, Math.max(4, Math.ceil(slots.length / 12)));
  // Ranking and recommendation are the same on all pages of a portal, as on real ones.
  const common = seededRandom('common lists', seed, plan.index);
  const ranked = distinct(common, slots.length, 9);
  const recommended = distinct(common, slots.length, 9);

  function article(index: number): DemoArticle {
    const random = seededRandom('article', seed, plan.index, index);
    const story = storyOf(plan, index);
    const category = template.categories[index % template.categories.length] ?? template.categories[0];
    const number = template.firstNumber + index;
    const text = textOf(plan, index, story, random);
    const path = template.articlePath({ number, category, ...text });
    const parts = template.paged && index % 5 === 2 ? cutIntoParts(text.paragraphs) : [text.paragraphs];
    const reactions = {
      likes: random.int(0, 400),
      dislikes: random.int(0, 40),
      views: random.int(30, 48_000),
    };
    return {
      index,
      number,
      storyId: story.id,
      language: story.language,
      category,
      ...text,
      ...bylineOf(plan, text, story, random),
      firstPublishedAt: story.firstPublishedAt,
      ...reactions,
      ...(isSeedPage(plan, index) && { likes: 15, byline: null }),
      paths: [path, ...parts.slice(1).map((_, i) => template.partPath(path, i + 2))],
      parts,
    };
  }

  function lists(of: DemoArticle): Lists {
    const random = seededRandom('related', seed, plan.index, of.index);
    const others = (indexes: readonly number[], most: number) =>
      indexes
        .filter((index) => index !== of.index)
        .slice(0, most)
        .map(article);
    return {
      related: others(distinct(random, slots.length, 11), 10),
      ranking: others(ranked, 8),
      recommendation: others(recommended, 8),
    };
  }

  return {
    plan,
    site,
    articles: slots.length,
    article,
    lists,
    listed(category, page) {
      const step = template.categories.length;
      const first = template.categories.indexOf(category);
      const total = Math.max(0, Math.ceil((slots.length - first) / step));
      const pages = Math.max(1, Math.ceil(total / pageSize));
      const from = (page - 1) * pageSize;
      const places = Array.from(
        { length: Math.max(0, Math.min(pageSize, total - from)) },
        (_, i) => total - 1 - from - i,
      );
      return { articles: places.map((place) => article(first + place * step)), pages, total };
    },
    expected(index) {
      const made = article(index);
      const url = `${origin}${made.paths[0]}`;
      return {
        url,
        partUrls: made.paths.map((path) => `${origin}${path}`),
        siteName: plan.name,
        title: made.title,
        headline: made.headline,
        category: made.category.label,
        paragraphs: made.paragraphs,
        language: made.language,
        ...template.printed(site, made, lists(made)),
        storyId: made.storyId,
        relation: made.relation,
        firstPublishedAt: made.firstPublishedAt.toISOString(),
      };
    },
  };
}

/** The page in the samples is a copy; it stands on the first portal just as it was. */
function isSeedPage(plan: PortalPlan, index: number): boolean {
  return seeded !== null && plan.index === 0 && index === 0;
}

function storyOf(plan: PortalPlan, index: number): DemoStory {
  const shared = plan.slots[index] ?? -1;
  const { language } = plan.template;
  if (shared === 0 && language === 'en' && seeded) return seeded;
  const key = shared >= 0 ? `${language}-${shared}` : `${language}-p${plan.index}-${index}`;
  return language === 'en' ? englishStory(plan.seed, key) : chineseStory(plan.seed, key);
}

/** Clock of the portal as the UTC fields of a date. */
function textOf(plan: PortalPlan, index: number, story: DemoStory, random: SeededRandom): Republished {
  const faithful: Republished = {
    headline: story.title,
    title: story.title,
    paragraphs: story.paragraphs,
    relation: 'unique',
    postedAt: onClock(story.firstPublishedAt, plan),
  };
  if (isSeedPage(plan, index))
    return { ...faithful, relation: 'copy', postedAt: new Date('2025-04-16T12:47:42Z') };
  const carriers = plan.carriers.get(plan.slots[index] ?? -1);
  if (!carriers || carriers.count === 1) return faithful;
  if (carriers.first === plan.index) return { ...faithful, relation: 'original' };
  if (plan.template.honest) {
    const hoursLater = new Date(story.firstPublishedAt.getTime() + random.int(1, 20) * 3_600_000);
    return { ...faithful, relation: 'copy', postedAt: onClock(hoursLater, plan) };
  }
  return republished(story, plan.brand, random);
}

function onClock(at: Date, { zoneMinutes }: PortalPlan): Date {
  return new Date(at.getTime() + zoneMinutes * 60_000);
}

/** Who is said to have written it: the author, or with a copy often somebody invented. */
function bylineOf(
  plan: PortalPlan,
  { relation }: Republished,
  story: DemoStory,
  random: SeededRandom,
): { byline: string | null; source: string | null } {
  if (story.language === 'zh')
    return { byline: plan.template.honest ? story.author : null, source: random.pick(papers) };
  const firm = random.pick(firms);
  const person = `${random.pick(firstNames)} ${random.pick(lastHeads)}${random.pick(lastTails)}`;
  const invented = random.chance(0.7) ? `${person} ${firm}` : null;
  const copied = relation === 'copy' || relation === 'excerpt';
  return {
    byline: copied && !plan.template.honest ? invented : story.author,
    source: `${plan.name} ${firm}`,
  };
}

function cutIntoParts(paragraphs: readonly string[]): (readonly string[])[] {
  const perPart = Math.ceil(
    paragraphs.length / Math.min(partsMost, Math.max(1, Math.floor(paragraphs.length / 2))),
  );
  const parts: (readonly string[])[] = [];
  for (let i = 0; i < paragraphs.length; i += perPart) parts.push(paragraphs.slice(i, i + perPart));
  return parts;
}

function distinct(random: SeededRandom, below: number, most: number): number[] {
  const picked = new Set<number>();
  while (picked.size < Math.min(most, below)) picked.add(random.int(0, below - 1));
  return [...picked];
}
