import { timingSafeEqual } from 'node:crypto';
import type { FastifyRequest } from 'fastify';
import { keyHash } from '../changes/new-key.ts';
import type { ApiKey, Scope } from '../model/api-key.ts';
import type { KeyStore } from '../store/key-store.ts';
import { asksForPage, isDashboardPage } from './dashboard-pages.ts';
import { ApiError } from './problem.ts';
import { noteKey } from './who-asks.ts';

/** Listening where others can reach it takes a key. */
export class MissingKeyError extends Error {
  readonly code = 'settings';
  constructor(host: string) {
    super(
      `host ${host} can be reached by others, and no key is set; set one (api.key, WELLSPRING_API_KEY) or make one ` +
        '(wellspring key new NAME), or listen on 127.0.0.1, where reading is open',
    );
  }
}

export function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '::1' || /^127(\.\d{1,3}){3}$/.test(host);
}

/** What anyone may read: whether it is up, how it is spoken to, and the dashboard's own files (not its data). */
const OPEN = /^\/(healthz|readyz|openapi\.json|asyncapi\.json|assets\/.*)$/;
/** A name or an address, with a port or without; a request of HTTP/1.0 may leave it out. */
const WRITTEN_HOST = /^(?:[\w.-]*|\[[\da-f:.]+\])(?::\d{1,5})?$/i;
/** The last use of a key is written down no more often than this. */
const NOTE_USE_MS = 60_000;
/** Subscribing to a feed is a way to read it. A key is needed even where reading is open: any page may send a form. */
const SUBSCRIBE = '/v1/hub';

/** Data of all jobs: for operators, also where reading is open. */
export const queueBoardPath = '/bull-board';

export type Access = {
  /** The key of the settings: it reads. */
  key: string | undefined;
  /** True: without a key, whoever asks by a loopback name may read. */
  openReading: boolean;
  keys: Pick<KeyStore, 'keyOf' | 'keyUsed'>;
  now: () => Date;
};

/**
 * Decides whether a request may do what it asks for: reading takes scope `read` or `operate`, anything else `operate`.
 *
 * Where reading is open (on loopback), a page of another origin that made its own name point to 127.0.0.1 (DNS rebinding)
 * is told by the name in its Host header.
 *
 * @returns a check that rejects with an ApiError
 */
export function requestAccess({
  key,
  openReading,
  keys,
  now,
}: Access): (request: FastifyRequest) => Promise<void> {
  const own = key === undefined ? null : Buffer.from(keyHash(key));
  const notedAt = new Map<string, number>();

  async function scopeOf(sent: string, request: FastifyRequest): Promise<Scope | null> {
    const hash = keyHash(sent);
    if (own && timingSafeEqual(Buffer.from(hash), own)) return 'read';
    const known = await keys.keyOf(hash);
    if (known) {
      noteKey(request, known);
      await noteUse(known);
    }
    return known?.scope ?? null;
  }

  async function noteUse({ id }: ApiKey): Promise<void> {
    const at = now();
    if (at.getTime() - (notedAt.get(id) ?? 0) < NOTE_USE_MS) return;
    notedAt.set(id, at.getTime());
    await keys.keyUsed(id, at.toISOString());
  }

  return async (request) => {
    const reading = request.method === 'GET' || request.method === 'HEAD';
    const sent = sentKey(request);
    // It comes back in links of feeds and in fields of answers.
    if (!WRITTEN_HOST.test(request.headers.host ?? '')) {
      throw new ApiError(400, 'invalid-request', 'the Host header names no host');
    }
    if (openReading && !isLoopback(hostName(request.headers.host ?? ''))) {
      throw new ApiError(421, 'host-refused', 'without a key we answer to localhost and 127.0.0.1 only');
    }
    const path = request.url.split('?', 1)[0] ?? '';
    // By the route that was found, whatever way the address was written.
    const board = (request.routeOptions.url ?? '').startsWith(queueBoardPath);
    const isOpen = () => OPEN.test(path) || isDashboardPage(path) || (request.is404 && asksForPage(request));
    if (!board && reading && (openReading || isOpen())) return;
    const scope = sent === undefined ? null : await scopeOf(sent, request);
    if (scope === 'operate') return;
    if (scope === 'read' && !board && (reading || path === SUBSCRIBE)) return;
    if (scope === 'read') {
      const what = board ? 'the board of the queues' : 'changing something';
      throw new ApiError(403, 'forbidden', `this key has scope read; ${what} takes scope operate`);
    }
    throw new ApiError(
      401,
      'unauthorized',
      reading && !board
        ? 'send "Authorization: Bearer KEY" with a key that has scope read'
        : 'send "Authorization: Bearer KEY" with a key that has scope operate (wellspring key new NAME --scope operate)',
    );
  };
}

/** Feed readers know no bearer tokens; they send a key as the password of basic authentication. */
export function sentKey(request: FastifyRequest): string | undefined {
  const header = request.headers.authorization ?? '';
  const bearer = /^Bearer +(\S+)$/i.exec(header)?.[1];
  if (bearer !== undefined) return bearer;
  const basic = /^Basic +([A-Za-z0-9+/=]+)$/i.exec(header)?.[1];
  return basic === undefined ? undefined : /^[^:]*:(.*)$/s.exec(Buffer.from(basic, 'base64').toString())?.[1];
}

/** "localhost:8080" → "localhost"; "[::1]:8080" → "::1". */
function hostName(host: string): string {
  return host
    .replace(/:\d+$/, '')
    .replace(/^\[(.*)\]$/, '$1')
    .toLowerCase();
}
