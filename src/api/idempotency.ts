import { createHash } from 'node:crypto';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { AnswerStore } from '../store/answer-store.ts';
import { type ApiServer, told } from './api-server.ts';
import { ApiError } from './problem.ts';

/** A claim without an answer that is older comes from a process that was killed: no request takes so long. */
const STALE_MS = 2 * 60_000;
/** With or without the quotes of a structured field. */
const KEY = /^"?([\x21\x23-\x7e]{1,255})"?$/;
const REPLAYED = 'idempotency-replayed';

const Headers = z.looseObject({
  'idempotency-key': z
    .string()
    .max(257)
    .optional()
    .describe('The same write again under this key, within a day, is answered as the first was'),
});
const described = {
  409: told('The first request with this Idempotency-Key is still worked on: code idempotency-busy'),
  422: told('This Idempotency-Key came with another request before: code idempotency-mismatch'),
};

type Claim = { id: string; fingerprint: string };

/**
 * Writes that come with an `Idempotency-Key` have their effect once: the same write again within a day is answered as
 * the first was. Answers of status 500 and above are not kept: such a write may be tried again under its key.
 *
 * @see draft-ietf-httpapi-idempotency-key-header
 */
export function idempotency(
  app: ApiServer,
  { answers, now }: { answers: AnswerStore; now: () => Date },
): void {
  const claims = new WeakMap<FastifyRequest, Claim>();

  // Every write takes the header, and says so in the description.
  app.addHook('onRoute', (route) => {
    if (!route.schema || [route.method].flat().some((method) => method === 'GET' || method === 'HEAD'))
      return;
    const { response, headers } = route.schema;
    route.schema.headers = headers ?? Headers;
    route.schema.response = { ...described, ...(typeof response === 'object' ? response : {}) };
  });

  app.addHook('preHandler', async (request, reply) => {
    const key = keyOf(request);
    if (key === null) return;
    const id = hash(`${request.headers.authorization}\n${key}`);
    const fingerprint = hash(`${request.method} ${request.url}\n${JSON.stringify(request.body ?? null)}`);
    const at = now();
    const staleBefore = new Date(at.getTime() - STALE_MS).toISOString();
    const there = await answers.claimAnswer(
      id,
      { fingerprint, at: at.toISOString(), answer: null },
      staleBefore,
    );
    if (!there) {
      claims.set(request, { id, fingerprint });
      return;
    }
    if (there.fingerprint !== fingerprint) {
      throw new ApiError(
        422,
        'idempotency-mismatch',
        'this Idempotency-Key was sent with another request before',
      );
    }
    if (!there.answer) {
      void reply.header('retry-after', '1');
      throw new ApiError(
        409,
        'idempotency-busy',
        'the first request with this Idempotency-Key is still worked on',
      );
    }
    return replay(reply, there.answer);
  });

  app.addHook('onSend', async (request, reply, payload) => {
    const claim = claims.get(request);
    if (!claim) return payload;
    claims.delete(request);
    const { id, fingerprint } = claim;
    if (
      reply.statusCode >= 500 ||
      (typeof payload !== 'string' && payload !== null && payload !== undefined)
    ) {
      await answers.dropAnswer(id);
      return payload;
    }
    const type = reply.getHeader('content-type');
    await answers.keepAnswer(id, {
      fingerprint,
      at: now().toISOString(),
      answer: {
        status: reply.statusCode,
        type: typeof type === 'string' ? type : null,
        body: typeof payload === 'string' ? payload : '',
      },
    });
    return payload;
  });
}

function replay(
  reply: FastifyReply,
  { status, type, body }: { status: number; type: string | null; body: string },
): FastifyReply {
  void reply.code(status).header(REPLAYED, 'true').header('cache-control', 'no-store');
  if (type !== null) void reply.header('content-type', type);
  // It was written out when it was made.
  return reply.serializer((text: unknown) => String(text)).send(body);
}

function keyOf({ method, headers }: FastifyRequest): string | null {
  const sent = headers['idempotency-key'];
  if (sent === undefined || method === 'GET' || method === 'HEAD') return null;
  const key = KEY.exec(String(sent))?.[1];
  if (key !== undefined) return key;
  throw new ApiError(
    400,
    'invalid-request',
    'Idempotency-Key: write 1 to 255 visible characters, such as a UUID',
  );
}

function hash(text: string): string {
  return createHash('sha256').update(text).digest('base64url');
}
