import type { Drift, DriftSign, SignSide } from '../model/drift.ts';
import type { MarkName, PageSigns } from '../model/page-signs.ts';
import type { Doubt, DoubtSide, SiteWatch } from '../model/site-watch.ts';
import { type Evidence, markEvidence, measureEvidence, middle, usualShare } from './evidence.ts';
import { limits } from './limits.ts';
import { newWatch, noDoubt } from './new-watch.ts';
import { describeSign, holds } from './sign-words.ts';
import {
  isArticleShape,
  isKnownTemplate,
  isMark,
  learn,
  learnShape,
  type SignName,
  usualFor,
  wholeSite,
} from './usual-pages.ts';

/** How the reason of a held page begins. */
export const doubtPrefix = 'in doubt: ';

/** Null: the page is as usual. Else why it is held. */
export type Verdict = { reason: string; signs: SignSide[] } | null;

export type Judgement = {
  watch: SiteWatch;
  /** The open drift as it stands now; null: none. */
  drift: Drift | null;
  /** By URL. */
  verdicts: Map<string, Verdict>;
  /** URLs that were held for a doubt that has passed. */
  released: string[];
};

/**
 * Takes the pages of one site in the order in which they were read, and tells which are in doubt. Pure: the watch that is
 * given stays as it is. A page that was judged before (by its key) gets the verdict of then and counts no second time.
 *
 * @param known what was known of the site; null: nothing yet
 * @param open the drift that waits for a person; null: none
 * @param driftId names a drift by the page that it was told at
 */
export function judgePages(
  known: SiteWatch | null,
  open: Drift | null,
  pages: readonly PageSigns[],
  { site, at, driftId }: { site: string; at: string; driftId: (pageKey: string) => string },
): Judgement {
  const watch = known ? structuredClone(known) : newWatch(site);
  const judgement: Judgement = { watch, drift: open, verdicts: new Map(), released: [] };
  const judged: { page: PageSigns; unusual: readonly Unusual[] }[] = [];
  for (const page of pages) {
    const before = watch.verdicts.find(({ key }) => key === page.key);
    if (before) {
      const { reason, signs } = before;
      judgement.verdicts.set(page.url, reason === null ? null : { reason, signs });
      continue;
    }
    const { unusual, verdict } = judgePage(judgement, page, at, driftId);
    judged.push({ page, unusual });
    judgement.verdicts.set(page.url, verdict);
    judgement.released.push(...passedDoubts(watch));
  }
  letPass(judgement, judged);
  holdEarlier(judgement, judged);
  for (const { page } of judged) {
    const verdict = judgement.verdicts.get(page.url) ?? null;
    watch.verdicts.push({ key: page.key, reason: verdict?.reason ?? null, signs: verdict?.signs ?? [] });
  }
  watch.verdicts = watch.verdicts.slice(-limits.verdicts);
  return judgement;
}

type Unusual = SignSide & { by: number; sum: number };

/** A page whose doubt has passed in the batch that it came in is still before the store: it was never held. */
function letPass(judgement: Judgement, judged: readonly { page: PageSigns }[]): void {
  const here = new Set(judged.map(({ page }) => page.url));
  for (const url of judgement.released) if (here.has(url)) judgement.verdicts.set(url, null);
  judgement.released = judgement.released.filter((url) => !here.has(url));
}

/** What came first of a doubt is held with what came after it, where both are still before the store. */
function holdEarlier(
  { watch, verdicts }: Judgement,
  judged: readonly { page: PageSigns; unusual: readonly Unusual[] }[],
): void {
  const urls = judged.map(({ page }) => page.url);
  for (const [place, { page, unusual }] of judged.entries()) {
    if (verdicts.get(page.url)) continue;
    const signs = unusual.filter((one) => {
      if (!holds(one) || one.sign === 'volume') return false;
      const side = watch.doubts[one.sign]?.[one.side];
      if (!side || side.sum < limits.held || !side.since) return false;
      return urls.indexOf(side.since.url) <= place;
    });
    if (signs.length > 0) verdicts.set(page.url, hold(watch, page, signs));
  }
}

function hold(watch: SiteWatch, { url }: PageSigns, unusual: readonly Unusual[]): Verdict {
  const signs = unusual.map(({ sign, side }) => ({ sign, side }));
  watch.held.push({ url, signs });
  return { reason: `${doubtPrefix}${signs.map(describeSign).join(', ')}`, signs };
}

function judgePage(
  judgement: Judgement,
  page: PageSigns,
  at: string,
  driftId: (pageKey: string) => string,
): { unusual: Unusual[]; verdict: Verdict } {
  const { watch } = judgement;
  watch.pages += 1;
  const values = valuesOf(watch, page);
  learnShape(watch, page);
  if (page.kind === 'article') remember(watch, page);
  const unusual: Unusual[] = [];
  for (const [sign, value] of values) {
    const { fewer, more } = evidenceOf(watch, page.template, sign, value);
    const doubt = watch.doubts[sign] ?? noDoubt();
    doubt.pending.push({ template: page.template, value });
    for (const [side, by] of [
      ['fewer', fewer],
      ['more', more],
    ] as const) {
      if (by === null) continue;
      // A change that was told is not over because old articles still stand in their old layout.
      const isOld = page.again === true && doubt[side].told && by < 0;
      if (!isOld) add(doubt[side], by, { url: page.url, at });
      if (by > 0) unusual.push({ sign, side, by, sum: doubt[side].sum });
      if (!doubt[side].told && doubt[side].sum >= limits.told) {
        doubt[side].told = true;
        tell(judgement, signOf(watch, sign, side, doubt, at), doubt[side], at, driftId(page.key));
      }
    }
    settle(watch, sign, doubt);
  }
  closePassed(judgement, at);
  return { unusual, verdict: verdictOf(watch, page, unusual) };
}

/** The signs of a page that can be compared with those of others. */
function valuesOf(watch: SiteWatch, page: PageSigns): [SignName, number][] {
  const expected = isArticleShape(watch, page.shape);
  if (page.kind !== 'article') {
    const items = page.measures.items;
    return [
      ...(expected ? [['article', 0] as [SignName, number]] : []),
      ...(page.kind === 'list' && !expected && items !== undefined
        ? [['items', items] as [SignName, number]]
        : []),
    ];
  }
  const marks: Partial<Record<MarkName, boolean>> = {
    ...page.marks,
    language: page.language !== null && isUsualLanguage(watch, page.language),
    template: isKnownTemplate(watch, page.template),
    'own-address': isOwn(watch, page, 'address'),
    'own-title': isOwn(watch, page, 'title'),
    'own-opening': isOwn(watch, page, 'opening'),
    'own-date': isOwn(watch, page, 'date'),
  };
  if (!expected) delete marks.article;
  const numbers = Object.entries(page.measures).filter(([name]) => name !== 'items');
  return [
    ...Object.entries(marks).map(([sign, is]): [SignName, number] => [sign as MarkName, is ? 1 : 0]),
    ...numbers.map(([sign, value]): [SignName, number] => [sign as SignName, value]),
  ];
}

function evidenceOf(watch: SiteWatch, template: string, sign: SignName, value: number): Evidence {
  const usual = usualFor(watch, template);
  if (!usual) return { fewer: null, more: null };
  // A template knows only itself; whether templates are new is a question to the site.
  const whole = watch.usual[wholeSite] ?? usual;
  if (isMark(sign)) return markEvidence(sign, value > 0, sign === 'template' ? whole : usual);
  const own = measureEvidence(sign, value, usual);
  return own.fewer === null ? measureEvidence(sign, value, whole) : own;
}

function add(side: DoubtSide, by: number, page: { url: string; at: string }): void {
  const sum = Math.max(0, Math.min(2 * limits.told, side.sum + by));
  if (sum === 0) {
    Object.assign(side, { sum: 0, pages: 0, since: null });
    return;
  }
  side.since ??= page;
  side.pages += 1;
  side.sum = sum;
}

/** What a sign showed is learned when nothing speaks for a change any more, or has not for long enough. */
function settle(watch: SiteWatch, sign: SignName, doubt: Doubt): void {
  const { fewer, more } = doubt;
  for (const side of [fewer, more]) if (side.sum === 0) side.told = false;
  const quiet = fewer.sum === 0 && more.sum === 0;
  const told = fewer.told || more.told;
  const learned = quiet ? doubt.pending.length : Math.max(0, doubt.pending.length - limits.pendingMost);
  for (const { template, value } of doubt.pending.splice(0, learned)) {
    if (!told) learn(watch, template, sign, value);
  }
  if (quiet) delete watch.doubts[sign];
  else watch.doubts[sign] = doubt;
}

function signOf(
  watch: SiteWatch,
  sign: SignName,
  side: 'fewer' | 'more',
  doubt: Doubt,
  at: string,
): DriftSign {
  const seen = doubt.pending.slice(-doubt[side].pages).map(({ value }) => value);
  const usual = watch.usual[wholeSite];
  const counts = isMark(sign) ? usual?.marks[sign] : undefined;
  return {
    ...{ sign, side, at, after: Math.max(1, doubt[side].pages) },
    usual: isMark(sign) ? (counts ? usualShare(counts) : 0) : middle(usual?.measures[sign] ?? []),
    found: isMark(sign) ? seen.reduce((sum, one) => sum + one, 0) / Math.max(1, seen.length) : middle(seen),
  };
}

function tell(judgement: Judgement, sign: DriftSign, { since }: DoubtSide, at: string, id: string): void {
  const { watch, drift } = judgement;
  const severity = holds(sign) ? 'hold' : 'notice';
  if (drift) {
    const earlier = since !== null && since.at < drift.since;
    judgement.drift = {
      ...drift,
      ...(earlier ? { since: since.at, sinceUrl: since.url } : {}),
      severity: drift.severity === 'hold' ? 'hold' : severity,
      signs: [...drift.signs, sign],
    };
    return;
  }
  watch.driftId = id;
  judgement.drift = {
    ...{ id, site: watch.site, state: 'open', severity, openedAt: at, signs: [sign] },
    since: since?.at ?? at,
    sinceUrl: since?.url ?? null,
    ...{ decidedAt: null, decidedBy: null },
  };
}

/** A site that is as it was needs nobody; what was held stays held, since it was fetched while something was wrong. */
function closePassed(judgement: Judgement, at: string): void {
  const { watch, drift } = judgement;
  if (!drift || watch.volume.told) return;
  const told = Object.values(watch.doubts).some(({ fewer, more }) => fewer.told || more.told);
  if (told) return;
  judgement.drift = { ...drift, state: 'passed', decidedAt: at };
  watch.driftId = null;
}

function verdictOf(watch: SiteWatch, page: PageSigns, unusual: readonly Unusual[]): Verdict {
  const fresh = page.kind === 'article' && !isKnownTemplate(watch, page.template);
  const isNews = fresh && unusual.some(({ sign }) => sign === 'template');
  const signs = unusual.filter(
    (one) => holds(one) && (one.sum >= limits.held || (isNews && one.by >= limits.held / 2)),
  );
  return signs.length === 0 ? null : hold(watch, page, signs);
}

/** Held pages whose doubts are gone without having become a change. */
function passedDoubts(watch: SiteWatch): string[] {
  const isGone = ({ sign, side }: SignSide) =>
    sign === 'volume' || (watch.doubts[sign]?.[side].sum ?? 0) === 0;
  // Once a change was told, what was held before belongs to it.
  const isTold = ({ sign, side }: SignSide) => sign !== 'volume' && watch.doubts[sign]?.[side].told === true;
  const passed = watch.held.filter(({ signs }) => signs.every(isGone));
  watch.held = watch.held.filter(({ signs }) => !signs.every(isGone) && !signs.some(isTold));
  return watch.driftId === null ? passed.map(({ url }) => url) : [];
}

function isUsualLanguage({ languages }: SiteWatch, language: string): boolean {
  const all = Object.values(languages).reduce((sum, count) => sum + count, 0);
  return all < limits.leastValues || (languages[language] ?? 0) >= 0.05 * all;
}

function isOwn(watch: SiteWatch, { url, own }: PageSigns, what: 'address' | 'title' | 'opening' | 'date') {
  const mine = own[what];
  return mine === null || !watch.recent.some((one) => one.url !== url && one[what] === mine);
}

function remember(watch: SiteWatch, { url, own, language }: PageSigns): void {
  watch.recent = [...watch.recent, { url, ...own }].slice(-limits.recent);
  if (language !== null) watch.languages[language] = (watch.languages[language] ?? 0) + 1;
}
