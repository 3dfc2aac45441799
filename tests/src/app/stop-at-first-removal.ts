import type { RemovalNeeds } from '../../../src/app/remove-content.ts';

/** The store, which tells whoever removes to stop as soon as the first article goes. */
export function stoppedAtFirst<Store extends RemovalNeeds['store']>(
  store: Store,
  stop: AbortController,
): Store {
  return {
    ...store,
    async remove(...asked: Parameters<RemovalNeeds['store']['remove']>) {
      stop.abort();
      return store.remove(...asked);
    },
  };
}
