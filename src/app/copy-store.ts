import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { openInlineQueue } from '../queue/inline/inline-queue.ts';
import type { Settings } from '../settings.ts';
import type { CopyTarget } from '../store/mongo/copy-target.ts';
import { wellFormed } from '../store/mongo/well-formed.ts';
import { openAlone } from '../store/sqlite/open-alone.ts';
import { wholeSqlite } from '../store/sqlite/whole-sqlite.ts';
import { StoreError } from '../store/store-errors.ts';
import { type Keyed, PARTS, type Part, type WholeReader } from '../store/whole-store.ts';

export type Copied = { lastSeq: number; counts: Readonly<Record<Part, number>>; alreadyThere: boolean };
export type CopyProgress = { part: string; done: number; of: number };

const BATCH = 250;

/**
 * Copies the embedded store into an empty MongoDB database, and compares. Killed at any point, it goes on where it was;
 * until it has ended, no service opens the database. Cursors of followers stay good: every change keeps its `seq`.
 *
 * @param to mongodb://…
 * @throws {StoreError} there is no store, it is in use or has work waiting, the database has data of its own, or what
 *   was copied is not what was there
 */
export async function copyStore(
  to: string,
  { data }: Pick<Settings, 'data'>,
  show: (progress: CopyProgress) => void,
): Promise<Copied> {
  const file = join(data, 'wellspring.sqlite');
  if (!existsSync(file)) throw new StoreError(`there is no store at ${file}; name its folder with --data`);
  await refuseWaiting(file);
  const db = openAlone(file);
  try {
    const { openCopyTarget } = await import('../store/mongo/copy-target.ts');
    const target = await openCopyTarget(to);
    try {
      return await copyAll(wholeSqlite(db), target, show);
    } finally {
      await target.close();
    }
  } finally {
    db.close();
  }
}

/** Jobs are not taken along: they would be done by nobody. */
async function refuseWaiting(file: string): Promise<void> {
  const queue = openInlineQueue({ file });
  const { waiting, running } = await queue.counts().finally(() => queue.close());
  if (waiting + running === 0) return;
  throw new StoreError(
    `${waiting + running} jobs wait in the embedded queue; \`wellspring pause\`, let the service work them off, stop it, then copy`,
  );
}

async function copyAll(
  source: WholeReader,
  target: CopyTarget,
  show: (progress: CopyProgress) => void,
): Promise<Copied> {
  const { lastSeq, counts } = source;
  const name = JSON.stringify({ lastSeq, counts });
  const begun = await target.place();
  if (begun && begun.source !== name) {
    throw new StoreError(
      begun.done
        ? 'another store, or an older state of this one, was copied into the database; name an empty one'
        : 'the store has changed since the copy into this database began; drop the database, and copy again',
    );
  }
  if (begun?.done) return { lastSeq, counts, alreadyThere: true };
  const from = begun?.part === null ? PARTS.length : PARTS.indexOf(begun?.part ?? 'articles');
  for (const [index, part] of PARTS.entries()) {
    if (index < from) continue;
    const after = index === from ? (begun?.after ?? null) : null;
    await target.note({ source: name, part, after, done: false });
    await copyPart(part, after, source, target, name, show);
  }
  await target.note({ source: name, part: null, after: null, done: false });
  await compare(source, target, show);
  await target.finish(lastSeq);
  await target.note({ source: name, part: null, after: null, done: true });
  return { lastSeq, counts, alreadyThere: false };
}

async function copyPart<P extends Part>(
  part: P,
  after: string | number | null,
  source: WholeReader,
  target: CopyTarget,
  name: string,
  show: (progress: CopyProgress) => void,
): Promise<void> {
  let batch: Keyed<P>[] = [];
  let done = after === null ? 0 : await target.count(part);
  const flush = async () => {
    const last = batch.at(-1);
    if (!last) return;
    await target.write(
      part,
      batch.map(({ record }) => record),
    );
    await target.note({ source: name, part, after: last.key, done: false });
    done += batch.length;
    batch = [];
    show({ part, done, of: source.counts[part] });
  };
  for (const one of source.records(part, after)) {
    batch.push(one);
    if (batch.length >= BATCH) await flush();
  }
  await flush();
}

/** @throws {StoreError} something is missing, or is not as it was */
async function compare(
  source: WholeReader,
  target: CopyTarget,
  show: (progress: CopyProgress) => void,
): Promise<void> {
  const wrong: string[] = [];
  for (const part of PARTS) {
    const found = await target.count(part);
    if (found !== source.counts[part]) wrong.push(`${found} of ${source.counts[part]} ${part}`);
  }
  for (const part of ['articles', 'events'] as const) {
    const records = function* () {
      for (const { record } of source.records(part, null)) yield wellFormed(record);
    };
    show({ part: `compared: ${part}`, done: 0, of: source.counts[part] });
    const [before, now] = [await digestOf(records()), await digestOf(target[part]())];
    if (before !== now) wrong.push(`${part} that are not as they were`);
  }
  if (wrong.length === 0) return;
  throw new StoreError(
    `the copy is not what was there: ${wrong.join(', ')}; drop the database, and copy again`,
  );
}

async function digestOf(records: Iterable<object> | AsyncIterable<object>): Promise<string> {
  const hash = createHash('sha256');
  for await (const record of records) hash.update(`${JSON.stringify(record)}\n`);
  return hash.digest('hex');
}
