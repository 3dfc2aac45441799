import { type FileHandle, mkdir, open, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from '../../model/page.ts';
import type { Snapshot } from '../../model/snapshot.ts';
import type { Archive } from '../archive.ts';
import { SnapshotError } from '../snapshot-error.ts';
import { groupWriter } from './group-writer.ts';
import { findMember, memberHeadBytes, memberLength, packMember, unpackMember } from './gzip-member.ts';
import {
  answerRecord,
  type EarlierRecord,
  newRecordId,
  type ReadRecord,
  readPageRecord,
  requestRecord,
} from './page-record.ts';

/** A name that this archive gives to its files; anything else (a path, "..") is not looked for. */
const fileName = /^wellspring-\d+-\d+-\d+\.warc\.gz$/;
/** Bodies remembered for revisit records; older ones are stored again in full. */
const REMEMBERED_BODIES = 100_000;
const SEARCH_BYTES = 1024 * 1024;
const inNameOrder = new Intl.Collator('en', { numeric: true }).compare;

/**
 * An archive of WARC 1.1 files in one folder, a gzip member a record. Several processes may share the folder: each
 * start writes files of its own, so what another left torn is never appended to. Bodies are compared within one
 * start: after a restart the first visit of a page is stored in full again.
 *
 * @param maxFileBytes a file that has reached this size is left and the next begun
 */
export async function openWarcArchive(options: {
  folder: string;
  maxFileBytes?: number;
  now?: () => Date;
}): Promise<Archive> {
  const { folder, maxFileBytes = 1024 ** 3, now = () => new Date() } = options;
  await mkdir(folder, { recursive: true });
  const writer = groupWriter({ folder, maxFileBytes, now });
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
      return withFile(folder, snapshot, async (file) => {
        const { record } = await readMember(file, snapshot);
        if (!record) throw new SnapshotError(snapshot, 'the record there is not the answer to a fetch');
        return withBody(folder, record);
      });
    },

    async *pages() {
      const names = (await readdir(folder)).filter((name) => fileName.test(name)).sort(inNameOrder);
      for (const name of names) yield* filePages(folder, name);
    },

    close: () => writer.close(),
  };
}

/** Every page of one file. What cannot be read is passed over, up to the next whole record if there is one. */
async function* filePages(folder: string, name: string): AsyncGenerator<{ snapshot: Snapshot; page: Page }> {
  const file = await open(join(folder, name), 'r');
  try {
    let offsetBytes: number | null = 0;
    while (offsetBytes !== null) {
      const snapshot: Snapshot = { file: name, offsetBytes };
      let found: { page: Page | null; lengthBytes: number };
      try {
        const { record, lengthBytes } = await readMember(file, snapshot);
        found = { page: record && (await withBody(folder, record)), lengthBytes };
      } catch (error) {
        if (!(error instanceof SnapshotError)) throw error;
        offsetBytes = await nextMember(file, offsetBytes + 1);
        continue;
      }
      if (found.page) yield { snapshot, page: found.page };
      offsetBytes += found.lengthBytes;
    }
  } finally {
    await file.close();
  }
}

type Member = { record: ReadRecord | null; lengthBytes: number };

/** @throws {SnapshotError} no whole record begins there */
async function readMember(file: FileHandle, snapshot: Snapshot): Promise<Member> {
  const lengthBytes = memberLength(await readBytes(file, snapshot.offsetBytes, memberHeadBytes));
  if (lengthBytes === null) throw new SnapshotError(snapshot, 'no record begins there');
  const { size } = await file.stat();
  if (snapshot.offsetBytes + lengthBytes > size) throw new SnapshotError(snapshot, 'the record is cut off');
  const member = await readBytes(file, snapshot.offsetBytes, lengthBytes);
  try {
    return { record: await readPageRecord(await unpackMember(member)), lengthBytes };
  } catch (cause) {
    const found = cause instanceof Error ? cause.message : String(cause);
    throw new SnapshotError(snapshot, `the record is damaged (${found})`, { cause });
  }
}

async function withBody(folder: string, { page, bodyAt }: ReadRecord): Promise<Page> {
  if (!bodyAt) return page;
  const first = await withFile(folder, bodyAt, (file) => readMember(file, bodyAt));
  if (!first.record || first.record.bodyAt || first.record.page.digest !== page.digest)
    throw new SnapshotError(bodyAt, `there is no response with the digest ${page.digest}`);
  return { ...page, body: first.record.page.body };
}

async function withFile<T>(
  folder: string,
  snapshot: Snapshot,
  read: (file: FileHandle) => Promise<T>,
): Promise<T> {
  if (!fileName.test(snapshot.file)) throw new SnapshotError(snapshot, 'not a file name of this archive');
  let file: FileHandle;
  try {
    file = await open(join(folder, snapshot.file), 'r');
  } catch (cause) {
    throw new SnapshotError(snapshot, 'the file cannot be opened', { cause });
  }
  return read(file).finally(() => file.close());
}

/** Offset of the next place where a member may begin; null at the file's end. */
async function nextMember(file: FileHandle, fromBytes: number): Promise<number | null> {
  for (let at = fromBytes; ; ) {
    const bytes = await readBytes(file, at, SEARCH_BYTES);
    const found = findMember(bytes, 0);
    if (found >= 0) return at + found;
    if (bytes.length < SEARCH_BYTES) return null;
    // Overlapping, so that a head across the border is seen.
    at += SEARCH_BYTES - memberHeadBytes;
  }
}

/** Fewer bytes than asked only at the file's end. */
async function readBytes(file: FileHandle, offsetBytes: number, lengthBytes: number): Promise<Buffer> {
  const bytes = Buffer.alloc(lengthBytes);
  let filled = 0;
  while (filled < lengthBytes) {
    const { bytesRead } = await file.read(bytes, filled, lengthBytes - filled, offsetBytes + filled);
    if (bytesRead === 0) break;
    filled += bytesRead;
  }
  return bytes.subarray(0, filled);
}
