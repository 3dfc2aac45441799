import type { ObjectStore } from '../../objects/object-store.ts';
import type { WarcFiles } from './warc-files.ts';

/** Read at first: most records need one request. Whoever reads on needs few, since each next block is twice as long. */
const FIRST_BLOCK_BYTES = 64 * 1_024;
const MOST_BLOCK_BYTES = 2 * 1_024 * 1_024;

/**
 * WARC files as objects, which cannot grow: each group of pages that becomes durable together is a file of its own. Names
 * carry the time and the process, so no two writers choose one.
 */
export function objectFiles(objects: ObjectStore): WarcFiles {
  return {
    grow: false,
    async create(name, head) {
      let whole = head;
      return {
        name,
        async append(bytes) {
          whole = Buffer.concat([whole, bytes]);
          await objects.put(name, whole);
        },
        close: async () => undefined,
      };
    },
    async open(name) {
      // Whether it is there shows with the first read: asking before would double the requests.
      let block: Block = { start: 0, bytes: Buffer.alloc(0) };
      let blockBytes = FIRST_BLOCK_BYTES;
      return {
        async read(offsetBytes, lengthBytes) {
          if (!holds(block, offsetBytes, lengthBytes)) {
            const length = Math.max(lengthBytes, blockBytes);
            block = { start: offsetBytes, bytes: await bytesOf(objects, name, offsetBytes, length) };
            blockBytes = Math.min(2 * blockBytes, MOST_BLOCK_BYTES);
          }
          const start = offsetBytes - block.start;
          return block.bytes.subarray(start, start + lengthBytes);
        },
        close: async () => undefined,
      };
    },
    async overwrite(name, offsetBytes, bytes) {
      const whole = await objects.get(name);
      if (!whole) return;
      whole.set(bytes, offsetBytes);
      await objects.put(name, whole);
    },
    async names() {
      const names: string[] = [];
      for await (const { name } of objects.list('')) names.push(name);
      return names;
    },
  };
}

type Block = { start: number; bytes: Buffer };

const holds = ({ start, bytes }: Block, offsetBytes: number, lengthBytes: number) =>
  offsetBytes >= start && offsetBytes + lengthBytes <= start + bytes.length;

async function bytesOf(
  objects: ObjectStore,
  name: string,
  start: number,
  lengthBytes: number,
): Promise<Buffer> {
  const bytes = await objects.get(name, { start, end: start + lengthBytes });
  return bytes ? Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength) : Buffer.alloc(0);
}
