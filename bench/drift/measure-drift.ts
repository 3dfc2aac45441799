import { isDeepStrictEqual } from 'node:util';
import { judgePages } from '../../src/health/judge-pages.ts';
import type { Drift } from '../../src/model/drift.ts';
import type { PageSigns } from '../../src/model/page-signs.ts';
import type { ParsedArticle } from '../../src/model/parsed-article.ts';
import type { SiteWatch } from '../../src/model/site-watch.ts';
import { type DriftingPortal, signsOf } from './drifting-portal.ts';
import type { LayoutChange } from './layout-changes.ts';

/** What became of one change on one portal. */
export type Found = {
  change: string;
  portal: string;
  /** Pages until it was told; null: not within `longest`. */
  delay: number | null;
  /** Pages of the change that were let through before, and those of them that lack or misread a field. */
  through: number;
  spoiltThrough: number;
  severity: Drift['severity'] | null;
  /** Share of the changed pages (0–1) that are read otherwise than before in any field that is looked at. */
  affected: number;
};

export type Usual = { watch: SiteWatch | null; alarms: Drift[]; held: number; pages: number };

export const longest = 20;
const at = '2026-03-01T12:00:00.000Z';

function judge(
  portal: DriftingPortal,
  known: { watch: SiteWatch | null; drift: Drift | null },
  signs: PageSigns[],
) {
  const open = known.drift?.state === 'open' ? known.drift : null;
  return judgePages(known.watch, open, signs, { site: portal.host, at, driftId: (key) => `drift-${key}` });
}

/** Pages as they always were; every drift in them is a false alarm. */
export function usualPages(portal: DriftingPortal, pages: number): Usual {
  const alarms: Drift[] = [];
  let known: { watch: SiteWatch | null; drift: Drift | null } = { watch: null, drift: null };
  let held = 0;
  for (let n = 0; n < pages; n++) {
    const judged = judge(portal, known, [signsOf(portal.page(n)).signs]);
    for (const verdict of judged.verdicts.values()) if (verdict) held += 1;
    if (judged.drift && judged.drift.id !== known.drift?.id) alarms.push(judged.drift);
    known = judged;
  }
  return { watch: known.watch, alarms, held, pages };
}

/** The same portal after the change, from page `from` on. */
export function changedPages(
  portal: DriftingPortal,
  usual: Usual,
  change: LayoutChange,
  from: number,
): Found {
  let known: { watch: SiteWatch | null; drift: Drift | null } = { watch: usual.watch, drift: null };
  const found: Found = {
    ...{ change: change.name, portal: portal.name, delay: null, through: 0, spoiltThrough: 0 },
    ...{ severity: null, affected: 0 },
  };
  let spoilt = 0;
  let pages = 0;
  for (; pages < longest && found.delay === null; pages++) {
    const before = unchanged(portal, from + pages);
    const now = signsOf(portal.page(from + pages, change));
    const isSpoilt = !sameFields(before, now.parsed);
    if (isSpoilt) spoilt += 1;
    known = judge(portal, known, [now.signs]);
    const verdict =
      'verdicts' in known && known.verdicts instanceof Map ? known.verdicts.get(now.signs.url) : null;
    if (!verdict && now.parsed.kind === 'article') {
      found.through += 1;
      if (isSpoilt) found.spoiltThrough += 1;
    }
    if (known.drift?.state === 'open') {
      found.delay = pages + 1;
      found.severity = known.drift.severity;
    }
  }
  return { ...found, affected: spoilt / pages };
}

const read = new WeakMap<DriftingPortal, Map<number, ParsedArticle>>();

/** A page as it was; read once for all changes. */
function unchanged(portal: DriftingPortal, n: number): ParsedArticle {
  const known = read.get(portal) ?? new Map<number, ParsedArticle>();
  read.set(portal, known);
  const parsed = known.get(n) ?? signsOf(portal.page(n)).parsed;
  known.set(n, parsed);
  return parsed;
}

/** Whether what goes to followers is read as before. */
function sameFields(a: ParsedArticle, b: ParsedArticle): boolean {
  const shown = ({
    kind,
    title,
    authors,
    claimedDate,
    body,
    category,
    language,
    source,
    canonicalUrl,
    template,
  }: ParsedArticle) => ({
    ...{
      kind,
      title,
      authors,
      date: claimedDate?.iso,
      body,
      category,
      language,
      source,
      canonicalUrl,
      template,
    },
    counts: [a, b].length,
  });
  const lists = ({ links, reactions, views }: ParsedArticle) => [
    ['related', 'ranking', 'recommendation'].map(
      (block) => links.filter((link) => link.block === block).length,
    ),
    reactions.map(({ count }) => count),
    views,
  ];
  return isDeepStrictEqual(shown(a), shown(b)) && isDeepStrictEqual(lists(a), lists(b));
}
