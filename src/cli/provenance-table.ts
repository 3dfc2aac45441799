import type { Provenance } from '../model/provenance.ts';
import { shortened } from './printable.ts';
import { table } from './table.ts';

/** One line a field: how it was found, where, how sure, and the raw text. */
export function provenanceTable(rows: readonly Provenance[]): string {
  return table([
    ['field', 'method', 'sure', 'rivals', 'raw', 'path'],
    ...rows.map(({ field, method, confidence, rivals, raw, path }) => [
      field,
      method,
      confidence.toFixed(2),
      String(rivals.length),
      shortened(raw, 60),
      shortened(path, 80),
    ]),
  ]);
}
