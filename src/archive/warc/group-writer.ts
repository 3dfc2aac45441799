import type { Snapshot } from '../../model/snapshot.ts';
import { packMember } from './gzip-member.ts';
import { warcinfoRecord } from './page-record.ts';
import type { WarcFile, WarcFiles } from './warc-files.ts';

/** Makes the members of one append; called in the order of the file, with the place of the first member. */
export type Compose = (place: Snapshot) => Promise<Buffer>;

export type GroupWriter = {
  /** Kept when the bytes are durable. */
  write(compose: Compose): Promise<void>;
  close(): Promise<void>;
};

type Waiting = { compose: Compose; done: () => void; failed: (error: unknown) => void };
type OpenFile = { file: WarcFile; sizeBytes: number };

/** Bytes gathered before they are written: bounds the memory, still one sync for many small pages. */
const GROUP_BYTES = 16 * 1024 * 1024;

/**
 * Writes to files of its own: one a writer, the next when one is full. Appends that come while a group is being
 * written form the next group, and share its one fdatasync. Where files cannot grow, each group is a file.
 */
export function groupWriter(options: {
  files: WarcFiles;
  maxFileBytes: number;
  now: () => Date;
}): GroupWriter {
  const waiting: Waiting[] = [];
  let file: OpenFile | null = null;
  let filesMade = 0;
  let running: Promise<void> | null = null;
  let closed = false;

  /** A failed write may leave a torn tail: such a file is never appended to again. */
  async function leaveFile(): Promise<void> {
    const left = file;
    file = null;
    await left?.file.close();
  }

  async function roomyFile(): Promise<OpenFile> {
    if (file && file.sizeBytes >= options.maxFileBytes) await leaveFile();
    while (!file) {
      filesMade += 1;
      file = await createFile(options.files, options.now(), filesMade);
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
        const bytes = await next.compose({ file: target.file.name, offsetBytes });
        members.push(bytes);
        group.push(next);
        gatheredBytes += bytes.length;
      } catch (error) {
        next.failed(error);
      }
    }
    try {
      const bytes = Buffer.concat(members);
      await target.file.append(bytes);
      target.sizeBytes += bytes.length;
      for (const { done } of group) done();
      if (!options.files.grow) await leaveFile();
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
async function createFile(files: WarcFiles, at: Date, count: number): Promise<OpenFile | null> {
  const time = at.toISOString().replace(/[-:TZ.]/g, '');
  const name = `wellspring-${time}-${process.pid}-${count}.warc.gz`;
  const head = await packMember(await warcinfoRecord(name, at.toISOString()));
  const file = await files.create(name, head);
  return file && { file, sizeBytes: head.length };
}
