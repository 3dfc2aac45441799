import { createHash } from 'node:crypto';
import { type Judgement, judgePages, type Verdict } from '../src/health/judge-pages.ts';
import { countArticles } from '../src/health/judge-volume.ts';
import { pageSigns } from '../src/health/page-signs.ts';
import type { HeldPage } from '../src/model/drift.ts';
import type { PageHead } from '../src/model/page.ts';
import type { ParsedArticle } from '../src/model/parsed-article.ts';
import type { Snapshot } from '../src/model/snapshot.ts';
import type { HealthStore } from '../src/store/health-store.ts';

/** A page that was read, before anything is stored of it. */
export type ReadPage = { page: PageHead; snapshot: Snapshot; parsed: ParsedArticle; isNew: boolean };

export type WatchNeeds = {
  operations: Pick<HealthStore, 'watch' | 'saveWatch'>;
  now: () => Date;
  /** Pages whose doubts have passed. */
  release(urls: readonly string[]): Promise<void>;
};

const triesMax = 30;

/**
 * Looks at pages before they are stored: which are in doubt, by URL. What was seen is kept first, and a page counts once,
 * so that a job that runs twice gets the same answer.
 */
export async function watchPages(
  pages: readonly ReadPage[],
  needs: WatchNeeds,
): Promise<Map<string, Verdict>> {
  const verdicts = new Map<string, Verdict>();
  // Later parts of an article are shorter than articles are, and of no use to compare.
  const whole = pages.filter(({ parsed }) => (parsed.paging?.page ?? 1) === 1);
  for (const [site, ofSite] of Map.groupBy(whole, ({ parsed }) => parsed.site)) {
    const judged = await watchSite(site, ofSite, needs);
    for (const [url, verdict] of judged.verdicts) verdicts.set(url, verdict);
    if (judged.released.length > 0) await needs.release(judged.released);
  }
  return verdicts;
}

async function watchSite(
  site: string,
  pages: readonly ReadPage[],
  { operations, now }: WatchNeeds,
): Promise<Judgement> {
  const at = now().toISOString();
  const signs = pages.map(({ page, parsed, isNew }) => ({
    ...pageSigns(parsed, page.fetchedAt, shortHash),
    again: !isNew,
  }));
  for (let tries = 1; ; tries++) {
    const known = await operations.watch(site);
    const judged = judgePages(known?.watch ?? null, known?.drift ?? null, signs, {
      ...{ site, at },
      driftId: (pageKey) => `drift-${shortHash(`${site} ${pageKey}`)}`,
    });
    const heldBefore = new Set(known?.watch.verdicts.map(({ key }) => key));
    const fresh = pages.filter(
      ({ parsed, isNew }, at) =>
        isNew &&
        parsed.kind === 'article' &&
        !heldBefore.has(signs[at]?.key ?? '') &&
        !judged.verdicts.get(parsed.url),
    );
    const saved = await operations.saveWatch({
      watch: countArticles(judged.watch, at.slice(0, 10), fresh.length),
      expectedVersion: known?.version ?? 0,
      drift: judged.drift,
      held: pages.flatMap((one) => heldPage(one, site, at, judged)),
      released: [],
    });
    if (saved) return judged;
    if (tries === triesMax) throw new Error(`the watch of ${site} was written by others ${triesMax} times`);
  }
}

function heldPage(
  { parsed, snapshot }: ReadPage,
  site: string,
  at: string,
  { verdicts, drift }: Judgement,
): HeldPage[] {
  const verdict = verdicts.get(parsed.url);
  if (!verdict) return [];
  const driftId = drift?.state === 'open' ? drift.id : null;
  return [{ url: parsed.url, site, snapshot, heldAt: at, driftId, ...verdict }];
}

function shortHash(text: string): string {
  return createHash('sha256').update(text).digest('base64url').slice(0, 12);
}
