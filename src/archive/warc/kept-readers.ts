import type { WarcFiles, WarcReader } from './warc-files.ts';

/** Files that stay open for the next page: whoever reads an archive again reads thousands from each. */
const mostOpen = 8;

type Kept = { reader: Promise<WarcReader | null>; users: number };

/** Opens files for reading and keeps the last ones open; closing a reader gives it back. */
export function keptReaders(
  files: Pick<WarcFiles, 'open'>,
): Pick<WarcFiles, 'open'> & { close(): Promise<void> } {
  const kept = new Map<string, Kept>();

  async function letGo(name: string): Promise<void> {
    const one = kept.get(name);
    kept.delete(name);
    await (await one?.reader)?.close();
  }

  /** Of those that nobody reads from, the ones that were used longest ago. */
  async function trim(): Promise<void> {
    for (const [name, { users }] of [...kept]) {
      if (kept.size <= mostOpen) return;
      if (users === 0) await letGo(name);
    }
  }

  return {
    async open(name) {
      const one = kept.get(name) ?? { reader: files.open(name), users: 0 };
      // The last one used is the last in the map.
      kept.delete(name);
      kept.set(name, one);
      one.users += 1;
      const reader = await one.reader.catch((error: unknown) => {
        kept.delete(name);
        throw error;
      });
      if (!reader) {
        // It may be there the next time.
        kept.delete(name);
        return null;
      }
      return {
        read: reader.read,
        async close() {
          one.users -= 1;
          await trim();
        },
      };
    },
    async close() {
      for (const name of [...kept.keys()]) await letGo(name);
    },
  };
}
