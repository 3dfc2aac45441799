import type { Page } from '../../model/page.ts';
import type { Snapshot } from '../../model/snapshot.ts';
import type { ObjectStore } from '../../objects/object-store.ts';
import type { Archive } from '../archive.ts';
import { SnapshotError } from '../snapshot-error.ts';
import { folderFiles } from './folder-files.ts';
import { groupWriter } from './group-writer.ts';
import { emptyMember, memberLength, packMember, unpackMember } from './gzip-member.ts';
import { keptReaders } from './kept-readers.ts';
import { nextMember } from './next-member.ts';
import { objectFiles } from './object-files.ts';
import { pageHeads } from './page-heads.ts';
import {
  answerRecord,
  type EarlierRecord,
  newRecordId,
  type ReadRecord,
  readPageRecord,
  requestRecord,
} from './page-record.ts';
import type { WarcFiles, WarcReader } from './warc-files.ts';

/** A name that this archive gives to its files; anything else (a path, "..") is not looked for. */
const fileName = /^wellspring-\d+-\d+-\d+\.warc\.gz$/;
/** Bodies remembered for revisit records; older ones are stored again in full. */
const REMEMBERED_BODIES = 100_000;
/** Most records are shorter: one read brings head and content. */
const FIRST_BYTES = 16 * 1024;
const inNameOrder = new Intl.Collator('en', { numeric: true }).compare;

/** A folder, or a place for whole objects (S3). */
export type ArchivePlace = { folder: string } | { objects: ObjectStore };

/**
 * An archive of WARC 1.1 files in one place, a gzip member a record. Several processes may share the place: each
 * start writes files of its own, so what another left torn is never appended to. Bodies are compared within one
 * start: after a restart the first visit of a page is stored in full again.
 *
 * @param options.maxFileBytes a file that has reached this size is left and the next begun
 */
export async function openWarcArchive(
  options: ArchivePlace & { maxFileBytes?: number; now?: () => Date },
): Promise<Archive> {
  const { maxFileBytes = 1024 ** 3, now = () => new Date() } = options;
  const place = 'folder' in options ? await folderFiles(options.folder) : objectFiles(options.objects);
  const readers = keptReaders(place);
  const files: WarcFiles = { ...place, open: readers.open };
  const writer = groupWriter({ files, maxFileBytes, now });
  const bodies = new Map<string, EarlierRecord>();

  function remember(key: string, record: EarlierRecord): void {
    bodies.delete(key);
    bodies.set(key, record);
    const [oldest] = bodies.keys();
    if (bodies.size > REMEMBERED_BODIES && oldest !== undefined) bodies.delete(oldest);
  }

  return {
    async append(page, request) {
      const key = `${page.digest} ${page.finalUrl}`;
      const recordId = newRecordId();
      let snapshot: Snapshot = { file: '', offsetBytes: 0 };
      let earlier: EarlierRecord | null = null;
      await writer.write(async (place) => {
        snapshot = place;
        earlier = bodies.get(key) ?? null;
        const records = [
          await answerRecord(page, recordId, earlier),
          await requestRecord(request, page, recordId),
        ];
        return Buffer.concat(await Promise.all(records.map(packMember)));
      });
      // Only now: a revisit record must never point to a body that did not become durable.
      remember(key, earlier ?? { recordId, date: page.fetchedAt, snapshot });
      return snapshot;
    },

    async read(snapshot) {
      return withFile(files, snapshot, async (file) => {
        const { record } = await readMember(file, snapshot);
        if (!record) throw new SnapshotError(snapshot, 'the record there is not the answer to a fetch');
        return withBody(files, record);
      });
    },

    async *pages() {
      const names = (await files.names()).filter((name) => fileName.test(name)).sort(inNameOrder);
      for (const name of names) {
        for await (const { snapshot, record } of fileRecords(files, name)) {
          const page = await withBody(files, record).catch(unlessSnapshot);
          if (page) yield { snapshot, page };
        }
      }
    },

    async *places(isWanted, signal) {
      const names = (await files.names()).filter((name) => fileName.test(name)).sort(inNameOrder);
      for (const name of names) {
        const file = await files.open(name);
        // Let go of since it was listed.
        if (!file) continue;
        try {
          for await (const { snapshot, ...addresses } of pageHeads(file, name)) {
            if (signal?.aborted) return;
            if (isWanted(addresses)) yield snapshot;
          }
        } finally {
          await file.close();
        }
      }
    },

    async erase(snapshot) {
      if (!fileName.test(snapshot.file)) return false;
      const file = await files.open(snapshot.file);
      if (!file) return false;
      const places: { at: number; length: number }[] = [];
      try {
        const found = await readMember(file, snapshot).catch(() => null);
        if (!found?.record) return false;
        places.push({ at: snapshot.offsetBytes, length: found.lengthBytes });
        // The request lies behind it, and names the address.
        const at = snapshot.offsetBytes + found.lengthBytes;
        const request = await readMember(file, { file: snapshot.file, offsetBytes: at }).catch(() => null);
        if (request && !request.record) places.push({ at, length: request.lengthBytes });
      } finally {
        await file.close();
      }
      for (const { at, length } of places) await files.overwrite(snapshot.file, at, emptyMember(length));
      // A later visit must not point to the body that is gone.
      for (const [key, record] of bodies)
        if (record.snapshot.file === snapshot.file && record.snapshot.offsetBytes === snapshot.offsetBytes)
          bodies.delete(key);
      return true;
    },

    async close() {
      await writer.close();
      await readers.close();
    },
  };
}

/** Every answer of one file. What cannot be read is passed over, up to the next whole record if there is one. */
async function* fileRecords(
  files: WarcFiles,
  name: string,
): AsyncGenerator<{ snapshot: Snapshot; record: ReadRecord }> {
  const file = await files.open(name);
  // Let go of since it was listed.
  if (!file) return;
  try {
    let offsetBytes: number | null = 0;
    while (offsetBytes !== null) {
      const snapshot: Snapshot = { file: name, offsetBytes };
      const member: Member | null = await readMember(file, snapshot).catch(unlessSnapshot);
      if (member?.record) yield { snapshot, record: member.record };
      offsetBytes = member ? offsetBytes + member.lengthBytes : await nextMember(file, offsetBytes + 1);
    }
  } finally {
    await file.close();
  }
}

function unlessSnapshot(error: unknown): null {
  if (error instanceof SnapshotError) return null;
  throw error;
}

type Member = { record: ReadRecord | null; lengthBytes: number };

/** @throws {SnapshotError} no whole record begins there */
async function readMember(file: WarcReader, snapshot: Snapshot): Promise<Member> {
  const first = await file.read(snapshot.offsetBytes, FIRST_BYTES);
  const lengthBytes = memberLength(first);
  if (lengthBytes === null) throw new SnapshotError(snapshot, 'no record begins there');
  const member =
    lengthBytes <= first.length
      ? first.subarray(0, lengthBytes)
      : Buffer.concat([
          first,
          await file.read(snapshot.offsetBytes + first.length, lengthBytes - first.length),
        ]);
  if (member.length < lengthBytes) throw new SnapshotError(snapshot, 'the record is cut off');
  try {
    return { record: await readPageRecord(await unpackMember(member)), lengthBytes };
  } catch (cause) {
    const found = cause instanceof Error ? cause.message : String(cause);
    throw new SnapshotError(snapshot, `the record is damaged (${found})`, { cause });
  }
}

async function withBody(files: WarcFiles, { page, bodyAt }: ReadRecord): Promise<Page> {
  if (!bodyAt) return page;
  const first = await withFile(files, bodyAt, (file) => readMember(file, bodyAt));
  if (!first.record || first.record.bodyAt || first.record.page.digest !== page.digest)
    throw new SnapshotError(bodyAt, `there is no response with the digest ${page.digest}`);
  return { ...page, body: first.record.page.body };
}

async function withFile<T>(
  files: WarcFiles,
  snapshot: Snapshot,
  read: (file: WarcReader) => Promise<T>,
): Promise<T> {
  if (!fileName.test(snapshot.file)) throw new SnapshotError(snapshot, 'not a file name of this archive');
  let file: WarcReader | null;
  try {
    file = await files.open(snapshot.file);
  } catch (cause) {
    throw new SnapshotError(snapshot, 'the file cannot be opened', { cause });
  }
  if (!file) throw new SnapshotError(snapshot, 'the file is not there');
  return read(file).finally(() => file.close());
}
