import { randomBytes } from 'node:crypto';
import { z } from 'zod';
import type { Post } from '../changes/attempt-delivery.ts';
import { signedHeaders } from '../changes/webhook-secret.ts';

/** The guarded client, as far as the kit needs it. */
export type KitClient = {
  post(
    url: string,
    options: Omit<Parameters<Post>[1], 'body'> & { body: string | AsyncIterable<string> },
  ): ReturnType<Post>;
  get(url: string): Promise<{ status: number; body: Uint8Array } | { outcome: string; reason: string }>;
};

export type KitOptions = {
  /** The endpoint that takes webhooks. */
  url: string;
  /** What the endpoint checks signatures with: `whsec_…`. */
  secret: string;
  /** Tells what the consumer holds (`State`); null: only its answers are judged. */
  stateUrl: string | null;
  client: KitClient;
  now: () => Date;
};

/** What a consumer says it holds: by id, the `seq` of the last change it took over, and how many it took over. */
export const State = z.record(z.string(), z.looseObject({ seq: z.int(), applied: z.int() }));

export type Message = {
  id: string;
  type: string;
  subject: string;
  seq: number;
  /** Text that only makes the message larger. */
  padding?: string;
};

/** The endpoint was not reached: nothing can be judged. */
export class UnreachableReceiverError extends Error {
  readonly code = 'receiver-unreachable';
}

const KEPT_BYTES = 2_000;

/** What cases are played with: messages as we send them, and ways to get them wrong. */
export function conformanceKit({ url, secret, stateUrl, client, now }: KitOptions) {
  const run = randomBytes(4).toString('hex');
  let made = 0;

  const bodyOf = ({ type, subject, seq, padding = '' }: Message): string =>
    JSON.stringify({
      type,
      timestamp: now().toISOString(),
      data: { seq, cursor: `conformance-${seq}`, id: subject, revision: 1, title: `Conformance ${padding}` },
    });
  const headersOf = (id: string, body: string, at = now()) =>
    signedHeaders({ secrets: [{ secret, until: null }], format: 'standard' }, id, body, at);

  async function status(answer: ReturnType<Post>): Promise<number> {
    const got = await answer;
    if ('status' in got) return got.status;
    throw new UnreachableReceiverError(`${url}: ${got.outcome}: ${got.reason}`);
  }

  return {
    judgesState: stateUrl !== null,
    /** A fresh message about a fresh subject. */
    message(change: Partial<Message> = {}): Message {
      made += 1;
      const name = `conformance-${run}-${made}`;
      return { id: `msg_${name}`, type: 'article.created', subject: name, seq: made * 10, ...change };
    },
    bodyOf,
    headersOf,
    /** Sends a message as the service does, or with other headers; gives back the status. */
    send(
      message: Message,
      change: (headers: Record<string, string>) => Record<string, string> = (same) => same,
    ) {
      const body = bodyOf(message);
      const headers = change(headersOf(message.id, body));
      return status(client.post(url, { headers, body, maxBytes: KEPT_BYTES }));
    },
    /** Sends in pieces, whatever they are; the status, or null where the connection broke. */
    async sendPieces(
      message: Message,
      pieces: (body: string) => AsyncIterable<string>,
    ): Promise<number | null> {
      const body = bodyOf(message);
      const headers = { ...headersOf(message.id, body), 'content-length': String(Buffer.byteLength(body)) };
      const answer = await client.post(url, { headers, body: pieces(body), maxBytes: KEPT_BYTES });
      return 'status' in answer ? answer.status : null;
    },
    /** What the consumer holds of a subject; null: nothing. */
    async held(subject: string): Promise<z.infer<typeof State>[string] | null> {
      if (stateUrl === null) return null;
      const answer = await client.get(stateUrl);
      if (!('status' in answer)) throw new UnreachableReceiverError(`${stateUrl}: ${answer.reason}`);
      const state = State.safeParse(parsed(Buffer.from(answer.body).toString()));
      if (!state.success) {
        throw new UnreachableReceiverError(`${stateUrl} does not answer {"id": {"seq": 1, "applied": 1}, …}`);
      }
      return state.data[subject] ?? null;
    },
  };
}
export type ConformanceKit = ReturnType<typeof conformanceKit>;

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
