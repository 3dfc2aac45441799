import type { HeldPage } from '../src/model/drift.ts';
import type { HealthStore } from '../src/store/health-store.ts';
import { type ReleaseNeeds, releasePages } from './release-pages.ts';

export type ReleasePassedNeeds = Omit<ReleaseNeeds, 'operations'> & {
  operations: Pick<HealthStore, 'heldPage' | 'letGo'>;
};

const passed = 'let through: the doubt has passed';

/**
 * Releases pages whose doubt has passed, by URL; what a drift holds stays held. A page that its own job had yet to
 * quarantine is tried again with each call.
 */
export function releasePassed(needs: ReleasePassedNeeds): (urls: readonly string[]) => Promise<void> {
  const late = new Set<string>();
  const heldOf = async (url: string): Promise<HeldPage | null> => {
    const page = await needs.operations.heldPage(url);
    return page?.driftId === null ? page : null;
  };
  return async (urls) => {
    const pages: HeldPage[] = [];
    for (const url of urls) late.add(url);
    for (const url of late) {
      const page = await heldOf(url);
      if (page) pages.push(page);
      else late.delete(url);
    }
    await releasePages(pages, passed, needs);
    for (const { url } of pages) if (!(await heldOf(url))) late.delete(url);
  };
}
