import type { RepairRequest } from '../../parsers/templates/propose-repair.ts';
import { type ReleaseNeeds, releasePages } from '../../workers/release-pages.ts';
import type { Archive } from '../archive/archive.ts';
import { acceptedWatch, repairedWatch } from '../health/decide-drift.ts';
import { usualShare } from '../health/evidence.ts';
import {
  HealthDecisionError,
  type HealthDesk,
  type HeldChoice,
  type SiteCondition,
} from '../health/health-desk.ts';
import { limits } from '../health/limits.ts';
import { pageSigns } from '../health/page-signs.ts';
import { describeSign, tellSign } from '../health/sign-words.ts';
import { wholeSite } from '../health/usual-pages.ts';
import type { Drift, HeldPage, SignSide } from '../model/drift.ts';
import type { Page } from '../model/page.ts';
import { markNames } from '../model/page-signs.ts';
import type { ParsedArticle } from '../model/parsed-article.ts';
import type { SiteDefinition, SiteFields } from '../model/site-definition.ts';
import type { KnownValues, ProposedField, RepairProposal } from '../model/site-proposal.ts';
import type { SiteWatch } from '../model/site-watch.ts';
import type { ArticleStore } from '../store/article-store.ts';
import type { OperationStore } from '../store/operation-store.ts';

export type HealthDeskNeeds = ReleaseNeeds & {
  operations: OperationStore;
  store: Pick<ArticleStore, 'url' | 'settle' | 'article'>;
  archive: Pick<Archive, 'read'>;
  sites(): readonly SiteDefinition[];
  /** The site files were changed: from now on they hold. */
  rereadSites(): void;
  parse(page: Page): Promise<ParsedArticle>;
  propose(request: RepairRequest): Promise<RepairProposal[]>;
  /** The selectors in force without the broken ones, and the new ones, written into the site's file. */
  writeVersion(hosts: readonly [string, ...string[]], fields: SiteFields, since: string): string;
  remaining(hosts: readonly string[], fetchedAt: string, broken: readonly ProposedField[]): SiteFields;
};

const heldAtOnce = 500;
const samplePages = 12;
const triesMax = 20;

/** Which field's selector may mend a sign. */
const fieldOf: Partial<Record<SignSide['sign'], ProposedField>> = {
  ...{ title: 'title', 'own-title': 'title', 'title-length': 'title' },
  ...{ authors: 'authors', 'authors-length': 'authors' },
  ...{ date: 'date', 'own-date': 'date', 'date-age': 'date', time: 'date', zone: 'date' },
  ...{ category: 'category', views: 'views' },
  ...{ text: 'body', 'own-opening': 'body', 'text-length': 'body', paragraphs: 'body', article: 'body' },
};

export function healthDesk(needs: HealthDeskNeeds): HealthDesk {
  const { operations, now } = needs;
  const note = (who: string, action: string, subject: string, text: string | null) =>
    operations.note({ at: now().toISOString(), who, action, subject, note: text });

  return {
    async sites() {
      const held = new Map((await operations.heldBySite()).map((one) => [one.site, one]));
      const drifts = await operations.drifts({ state: 'open', limit: 10_000 });
      const watches = await operations.watches();
      return watches
        .map((watch) =>
          condition(watch, drifts.find(({ site }) => site === watch.site) ?? null, held.get(watch.site)),
        )
        .sort((a, b) => urgency(b) - urgency(a) || (a.site < b.site ? -1 : 1));
    },

    async detail(driftId) {
      const drift = await operations.drift(driftId);
      if (!drift) return null;
      const held = await allHeld({ driftId }, operations);
      const fields = brokenFields(drift);
      const sample = held.slice(0, samplePages);
      const proposals =
        drift.state === 'open' && sample.length >= 2 && fields.length > 0
          ? await needs.propose(await repairRequest(sample, fields, needs))
          : [];
      return { drift, held: held.length, signs: drift.signs.map(tellSign), proposals };
    },

    async approve(driftId, selectors, who) {
      const drift = await openDrift(driftId, operations);
      const chosen = Object.entries(selectors).filter(([, selector]) => selector !== undefined);
      if (chosen.length === 0) throw new HealthDecisionError('name at least one field with its selector');
      const held = await allHeld({ driftId }, operations);
      const hosts = hostsOf(drift, held);
      const broken = [...new Set([...brokenFields(drift), ...Object.keys(selectors)])] as ProposedField[];
      const kept = needs.remaining(hosts, drift.since, broken);
      const fields: SiteFields = { ...kept, ...Object.fromEntries(chosen) };
      const file = needs.writeVersion(hosts, fields, drift.since.slice(0, 10));
      needs.rereadSites();
      await decide(drift, 'repaired', repairedWatch, who, needs);
      const well: HeldPage[] = [];
      for (const page of held) if (await isWell(page, needs)) well.push(page);
      const released = await releasePages(well, `let through by ${who}: read by new selectors`, needs);
      const shown = chosen.map(([field, selector]) => `${field}: ${selector}`).join('; ');
      await note(who, 'health approve', driftId, `${drift.site}: ${shown}; ${released} pages run again`);
      return { file, released, stillHeld: held.length - well.length };
    },

    async accept(driftId, who) {
      const drift = await openDrift(driftId, operations);
      const held = await allHeld({ driftId }, operations);
      await decide(drift, 'accepted', acceptedWatch, who, needs);
      const released = await releasePages(held, `let through by ${who}: the change was accepted`, needs);
      await note(who, 'health accept', driftId, `${drift.site}; ${released} pages run again`);
      return { released };
    },

    async release(choice, who) {
      const held = await heldOrRefused(choice, operations);
      const released = await releasePages(held, `let through by ${who}`, needs);
      await note(who, 'quarantine release', subjectOf(choice), `${released} pages run again`);
      return { released };
    },

    async drop(choice, who) {
      const held = await heldOrRefused(choice, operations);
      await operations.letGo(held.map(({ url }) => url));
      await note(who, 'quarantine drop', subjectOf(choice), `${held.length} pages given up`);
      return { dropped: held.length };
    },
  };
}

function condition(
  watch: SiteWatch,
  drift: Drift | null,
  held: { pages: number; oldestAt: string } | undefined,
): SiteCondition {
  const whole = watch.usual[wholeSite];
  const learning = (whole?.pages ?? 0) < limits.learnPages;
  const doubts = Object.entries(watch.doubts).flatMap(([sign, { fewer, more }]) =>
    (['fewer', 'more'] as const)
      .filter((side) => (side === 'fewer' ? fewer : more).sum >= limits.held && drift === null)
      .map((side) => describeSign({ sign: sign as SignSide['sign'], side })),
  );
  const state = drift
    ? drift.severity === 'hold'
      ? 'changed'
      : 'new'
    : doubts.length > 0 || (held?.pages ?? 0) > 0
      ? 'doubt'
      : learning
        ? 'learning'
        : 'well';
  const shares = Object.entries(whole?.marks ?? {}).map(([mark, counts]) => [mark, usualShare(counts)]);
  return {
    ...{ site: watch.site, state, pages: watch.pages, drift, doubts },
    templates: Object.keys(watch.usual).filter((group) => group !== wholeSite).length,
    held: held?.pages ?? 0,
    heldSince: held?.oldestAt ?? null,
    usual: learning ? null : Object.fromEntries(shares),
  };
}

function urgency({ state }: SiteCondition): number {
  return ['learning', 'well', 'doubt', 'new', 'changed'].indexOf(state);
}

async function openDrift(id: string, operations: OperationStore): Promise<Drift> {
  const drift = await operations.drift(id);
  if (!drift)
    throw new HealthDecisionError(
      `there is no drift ${JSON.stringify(id)}; \`wellspring health list\` has them`,
    );
  if (drift.state !== 'open') {
    throw new HealthDecisionError(
      `drift ${id} is ${drift.state} already; what it held is in \`wellspring quarantine list\``,
    );
  }
  return drift;
}

async function allHeld(
  choice: { driftId: string } | { site: string },
  operations: OperationStore,
): Promise<HeldPage[]> {
  const pages: HeldPage[] = [];
  let cursor: string | null = null;
  do {
    const some: Awaited<ReturnType<OperationStore['held']>> = await operations.held({
      ...choice,
      limit: heldAtOnce,
      cursor,
    });
    pages.push(...some.pages);
    cursor = some.next;
  } while (cursor !== null);
  return pages;
}

async function heldOrRefused(choice: HeldChoice, operations: OperationStore): Promise<HeldPage[]> {
  if ('url' in choice) {
    const page = await operations.heldPage(choice.url);
    if (page) return [page];
  } else {
    const pages = await allHeld(choice, operations);
    if (pages.length > 0) return pages;
  }
  throw new HealthDecisionError(
    `nothing is held of ${subjectOf(choice)}; \`wellspring quarantine list\` shows what is`,
  );
}

function subjectOf(choice: HeldChoice): string {
  return 'url' in choice ? choice.url : 'site' in choice ? choice.site : choice.driftId;
}

function brokenFields(drift: Drift): ProposedField[] {
  const fields = drift.signs.map(({ sign }) => fieldOf[sign]).filter((field) => field !== undefined);
  return [...new Set(fields)];
}

function hostsOf(drift: Drift, held: readonly HeldPage[]): [string, ...string[]] {
  const [first = drift.sinceUrl, ...rest] = held.map(({ url }) => url);
  if (first === null) throw new HealthDecisionError(`drift ${drift.id} is of no page; accept it instead`);
  const own = new URL(first).host;
  return [own, ...new Set(rest.map((url) => new URL(url).host).filter((host) => host !== own))];
}

async function decide(
  drift: Drift,
  state: 'repaired' | 'accepted',
  change: (watch: SiteWatch) => SiteWatch,
  who: string,
  { operations, now }: HealthDeskNeeds,
): Promise<void> {
  for (let tries = 0; tries < triesMax; tries++) {
    const known = await operations.watch(drift.site);
    if (!known) return;
    const saved = await operations.saveWatch({
      watch: change(known.watch),
      expectedVersion: known.version,
      // As it stands now: more signs may have come in since it was read.
      drift: { ...(known.drift ?? drift), state, decidedAt: now().toISOString(), decidedBy: who },
      ...{ held: [], released: [] },
    });
    if (saved) return;
  }
  throw new HealthDecisionError(
    `the pages of ${drift.site} come in too fast to decide; pause it and try again`,
  );
}

async function repairRequest(
  sample: readonly HeldPage[],
  fields: readonly ProposedField[],
  { archive, store, sites }: HealthDeskNeeds,
): Promise<RepairRequest> {
  const pages: Page[] = [];
  const known: (KnownValues | null)[] = [];
  for (const { url, snapshot } of sample) {
    pages.push(await archive.read(snapshot));
    const id = (await store.url(url))?.articleId;
    const article = id ? await store.article(id) : null;
    known.push(
      article && {
        ...(article.title === null ? {} : { title: article.title }),
        ...(article.authors.length === 0 ? {} : { authors: article.authors }),
        ...(article.claimedDate?.iso ? { date: article.claimedDate.iso } : {}),
        ...(article.category === null ? {} : { category: article.category }),
        ...(article.paragraphs[0] === undefined ? {} : { body: article.paragraphs[0].slice(0, 80) }),
      },
    );
  }
  const host = pages[0] ? new URL(pages[0].finalUrl).host : '';
  const site = sites().find(({ hosts }) => hosts.includes(host)) ?? null;
  return { pages, known, site, fields };
}

const marks: ReadonlySet<string> = new Set(markNames);

/** Whether what a page was held for is there now. Of measures, one page alone cannot say. */
async function isWell({ snapshot, signs }: HeldPage, { archive, parse }: HealthDeskNeeds): Promise<boolean> {
  const page = await archive.read(snapshot);
  let parsed: ParsedArticle;
  try {
    parsed = await parse(page);
  } catch {
    // Refused by the parsers: it stays where a person can look at it.
    return false;
  }
  const found = pageSigns(parsed, page.fetchedAt, (text) => text).marks;
  return signs.every(({ sign, side }) => {
    if (!marks.has(sign) || side === 'more') return true;
    return Reflect.get(found, sign) !== false;
  });
}
