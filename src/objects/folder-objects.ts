import { randomBytes } from 'node:crypto';
import { mkdir, open, readdir, rename, rm, stat } from 'node:fs/promises';
import { dirname, join, relative, sep } from 'node:path';
import { checkedName, type ObjectStore } from './object-store.ts';

/** Being written; a kill leaves one behind, which no reader is shown. */
const UNFINISHED = '.unfinished';

/** Objects as files of one folder, which is made when the first comes. */
export function folderObjects(folder: string): ObjectStore {
  const pathOf = (name: string) => join(folder, ...checkedName(name).split('/'));
  return {
    async put(name, body) {
      const path = pathOf(name);
      await mkdir(dirname(path), { recursive: true });
      const unfinished = `${path}.${randomBytes(4).toString('hex')}${UNFINISHED}`;
      try {
        const file = await open(unfinished, 'wx');
        try {
          if (body instanceof Blob) await file.writeFile(body.stream());
          else await file.writeFile(body);
          await file.sync();
        } finally {
          await file.close();
        }
        await rename(unfinished, path);
      } catch (error) {
        await rm(unfinished, { force: true });
        throw error;
      }
      await syncFolder(dirname(path));
    },
    async get(name, range) {
      const file = await open(pathOf(name)).catch(nothingThere);
      if (!file) return null;
      try {
        if (!range) return new Uint8Array(await file.readFile());
        const bytes = Buffer.alloc(range.end - range.start);
        const { bytesRead } = await file.read(bytes, 0, bytes.length, range.start);
        return new Uint8Array(bytes.subarray(0, bytesRead));
      } finally {
        await file.close();
      }
    },
    async *list(prefix) {
      const entries =
        (await readdir(folder, { recursive: true, withFileTypes: true }).catch(nothingThere)) ?? [];
      const names = entries
        .filter((entry) => entry.isFile() && !entry.name.endsWith(UNFINISHED))
        .map((entry) => relative(folder, join(entry.parentPath, entry.name)).split(sep).join('/'))
        .filter((name) => name.startsWith(prefix))
        .toSorted();
      for (const name of names) {
        const found = await stat(pathOf(name)).catch(nothingThere);
        if (found) yield { name, bytes: found.size };
      }
    },
    async remove(name) {
      return rm(pathOf(name)).then(
        () => true,
        (error: unknown) => nothingThere(error) ?? false,
      );
    },
  };
}

function nothingThere(error: unknown): null {
  if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
  throw error;
}

/** A name is durable when its folder is. */
async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder);
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
