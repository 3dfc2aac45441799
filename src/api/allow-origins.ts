import cors from '@fastify/cors';
import type { ApiServer } from './api-server.ts';

/**
 * Lets pages of these origins read answers (CORS); none: no page but our own. A key is still needed, and cookies are
 * never taken.
 */
export async function allowOrigins(app: ApiServer, origins: readonly string[]): Promise<void> {
  if (origins.length === 0) return;
  await app.register(cors, {
    origin: [...origins],
    methods: ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE'],
    allowedHeaders: ['authorization', 'content-type', 'idempotency-key', 'if-none-match', 'last-event-id'],
    exposedHeaders: [
      'wellspring-cursor',
      'etag',
      'retry-after',
      'ratelimit-limit',
      'ratelimit-remaining',
      'ratelimit-reset',
      'idempotency-replayed',
    ],
    maxAge: 600,
  });
}
