import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export type Reply = { status?: number; headers?: Record<string, string | string[]>; body?: string | Buffer };
export type Routes = Record<
  string,
  Reply | ((request: IncomingMessage, response: ServerResponse) => Reply | undefined)
>;

/** A portal on loopback from a table of paths; every request is written down. A path that is not there is answered by `else`, or by 404. */
export async function startTestPortal(routes: Routes) {
  const requests: { path: string; headers: IncomingMessage['headers'] }[] = [];
  const server = createServer((request, response) => {
    const path = request.url ?? '/';
    requests.push({ path, headers: request.headers });
    const route = routes[path] ?? routes.else;
    const reply =
      typeof route === 'function' ? route(request, response) : (route ?? { status: 404, body: 'not here' });
    if (!reply) return;
    response.writeHead(reply.status ?? 200, { 'content-type': 'text/html; charset=utf-8', ...reply.headers });
    response.end(reply.body ?? '');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    host,
    origin: `http://${host}`,
    requests,
    /** How often each path was asked for. */
    counts: (): Record<string, number> =>
      Object.fromEntries(
        [...Map.groupBy(requests, ({ path }) => path)].map(([path, all]) => [path, all.length]),
      ),
    close: () =>
      new Promise<void>((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}

export const pageWithLinks = (...links: string[]): string =>
  `<html><body>${links.map((link) => `<a href="${link}">about ${link}</a>`).join('\n')}</body></html>`;
