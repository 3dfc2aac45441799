import type { Provenance } from '../src/model/provenance.ts';

/** What a field parser returns: the value, and where it came from (null where the page has no such field). */
export type Found<T> = { value: T; provenance: Provenance | null };

export type Rival = Provenance['rivals'][number];

/** How a value was found; `raw` is kept short, the page itself is in the archive. */
export type Origin = {
  method: string;
  path: string;
  raw: string;
  confidence: number;
  rivals?: readonly Rival[];
};

const maxRaw = 500;
/** So many rivals are kept. */
export const maxRivals = 8;

export function found<T>(field: string, value: T, origin: Origin): Found<T> {
  const { method, path, raw, confidence, rivals = [] } = origin;
  return {
    value,
    provenance: {
      field,
      method,
      path,
      raw: raw.slice(0, maxRaw),
      confidence,
      rivals: rivals.slice(0, maxRivals).map((rival) => ({ ...rival, raw: rival.raw.slice(0, maxRaw) })),
    },
  };
}

/** The page has no such field. */
export function absent<T>(value: T): Found<T> {
  return { value, provenance: null };
}
