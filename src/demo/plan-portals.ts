import { seededRandom } from './seeded-random.ts';
import { brandBar } from './templates/brand-bar.ts';
import { dedecms } from './templates/dedecms.ts';
import { empireChinese } from './templates/empire-chinese.ts';
import { empireEnglish } from './templates/empire-english.ts';
import { phpcms } from './templates/phpcms.ts';
import type { Template } from './templates/template.ts';
import { wordpress } from './templates/wordpress.ts';

export type PortalPlan = {
  seed: number;
  index: number;
  name: string;
  /** Pushed into titles and texts; null for honest portals and for some that copy. */
  brand: string | null;
  zoneMinutes: number;
  template: Template;
  /** The story of each article: a number that portals of one language share, or −1 for one of its own. */
  slots: Int32Array;
  carriers: Carriers;
};

/** Of each shared story: the portal that had it first, and how many have it. */
export type Carriers = ReadonlyMap<number, { first: number; count: number }>;

const templates = [empireEnglish, wordpress, dedecms, brandBar, empireChinese, phpcms] as const;
const sharedShare = 0.6;
/** Shared stories of a language, compared with what one portal carries of them. */
const poolFactor = 1.35;

const names = {
  en: [
    'AssetLink',
    'Coastline Wire',
    'Pelorus Exchange',
    'Tide Press',
    'QuayMarket',
    'Harrow Ledger',
    'Finquay',
    'Lanternbid',
    'Northfen Post',
    'Saltmarsh Review',
  ],
  zh: ['河口新闻网', '山河资讯', '青禾在线', '远山网', '北斗快报', '梅岭晚报网'],
} as const;
const brands = [
  'Lumitrade',
  'Quorvex',
  'Pelorus Exchange',
  'BlueReef Horizon',
  'Ravelcoin',
  'Northlamp',
  'Oxtrade',
];
const chineseBrands = ['青禾财富', '北斗优选', '远山学堂', '金湾智投'];

/** Who carries which story: numbers only, so that a demo of a million articles starts at once. */
export function planPortals(options: {
  seed: number;
  portals: number;
  articlesPerPortal: number;
}): PortalPlan[] {
  const { seed, portals, articlesPerPortal } = options;
  const counts = { en: 0, zh: 0 };
  const carriers = {
    en: new Map<number, { first: number; count: number }>(),
    zh: new Map<number, { first: number; count: number }>(),
  };
  const plans = Array.from({ length: portals }, (_, index) => {
    const template = templates[index % templates.length] ?? empireEnglish;
    const { language, honest } = template;
    const random = seededRandom('portal', seed, index);
    const turn = counts[language];
    counts[language] += 1;
    const list = names[language];
    const round = Math.floor(turn / list.length);
    return {
      seed,
      index,
      name: `${list[turn % list.length]}${round === 0 ? '' : ` ${round + 1}`}`,
      brand: honest ? null : random.pick(language === 'en' ? brands : chineseBrands),
      zoneMinutes: honest && language === 'en' ? random.pick([-300, 0, 60, 120]) : 480,
      template,
      slots: slotsOf(seed, index, articlesPerPortal),
      carriers: carriers[language],
    };
  });
  // Honest portals first: they had their stories before any copy.
  for (const { index, template, slots } of [...plans].sort(
    (a, b) => Number(b.template.honest) - Number(a.template.honest),
  )) {
    for (const story of slots) {
      if (story < 0) continue;
      const known = carriers[template.language].get(story);
      carriers[template.language].set(story, {
        first: known?.first ?? index,
        count: (known?.count ?? 0) + 1,
      });
    }
  }
  return plans;
}

/** Story 0 stands first on every portal, the others anywhere. */
function slotsOf(seed: number, portal: number, articles: number): Int32Array {
  const random = seededRandom('slots', seed, portal);
  const shared = Math.max(1, Math.round(articles * sharedShare));
  const pool = Array.from({ length: Math.ceil(shared * poolFactor) }, (_, i) => i + 1);
  const carried = random.shuffled(pool).slice(0, shared - 1);
  const own = Array.from({ length: articles - shared }, () => -1);
  return Int32Array.from([0, ...random.shuffled([...carried, ...own])]);
}
