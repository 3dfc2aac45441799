import type { Provenance } from '../src/model/provenance.ts';

/** What a field parser returns: the value, and where it came from (null where the page has no such field). */
export type Found<T> = { value: T; provenance: Provenance | null };
