import type { HeldPage } from '../src/model/drift.ts';
import type { HealthStore } from '../src/store/health-store.ts';
import { type ReleaseNeeds, releasePages } from './release-pages.ts';

export type ReleasePassedNeeds = Omit<ReleaseNeeds, 'operations'> & {
  operations: Pick<HealthStore, 'heldPage' | 'letGo'>;
};

const passed = 'let through: the doubt has passed';

/**
 * Releases pages whose doubt has passed, by URL; what a drift holds stays held. A page that its own job had yet to
 * quarantine, the time before, is tried again with each call.
 */
export function releasePassed(needs: ReleasePassedNeeds): (urls: readonly string[]) => Promise<void> {
  const { operations } = needs;
  const late = new Set<string>();
  return async (urls) => {
    const pages: HeldPage[] = [];
    for (const url of new Set([...late, ...urls])) {
      const page = await operations.heldPage(url);
      if (page?.driftId === null) pages.push(page);
    }
    await releasePages(pages, passed, needs);
    late.clear();
    for (const { url } of pages) if (await operations.heldPage(url)) late.add(url);
  };
}
