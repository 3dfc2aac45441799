import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { apply, content, emptyReplica, snapshotReplica } from './replica.ts';
import { openFile, sqliteFeed } from './sqlite-feed.ts';

const script = fileURLToPath(new URL('crashing-writer.ts', import.meta.url));
const ROUNDS = 6;

let place: Awaited<ReturnType<typeof sqliteFeed>>;
beforeEach(async () => {
  place = await sqliteFeed();
});
afterEach(() => place.clear());

/** Starts a writer, and kills it without warning once it was promised so many commits. */
async function writeUntilKilled(seed: number, promises: number): Promise<number> {
  const child: ChildProcess = spawn(process.execPath, [script, place.file, String(seed)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let said = '';
  child.stdout?.on('data', (chunk: Buffer) => {
    said += chunk.toString();
    if (said.split('\n').length > promises) child.kill('SIGKILL');
  });
  const [, signal] = await once(child, 'close');
  expect(signal).toBe('SIGKILL');
  // The last line may be cut: a promise counts when it was said whole.
  return Math.max(0, ...said.slice(0, said.lastIndexOf('\n')).split('\n').map(Number));
}

describe('writers that are killed in the midst of their work', () => {
  it('leave a feed without gaps in which every promise is kept, whoever follows it meanwhile', async () => {
    const followed = emptyReplica();
    for (let round = 0; round < ROUNDS; round += 1) {
      const writers = [1, 2].map((n) => writeUntilKilled(round * 10 + n, 3 + ((round * 7 + n * 5) % 23)));
      const follower = await openFile(place.file);
      let alive = true;
      const following = (async () => {
        // It never reads to a place that a crash takes back.
        while (alive) {
          for (const event of await follower.store.changes(followed.seq, 50)) {
            expect(event.seq).toBe(followed.seq + 1);
            apply(followed, event);
            followed.seq = event.seq;
          }
          await follower.store.waitForChange(followed.seq, 20);
        }
      })();
      const promised = Math.max(...(await Promise.all(writers)));
      alive = false;
      await following;
      await follower.close();

      const { store, history, close } = await openFile(place.file);
      const last = await store.lastSeq();
      expect(last).toBeGreaterThanOrEqual(promised);
      for (const event of await store.changes(followed.seq, 100_000)) {
        apply(followed, event);
        followed.seq = event.seq;
      }
      expect(followed.seq).toBe(last);
      const all = await store.changes(0, 100_000);
      expect(all.map(({ seq }) => seq)).toEqual(Array.from({ length: last }, (_, i) => i + 1));
      expect(content(followed)).toEqual(content(await snapshotReplica(history, { type: 'everything' })));
      await close();
    }
  }, 120_000);
});
