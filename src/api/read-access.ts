import { createHash, timingSafeEqual } from 'node:crypto';
import type { FastifyRequest } from 'fastify';
import { ApiError } from './problem.ts';

/** Listening where others can reach it takes a key. */
export class MissingKeyError extends Error {
  readonly code = 'settings';
  constructor(host: string) {
    super(
      `host ${host} can be reached by others, and no key is set; ` +
        'set one (api.key, WELLSPRING_API_KEY), or listen on 127.0.0.1, where reading is open',
    );
  }
}

export function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || /^127(\.\d{1,3}){3}$/.test(host);
}

/** What anyone may read: whether it is up, how it is spoken to, and the dashboard's own files (not its data). */
const OPEN =
  /^\/(healthz|readyz|openapi\.json|assets\/.*|articles|articles\/[^/]*|stories|stories\/[^/]*|urls)?$/;

/**
 * Decides whether a request may read.
 *
 * With a key: who sends it as a bearer token. Without one, on loopback: whoever asks us by a loopback name. A page of
 * another origin that made its own name point to 127.0.0.1 (DNS rebinding) is told by the name in its Host header.
 *
 * @returns a check that throws an ApiError
 */
export function readAccess(key: string | undefined): (request: FastifyRequest) => void {
  if (key === undefined) {
    return (request) => {
      if (!isLoopback(hostName(request.headers.host ?? ''))) {
        throw new ApiError(421, 'host-refused', 'without a key we answer to localhost and 127.0.0.1 only');
      }
    };
  }
  const wanted = digest(key);
  return (request) => {
    const path = request.url.split('?', 1)[0] ?? '';
    if (OPEN.test(path)) return;
    const sent = /^Bearer +(\S+)$/i.exec(request.headers.authorization ?? '')?.[1];
    if (sent !== undefined && timingSafeEqual(digest(sent), wanted)) return;
    throw new ApiError(
      401,
      'unauthorized',
      'send "Authorization: Bearer KEY" with a key that has scope read',
    );
  };
}

/** "localhost:8080" → "localhost"; "[::1]:8080" → "::1". */
function hostName(host: string): string {
  return host
    .replace(/:\d+$/, '')
    .replace(/^\[(.*)\]$/, '$1')
    .toLowerCase();
}

/** Equal lengths, so that comparing takes equal time. */
function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
