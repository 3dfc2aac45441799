import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http';

export type Received = { at: number; path: string; headers: IncomingHttpHeaders; body: string };

/** A receiver of webhooks on loopback; `answer` decides what it says. */
export async function webhookReceiver(
  answer: (received: Received, response: ServerResponse, n: number) => void = (_, response) => {
    response.writeHead(204).end();
  },
) {
  const received: Received[] = [];
  const server = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk: Buffer) => {
      body += chunk.toString();
    });
    request.on('end', () => {
      const one = { at: performance.now(), path: request.url ?? '', headers: request.headers, body };
      received.push(one);
      answer(one, response, received.length);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const port = address && typeof address === 'object' ? address.port : 0;
  return {
    url: `http://127.0.0.1:${port}/hook`,
    allow: `127.0.0.1:${port}`,
    received,
    ids: () => received.map(({ headers }) => String(headers['webhook-id'])),
    bodies: () => received.map(({ body }) => JSON.parse(body)),
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
export type WebhookReceiver = Awaited<ReturnType<typeof webhookReceiver>>;

/** Waits until something holds; fails after a while, so that a test ends. */
export async function until(holds: () => boolean | Promise<boolean>, ms = 20_000): Promise<void> {
  const end = performance.now() + ms;
  while (!(await holds())) {
    if (performance.now() > end) throw new Error(`it did not come to hold: ${holds.toString()}`);
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}
