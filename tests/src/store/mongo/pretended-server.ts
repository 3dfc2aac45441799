import { once } from 'node:events';
import { createServer, type Socket } from 'node:net';
import { BSON, type Document } from 'mongodb';

const opMsg = 2013;
const opQuery = 2004;
const opReply = 1;

/**
 * A server that speaks MongoDB's wire protocol as far as a client greets it: what it says of itself is the test's.
 * @param answer to a command by its name; null: the server's usual answer to a greeting, else `ok`
 */
export async function pretendedServer(
  answer: (command: string) => Document | null,
): Promise<{ uri: string; close(): Promise<void> }> {
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    let held = Buffer.alloc(0);
    socket.on('error', () => socket.destroy());
    socket.on('data', (bytes: Buffer) => {
      held = Buffer.concat([held, bytes]);
      while (held.length >= 4 && held.length >= held.readInt32LE(0)) {
        const message = held.subarray(0, held.readInt32LE(0));
        held = held.subarray(message.length);
        socket.write(replyTo(message, answer));
      }
    });
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  const port = address !== null && typeof address === 'object' ? address.port : 0;
  return {
    uri: `mongodb://127.0.0.1:${port}/wellspring?directConnection=true`,
    async close() {
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, 'close');
    },
  };
}

function replyTo(message: Buffer, answer: (command: string) => Document | null): Buffer {
  const id = message.readInt32LE(4);
  const isQuery = message.readInt32LE(12) === opQuery;
  // A query names its collection, how many to skip and to give; a message begins with flags and one kind of section.
  const at = isQuery ? message.indexOf(0, 20) + 9 : 21;
  const size = message.readInt32LE(at);
  const [command = ''] = Object.keys(BSON.deserialize(message.subarray(at, at + size)));
  const said = BSON.serialize(answer(command) ?? usual(command));
  const head = isQuery ? Buffer.alloc(20) : Buffer.alloc(5);
  if (isQuery) head.writeInt32LE(1, 16);
  const reply = Buffer.concat([Buffer.alloc(16), head, said]);
  reply.writeInt32LE(reply.length, 0);
  reply.writeInt32LE(id, 8);
  reply.writeInt32LE(isQuery ? opReply : opMsg, 12);
  return reply;
}

/** A primary of a replica set, MongoDB 8. */
export const primary = {
  ...{ ok: 1, helloOk: true, isWritablePrimary: true, ismaster: true, setName: 'rs0' },
  ...{ minWireVersion: 0, maxWireVersion: 25, maxBsonObjectSize: 16_777_216 },
  ...{ maxMessageSizeBytes: 48_000_000, maxWriteBatchSize: 100_000, logicalSessionTimeoutMinutes: 30 },
};

const usual = (command: string): Document =>
  /^(?:hello|ismaster)$/i.test(command) ? primary : { ok: 1, version: '8.0.4' };
