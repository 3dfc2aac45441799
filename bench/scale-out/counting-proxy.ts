import { once } from 'node:events';
import { connect, createServer, type Socket } from 'node:net';
import { BSON, type Document } from 'mongodb';

/** Commands of one kind, as a server saw them. */
export type CommandCount = {
  /** `find articles {_id:{$in}}`: name, collection, and the form of what is asked for, without its values. */
  shape: string;
  calls: number;
  /** Documents or operations that went to the server, and documents that came back. */
  sent: number;
  received: number;
  bytes: number;
  ms: number;
};

export type CountingProxy = {
  uri: string;
  counts(): CommandCount[];
  reset(): void;
  close(): Promise<void>;
};

const OP_MSG = 2013;
const HEADER_BYTES = 16;

/**
 * Stands between the driver and a MongoDB-protocol server and counts what goes by, whichever process sends it.
 *
 * @param mongoUri a server without TLS; its database and options are kept
 */
export async function countingProxy(mongoUri: string): Promise<CountingProxy> {
  const target = new URL(mongoUri);
  const counts = new Map<string, CommandCount>();
  const sockets = new Set<Socket>();
  const server = createServer((client) => {
    const upstream = connect(Number(target.port || 27_017), target.hostname);
    const asked = new Map<number, { count: CommandCount; at: number }>();
    const toServer = messages((message) => {
      const read = commandOf(message);
      if (!read) return;
      const known = counts.get(read.shape);
      const count = known ?? { shape: read.shape, calls: 0, sent: 0, received: 0, bytes: 0, ms: 0 };
      counts.set(read.shape, count);
      count.calls += 1;
      count.sent += read.sent;
      count.bytes += message.length;
      asked.set(message.readInt32LE(4), { count, at: performance.now() });
    });
    const toClient = messages((message) => {
      const question = asked.get(message.readInt32LE(8));
      if (!question) return;
      asked.delete(message.readInt32LE(8));
      question.count.ms += performance.now() - question.at;
      question.count.bytes += message.length;
      question.count.received += receivedIn(message);
    });
    for (const [from, to, look] of [
      [client, upstream, toServer],
      [upstream, client, toClient],
    ] as const) {
      sockets.add(from);
      from.setNoDelay(true);
      from.on('data', (bytes: Buffer) => {
        to.write(bytes);
        look(bytes);
      });
      from.on('error', () => to.destroy());
      from.on('close', () => {
        sockets.delete(from);
        to.destroy();
      });
    }
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the proxy has no port');
  const uri = new URL(mongoUri);
  uri.host = `127.0.0.1:${address.port}`;
  // Else the driver goes on to the address that the server calls its own.
  uri.searchParams.set('directConnection', 'true');
  uri.searchParams.delete('replicaSet');
  return {
    uri: uri.href,
    counts: () => [...counts.values()].sort((a, b) => b.ms - a.ms),
    reset: () => counts.clear(),
    async close() {
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, 'close');
    },
  };
}

/** Cuts what arrives into messages. */
function messages(look: (message: Buffer) => void): (bytes: Buffer) => void {
  let parts: Buffer[] = [];
  let held = 0;
  let wanted = 4;
  return (bytes) => {
    parts.push(bytes);
    held += bytes.length;
    while (held >= wanted) {
      const all = parts.length === 1 && parts[0] ? parts[0] : Buffer.concat(parts);
      const length = all.readInt32LE(0);
      parts = [all];
      wanted = length;
      if (held < length) return;
      look(all.subarray(0, length));
      parts = [all.subarray(length)];
      held -= length;
      wanted = 4;
    }
  };
}

/** The command of a message, and how many documents or operations are sent beside it. */
function commandOf(message: Buffer): { shape: string; sent: number } | null {
  if (message.readInt32LE(12) !== OP_MSG) return null;
  let body: Document = {};
  let first: Document | null = null;
  let sent = 0;
  for (let at = HEADER_BYTES + 4; at < message.length; ) {
    const kind = message[at];
    const length = message.readInt32LE(at + 1);
    if (kind === 0) {
      body = BSON.deserialize(message.subarray(at + 1, at + 1 + length));
    } else {
      let place = message.indexOf(0, at + 5) + 1;
      for (; place < at + 1 + length; place += message.readInt32LE(place)) {
        first ??= BSON.deserialize(message.subarray(place, place + message.readInt32LE(place)));
        sent += 1;
      }
    }
    at += 1 + length;
  }
  const [name = '', collection] = Object.entries(body)[0] ?? [];
  const listed = [body.documents, body.updates, body.deletes].find(Array.isArray);
  first ??= listed?.[0] ?? null;
  const filter = body.filter ?? body.query ?? body.pipeline ?? first?.q ?? null;
  const place = typeof collection === 'string' ? collection : '';
  const form = [
    name,
    place,
    filter === null ? '' : shapeOf(filter),
    body.sort ? `sort ${shapeOf(body.sort)}` : '',
  ];
  return { shape: form.filter((part) => part !== '').join(' '), sent: sent + (listed?.length ?? 0) };
}

function receivedIn(message: Buffer): number {
  if (message.readInt32LE(12) !== OP_MSG || message[HEADER_BYTES + 4] !== 0) return 0;
  const { cursor } = BSON.deserialize(message.subarray(HEADER_BYTES + 5));
  return cursor?.firstBatch?.length ?? cursor?.nextBatch?.length ?? 0;
}

/** A filter without its values. */
function shapeOf(value: unknown): string {
  if (Array.isArray(value)) {
    const forms = [...new Set(value.map(shapeOf))].filter((form) => form !== '?');
    return forms.length > 0 ? `[${forms.join(',')}]` : '[]';
  }
  if (typeof value !== 'object' || value === null || '_bsontype' in value) return '?';
  const parts = Object.entries(value).map(([key, inner]) => {
    const form = shapeOf(inner);
    return form === '?' || form === '[]' ? key : `${key}:${form}`;
  });
  return `{${parts.join(',')}}`;
}
