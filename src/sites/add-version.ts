import { isMap, isSeq, parseDocument } from 'yaml';
import type { SiteFields } from '../model/site-definition.ts';
import { readSite } from './read-site.ts';

/**
 * The text of a site file with a new version at its end, everything else (comments too) as it was. The version that
 * held so far gets its last day.
 *
 * @param since the first day of the new version, ISO 8601
 * @throws {SiteFileError} the result would be wrong, for a selector that is none
 */
export function addVersion(file: string, text: string, fields: SiteFields, since: string): string {
  const document = parseDocument(text);
  const last = new Date(Date.parse(`${since}T00:00:00Z`) - 86_400_000).toISOString().slice(0, 10);
  const versions = document.get('versions');
  const known = isSeq(versions) ? versions : document.createNode([]);
  if (isSeq(known)) {
    const open = known.items.findLast((item) => isMap(item) && !item.has('until'));
    // Even without one, the pages of before had rules of their own: none.
    if (isMap(open)) open.set('until', last);
    else known.add(document.createNode({ until: last, fields: {} }));
    known.add(document.createNode({ fields }));
    document.set('versions', known);
  }
  const written = document.toString({ lineWidth: 0 });
  readSite(file, written);
  return written;
}
