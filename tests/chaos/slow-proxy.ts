import { once } from 'node:events';
import { connect, createServer, type Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

export type SlowProxy = {
  port: number;
  /** Every answer comes so much later from now on. */
  delay(ms: number): void;
  /** Nothing passes for so long, and no connection breaks: what a frozen server looks like. */
  holdFor(ms: number): Promise<void>;
  close(): Promise<void>;
};

/** Stands before a server on loopback and passes on what is said, in order. */
export async function slowProxy(serverPort: number): Promise<SlowProxy> {
  let delayMs = 0;
  let held: Promise<void> = Promise.resolve();
  const sockets = new Set<Socket>();

  /** Bytes in their order, each no earlier than `delayMs` after it came. */
  function pass(from: Socket, to: Socket, late: () => number): void {
    let before: Promise<unknown> = Promise.resolve();
    const inTurn = (then: () => void) => {
      const due = Date.now() + late();
      before = before
        .then(() => held)
        .then(() => sleep(Math.max(0, due - Date.now())))
        .then(then);
    };
    from.on('data', (bytes) => inTurn(() => void (to.writable && to.write(bytes))));
    from.on('close', () => inTurn(() => to.destroy()));
    from.on('error', () => undefined);
  }

  const server = createServer((client) => {
    const behind = connect(serverPort, '127.0.0.1');
    for (const socket of [client, behind]) {
      sockets.add(socket);
      socket.on('close', () => sockets.delete(socket));
    }
    pass(client, behind, () => 0);
    pass(behind, client, () => delayMs);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();

  return {
    port: address !== null && typeof address === 'object' ? address.port : 0,
    delay(ms) {
      delayMs = ms;
    },
    async holdFor(ms) {
      const { promise, resolve } = Promise.withResolvers<void>();
      held = promise;
      await sleep(ms);
      resolve();
    },
    async close() {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
