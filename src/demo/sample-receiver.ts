import { createServer, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from 'node:http';
import { Webhook as Verifier, WebhookVerificationError } from 'standardwebhooks';
import { z } from 'zod';

/** Ways to consume webhooks wrongly, each caught by one case of the conformance kit. */
export const receiverFaults = [
  'wrong-signature',
  'no-signature',
  'old-timestamp',
  'duplicate',
  'disorder',
  'tombstone',
  'rotation',
  'unknown-type',
  'large',
  'slow-connection',
  'broken-connection',
] as const;
export type ReceiverFault = (typeof receiverFaults)[number];

const Told = z.looseObject({
  type: z.string(),
  data: z.looseObject({ id: z.string(), seq: z.int() }),
});
type Told = z.infer<typeof Told>;

const SMALL_BODY = 8_000;
/** What Standard Webhooks allows clocks to differ by. */
const TOLERANCE_SECONDS = 300;

/**
 * A consumer on loopback that does all as it should, but for the faults named. `/` takes webhooks, `/state` tells what it
 * holds.
 */
export async function startSampleReceiver(secret: string, faults: readonly ReceiverFault[] = []) {
  const has = new Set<ReceiverFault>(faults);
  const held = new Map<string, { seq: number; applied: number }>();
  const removed = new Map<string, number>();
  const seen = new Set<string>();
  /** With the fault: one request after the other, the next one only when the last one is read. */
  let queue: Promise<unknown> = Promise.resolve();

  function apply({ type, data: { id, seq } }: Told): void {
    const before = held.get(id);
    if (seq < (removed.get(id) ?? 0)) return;
    if (seq < (before?.seq ?? 0) && !has.has('disorder')) return;
    if (type === 'article.removed') {
      if (!has.has('tombstone')) {
        held.delete(id);
        removed.set(id, seq);
      }
      return;
    }
    held.set(id, { seq, applied: (before?.applied ?? 0) + 1 });
  }

  async function take(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { body, whole } = await bodyOf(request);
    if (!whole && !has.has('broken-connection')) return;
    const { headers } = request;
    const id = String(headers['webhook-id']);
    if (has.has('large') && body.length > SMALL_BODY) return void response.writeHead(413).end();
    if (whole && !isGenuine(body, headers, secret, has)) return void response.writeHead(401).end();
    const told = Told.safeParse(whole ? JSON.parse(body) : guessed(body));
    if (told.success) {
      const { type } = told.data;
      if (has.has('unknown-type') && type === 'article.invented') return void response.writeHead(400).end();
      if (type !== 'article.invented' && (!seen.has(id) || has.has('duplicate'))) apply(told.data);
      seen.add(id);
    }
    response.writeHead(204).end();
  }

  const server = createServer((request, response) => {
    if (request.url === '/state') {
      response.setHeader('content-type', 'application/json');
      response.end(JSON.stringify(Object.fromEntries(held)));
      return;
    }
    const taking = has.has('slow-connection')
      ? queue.then(() => take(request, response))
      : take(request, response);
    queue = taking.catch(() => undefined);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const host = `127.0.0.1:${address && typeof address === 'object' ? address.port : 0}`;
  return {
    host,
    url: `http://${host}/`,
    stateUrl: `http://${host}/state`,
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

async function bodyOf(request: IncomingMessage): Promise<{ body: string; whole: boolean }> {
  const chunks: Buffer[] = [];
  try {
    for await (const chunk of request) chunks.push(chunk);
    return { body: Buffer.concat(chunks).toString(), whole: true };
  } catch {
    return { body: Buffer.concat(chunks).toString(), whole: false };
  }
}

/** What a consumer makes of half a message that should have made nothing of it. */
function guessed(body: string): unknown {
  const type = /"type":"([^"]+)"/.exec(body)?.[1];
  const seq = Number(/"seq":(\d+)/.exec(body)?.[1]);
  const id = /"id":"([^"]+)"/.exec(body)?.[1];
  return { type, data: { id, seq } };
}

function isGenuine(
  body: string,
  headers: IncomingHttpHeaders,
  secret: string,
  has: ReadonlySet<ReceiverFault>,
): boolean {
  const given = Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, String(value)]));
  if (given['webhook-signature'] === undefined) return has.has('no-signature');
  if (has.has('wrong-signature')) {
    return Math.abs(Date.now() / 1_000 - Number(given['webhook-timestamp'])) < TOLERANCE_SECONDS;
  }
  if (has.has('rotation') && given['webhook-signature'].includes(' ')) return false;
  const verifier = new Verifier(secret);
  try {
    verifier.verify(body, given);
    return true;
  } catch (error) {
    if (!(error instanceof WebhookVerificationError)) throw error;
    if (!has.has('old-timestamp') || !/timestamp/.test(error.message)) return false;
    const signed = verifier.sign(
      given['webhook-id'] ?? '',
      new Date(Number(given['webhook-timestamp']) * 1_000),
      body,
    );
    return given['webhook-signature'].split(' ').includes(signed);
  }
}
