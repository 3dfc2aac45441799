import { createHash } from 'node:crypto';
import { mkdir, open, readdir, readFile, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { parserVersion } from '../../parsers/parse.ts';
import type { ReparseLedger, ReparseRequest } from '../../workers/reparse.ts';
import { ReparseProgress } from '../model/reparse-progress.ts';
import type { SiteDefinition } from '../model/site-definition.ts';

/**
 * The progress of one reparse, as a file in the data folder. It belongs to its request, to the version of the parsers and
 * to the site files: where one of them has changed, reading begins anew. What nobody goes on with is let go of after a month.
 */
export function reparseLedger(
  folder: string,
  { sites, apply }: ReparseRequest,
  definitions: readonly SiteDefinition[],
): ReparseLedger {
  const key = createHash('sha256')
    .update(JSON.stringify([sites?.toSorted() ?? null, parserVersion, definitions]))
    .digest('hex')
    .slice(0, 16);
  const name = `${apply ? 'apply' : 'look'}-${key}.json`;
  return {
    async load() {
      await clearOld(folder);
      const text = await readFile(join(folder, name), 'utf8').catch(() => null);
      if (text === null) return null;
      const checked = ReparseProgress.safeParse(JSON.parse(text));
      // Written by another Wellspring.
      return checked.success ? checked.data : null;
    },
    async save(progress) {
      await mkdir(folder, { recursive: true });
      const partial = join(folder, `${name}.${process.pid}.partial`);
      const file = await open(partial, 'w');
      try {
        await file.writeFile(JSON.stringify(progress));
        await file.sync();
      } finally {
        await file.close();
      }
      await rename(partial, join(folder, name));
    },
    async forget() {
      await rm(join(folder, name), { force: true });
    },
  };
}

const keepMs = 30 * 86_400_000;

async function clearOld(folder: string): Promise<void> {
  for (const name of await readdir(folder).catch(() => [])) {
    const file = join(folder, name);
    const known = await stat(file).catch(() => null);
    if (known && known.mtimeMs < Date.now() - keepMs) await rm(file, { force: true });
  }
}
