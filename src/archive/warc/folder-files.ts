import { type FileHandle, mkdir, open, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { WarcFiles } from './warc-files.ts';

/** WARC files in one folder of a local or mounted disk, which is made when it is not there. */
export async function folderFiles(folder: string): Promise<WarcFiles> {
  await mkdir(folder, { recursive: true });
  return {
    grow: true,
    async create(name, head) {
      // Never an existing file: another process may be writing it, or may have died leaving a torn tail.
      const handle = await open(join(folder, name), 'wx').catch((error: unknown) => unless(error, 'EEXIST'));
      if (!handle) return null;
      let sizeBytes = 0;
      const write = async (bytes: Buffer) => {
        await writeFully(handle, bytes, sizeBytes);
        sizeBytes += bytes.length;
      };
      try {
        await write(head);
        await syncFolder(folder);
      } catch (error) {
        // On a full disk each try would leave an empty file and a handle behind.
        await handle.close();
        await rm(join(folder, name), { force: true }).catch(() => undefined);
        throw error;
      }
      return {
        name,
        async append(bytes) {
          await write(bytes);
          await handle.datasync();
        },
        close: () => handle.close(),
      };
    },
    async open(name) {
      const handle = await open(join(folder, name), 'r').catch((error: unknown) => unless(error, 'ENOENT'));
      return (
        handle && { read: (offset, length) => readFully(handle, offset, length), close: () => handle.close() }
      );
    },
    async overwrite(name, offsetBytes, bytes) {
      const handle = await open(join(folder, name), 'r+');
      try {
        await writeFully(handle, bytes, offsetBytes);
        await handle.datasync();
      } finally {
        await handle.close();
      }
    },
    names: () => readdir(folder),
  };
}

function unless(error: unknown, code: string): null {
  if (error instanceof Error && 'code' in error && error.code === code) return null;
  throw error;
}

/** Makes the file's name as durable as its bytes. Windows cannot open a folder and needs no such step. */
async function syncFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return;
  const handle = await open(folder, 'r');
  await handle.sync().finally(() => handle.close());
}

/** One write may take fewer bytes than given. */
async function writeFully(handle: FileHandle, bytes: Buffer, offsetBytes: number): Promise<void> {
  for (let written = 0; written < bytes.length; ) {
    const left = bytes.length - written;
    written += (await handle.write(bytes, written, left, offsetBytes + written)).bytesWritten;
  }
}

async function readFully(handle: FileHandle, offsetBytes: number, lengthBytes: number): Promise<Buffer> {
  const bytes = Buffer.allocUnsafe(lengthBytes);
  let filled = 0;
  while (filled < lengthBytes) {
    const { bytesRead } = await handle.read(bytes, filled, lengthBytes - filled, offsetBytes + filled);
    if (bytesRead === 0) break;
    filled += bytesRead;
  }
  return bytes.subarray(0, filled);
}
