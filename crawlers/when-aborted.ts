/** What waits on a signal; emptied when it no longer does. */
type Place = { act: (() => void) | null };

const placesOf = new WeakMap<AbortSignal, Set<Place>>();

/**
 * Calls `act` when the signal fires; at once where it has fired.
 *
 * For a signal that outlives what waits on it, as a crawl's outlives its fetches. A listener that was taken off still
 * holds the next in its chain, and an outgrown table of a Set what stood in it, and once such a piece is old, all that
 * it holds is kept until the whole heap is collected: with listeners of its own each fetch kept its page so. Here the
 * signal has one listener, and what is left of a place is empty.
 *
 * @returns takes it back
 */
export function whenAborted(signal: AbortSignal, act: () => void): () => void {
  if (signal.aborted) {
    act();
    return () => undefined;
  }
  const places = placesOf.get(signal) ?? listenTo(signal);
  const place: Place = { act };
  places.add(place);
  return () => {
    place.act = null;
    places.delete(place);
  };
}

function listenTo(signal: AbortSignal): Set<Place> {
  const places = new Set<Place>();
  placesOf.set(signal, places);
  const callAll = () => {
    for (const { act } of places) act?.();
    places.clear();
  };
  signal.addEventListener('abort', callAll, { once: true });
  return places;
}
