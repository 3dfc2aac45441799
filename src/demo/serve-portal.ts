import { createHash } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { gzipSync } from 'node:zlib';
import type { PortalAnswer } from './portal-pages.ts';

/** One request as the portal saw it. */
export type PortalVisit = { path: string; atMs: number; status: number; userAgent: string };

export type ServedPortal = { origin: string; visits: readonly PortalVisit[]; close(): Promise<void> };

/**
 * Serves a portal on a free port: GET and HEAD, gzip where it is accepted, 304 for an unchanged page.
 *
 * @param pages called once with the portal's own origin, which only the open port decides
 * @param options.delayMs how long an answer for a path waits
 */
export async function servePortal(
  pages: (origin: string) => (path: string) => PortalAnswer,
  options: { host: string; delayMs: (path: string) => number },
): Promise<ServedPortal> {
  const visits: PortalVisit[] = [];
  let answerTo: ((path: string) => PortalAnswer) | null = null;

  async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const path = request.url ?? '/';
    const atMs = Date.now();
    const delayMs = options.delayMs(path);
    if (delayMs > 0) await sleep(delayMs);
    const known = request.method === 'GET' || request.method === 'HEAD';
    const answer = known ? answerTo?.(path) : undefined;
    const status = answer ? send(request, response, answer) : 405;
    visits.push({ path, atMs, status, userAgent: request.headers['user-agent'] ?? '' });
    if (!answer) response.writeHead(405).end();
  }

  const server = createServer((request, response) => {
    handle(request, response).catch((error: unknown) => {
      response.writeHead(500, { 'content-type': 'text/plain' }).end(String(error));
    });
  });
  await new Promise<void>((done, failed) => {
    server.once('error', failed);
    server.listen(0, options.host, () => done());
  });
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('a demo portal has no port');
  const origin = `http://${options.host.includes(':') ? `[${options.host}]` : options.host}:${address.port}`;
  answerTo = pages(origin);
  return {
    origin,
    visits,
    close: () =>
      new Promise((done, failed) => {
        server.close((error) => (error ? failed(error) : done()));
        // Clients keep connections open for a while; nobody waits for them here.
        server.closeAllConnections();
      }),
  };
}

function send(request: IncomingMessage, response: ServerResponse, answer: PortalAnswer): number {
  const etag = `"${createHash('sha256').update(answer.body).digest('hex').slice(0, 20)}"`;
  const headers: Record<string, string> = { 'content-type': answer.contentType };
  if (answer.status === 200) headers.etag = etag;
  if (answer.lastModified) headers['last-modified'] = answer.lastModified.toUTCString();
  if (answer.location) headers.location = answer.location;
  if (answer.status === 200 && isUnchanged(request, etag, answer.lastModified)) {
    response.writeHead(304, headers).end();
    return 304;
  }
  const accepted = String(request.headers['accept-encoding'] ?? '');
  const zipped = /\bgzip\b/.test(accepted) && answer.contentType.startsWith('text/html');
  const body = zipped ? gzipSync(answer.body) : answer.body;
  if (zipped) headers['content-encoding'] = 'gzip';
  headers['content-length'] = String(body.length);
  headers.vary = 'accept-encoding';
  response.writeHead(answer.status, headers);
  response.end(request.method === 'HEAD' ? undefined : body);
  return answer.status;
}

/** If-None-Match goes before If-Modified-Since (RFC 9110, 13.2.2). */
function isUnchanged(request: IncomingMessage, etag: string, lastModified: Date | null): boolean {
  const tags = request.headers['if-none-match'];
  if (tags !== undefined) return tags.split(',').some((tag) => tag.trim().replace(/^W\//, '') === etag);
  const since = Date.parse(request.headers['if-modified-since'] ?? '');
  return lastModified !== null && Math.floor(lastModified.getTime() / 1_000) * 1_000 <= since;
}
