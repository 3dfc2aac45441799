import rateLimit from '@fastify/rate-limit';
import type { FastifyRequest } from 'fastify';
import { keyHash } from '../changes/new-key.ts';
import type { ApiServer } from './api-server.ts';
import { ApiError } from './problem.ts';
import { sentKey } from './request-access.ts';

const WINDOW_MS = 60_000;
/** Of one address in a minute; whoever guesses keys is slowed down before the store is asked. */
const MAX_REFUSED = 60;

/**
 * Each key may ask so often a minute, and where no key is needed, each address: in every answer
 * `RateLimit-Limit`, `RateLimit-Remaining` and `RateLimit-Reset` (seconds); past it, status 429 with `Retry-After`.
 * Requests with a wrong key count against their address. Each process counts for itself.
 *
 * @param check decides whether a request may do what it asks for; rejects where not
 * @see draft-ietf-httpapi-ratelimit-headers-06, whose fields are the ones that clients know
 */
export async function limitRequests(
  app: ApiServer,
  { perMinute, check }: { perMinute: number; check: (request: FastifyRequest) => Promise<void> },
): Promise<void> {
  await app.register(rateLimit, {
    global: false,
    timeWindow: WINDOW_MS,
    max: perMinute,
    keyGenerator: askerOf,
    cache: 10_000,
  });
  const asked = app.createRateLimit();
  const refused = app.createRateLimit({ max: MAX_REFUSED, keyGenerator: ({ ip }) => ip });

  app.addHook('onRequest', async (request, reply) => {
    const before = await refused(request, { increment: false });
    if (!before.isAllowed && sentKey(request) !== undefined && before.remaining <= 0) {
      void reply.header('retry-after', String(before.ttlInSeconds));
      throw tooMany('requests with a wrong key', MAX_REFUSED);
    }
    try {
      await check(request);
    } catch (error) {
      if (error instanceof ApiError && error.status === 401 && sentKey(request) !== undefined)
        await refused(request);
      throw error;
    }
    const limit = await asked(request);
    if (limit.isAllowed) return;
    void reply
      .header('ratelimit-limit', String(limit.max))
      .header('ratelimit-remaining', String(Math.max(0, limit.remaining)))
      .header('ratelimit-reset', String(limit.ttlInSeconds));
    if (!limit.isExceeded) return;
    void reply.header('retry-after', String(limit.ttlInSeconds));
    throw tooMany('requests', perMinute);
  });
}

function tooMany(what: string, most: number): ApiError {
  return new ApiError(
    429,
    'too-many-requests',
    `more than ${most} ${what} in a minute; wait as Retry-After says`,
  );
}

/** The key, else the address. Here every key that was sent is a true one. */
function askerOf(request: FastifyRequest): string {
  const key = sentKey(request);
  return key === undefined ? `address ${request.ip}` : `key ${keyHash(key)}`;
}
