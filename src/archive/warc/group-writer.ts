import { type FileHandle, open } from 'node:fs/promises';
import { join } from 'node:path';
import type { Snapshot } from '../../model/snapshot.ts';
import { packMember } from './gzip-member.ts';
import { warcinfoRecord } from './page-record.ts';

/** Makes the members of one append; called in the order of the file, with the place of the first member. */
export type Compose = (place: Snapshot) => Promise<Buffer>;

export type GroupWriter = {
  /** Kept when the bytes are durable. */
  write(compose: Compose): Promise<void>;
  close(): Promise<void>;
};

type Waiting = { compose: Compose; done: () => void; failed: (error: unknown) => void };
type OpenFile = { name: string; handle: FileHandle; sizeBytes: number };

/** Bytes gathered before they are written: bounds the memory, still one sync for many small pages. */
const GROUP_BYTES = 16 * 1024 * 1024;

/**
 * Writes to files of its own: one a writer, the next when one is full. Appends that come while a group is being
 * written form the next group, and share its one fdatasync.
 */
export function groupWriter(options: { folder: string; maxFileBytes: number; now: () => Date }): GroupWriter {
  const waiting: Waiting[] = [];
  let file: OpenFile | null = null;
  let filesMade = 0;
  let running: Promise<void> | null = null;
  let closed = false;

  /** A failed write may leave a torn tail: such a file is never appended to again. */
  async function leaveFile(): Promise<void> {
    const left = file;
    file = null;
    await left?.handle.close();
  }

  async function roomyFile(): Promise<OpenFile> {
    if (file && file.sizeBytes >= options.maxFileBytes) await leaveFile();
    while (!file) {
      filesMade += 1;
      file = await createFile(options.folder, options.now(), filesMade);
    }
    return file;
  }

  async function writeGroup(): Promise<void> {
    const target = await roomyFile();
    const members: Buffer[] = [];
    const group: Waiting[] = [];
    let gatheredBytes = 0;
    const full = () =>
      gatheredBytes >= GROUP_BYTES || target.sizeBytes + gatheredBytes >= options.maxFileBytes;
    while (!full()) {
      const next = waiting.shift();
      if (!next) break;
      try {
        const offsetBytes = target.sizeBytes + gatheredBytes;
        const bytes = await next.compose({ file: target.name, offsetBytes });
        members.push(bytes);
        group.push(next);
        gatheredBytes += bytes.length;
      } catch (error) {
        next.failed(error);
      }
    }
    try {
      await writeFully(target, Buffer.concat(members));
      await target.handle.datasync();
      for (const { done } of group) done();
    } catch (error) {
      for (const { failed } of group) failed(error);
      await leaveFile();
    }
  }

  async function drain(): Promise<void> {
    // One turn of the loop, so that appends made together meet in one group.
    await new Promise(setImmediate);
    try {
      while (waiting.length > 0) await writeGroup();
    } catch (error) {
      // No file could be made: the folder is gone or full.
      for (const { failed } of waiting.splice(0)) failed(error);
    } finally {
      running = null;
    }
  }

  return {
    write(compose) {
      if (closed) return Promise.reject(new Error('the archive is closed'));
      return new Promise((done, failed) => {
        waiting.push({ compose, done, failed });
        running ??= drain();
      });
    },
    async close() {
      closed = true;
      await running;
      await leaveFile();
    },
  };
}

/** A new file beginning with its warcinfo record; null where the name is taken. */
async function createFile(folder: string, at: Date, count: number): Promise<OpenFile | null> {
  const time = at.toISOString().replace(/[-:TZ.]/g, '');
  const name = `wellspring-${time}-${process.pid}-${count}.warc.gz`;
  const handle = await openNew(join(folder, name));
  if (!handle) return null;
  const file = { name, handle, sizeBytes: 0 };
  await writeFully(file, await packMember(await warcinfoRecord(name, at.toISOString())));
  await syncFolder(folder);
  return file;
}

/** Never an existing file: another process may be writing it, or may have died leaving a torn tail. */
async function openNew(path: string): Promise<FileHandle | null> {
  try {
    return await open(path, 'wx');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return null;
    throw error;
  }
}

/** Makes the file's name as durable as its bytes. Windows cannot open a folder and needs no such step. */
async function syncFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return;
  const handle = await open(folder, 'r');
  await handle.sync().finally(() => handle.close());
}

/** One write may take fewer bytes than given. */
async function writeFully(file: OpenFile, bytes: Buffer): Promise<void> {
  for (let written = 0; written < bytes.length; ) {
    const { bytesWritten } = await file.handle.write(
      bytes,
      written,
      bytes.length - written,
      file.sizeBytes + written,
    );
    written += bytesWritten;
  }
  file.sizeBytes += bytes.length;
}
