import { STATUS_CODES } from 'node:http';
import type { Socket } from 'node:net';
import Fastify, { type FastifyReply, type FastifyRequest } from 'fastify';
import { validatorCompiler, type ZodTypeProvider } from 'fastify-type-provider-zod';
import { allowedMethods } from './allowed-methods.ts';
import type { Problem } from './answers.ts';
import type { ApiServer } from './api-server.ts';
import { asksForPage } from './dashboard-pages.ts';
import { ApiError, problemOf } from './problem.ts';

/** An address in a path, encoded twice where it has Chinese characters. */
const MAX_PARAM_LENGTH = 20_000;
const REQUEST_TIMEOUT_MS = 30_000;

/** Where faults of ours are told. */
export type FaultLog = { error(details: object, message: string): void };

/**
 * A server without routes that refuses in one way: whatever is wrong is told as problem+json.
 *
 * @param missingPage what a browser is shown at an address that nothing is at; left out: a problem, like all others
 * @returns beside it, what refuses a method that its address does not take; to be asked before anything is read
 */
export function bareServer(
  log?: FaultLog,
  missingPage?: Buffer,
): {
  app: ApiServer;
  refuseMethod: (request: FastifyRequest, reply: FastifyReply) => void;
} {
  const app: ApiServer = Fastify({
    logger: false,
    // Streams of changes have no end of their own.
    forceCloseConnections: true,
    requestTimeout: REQUEST_TIMEOUT_MS,
    bodyLimit: 64 * 1024,
    // A query of 8,000 characters, each encoded as up to twelve.
    http: { maxHeaderSize: 128 * 1_024 },
    routerOptions: { maxParamLength: MAX_PARAM_LENGTH },
    clientErrorHandler: refuseBytes,
    // An address that cannot be decoded comes to no route.
    frameworkErrors: (error, _, reply) => tell(reply, problemOf(error)),
  }).withTypeProvider<ZodTypeProvider>();
  app.setValidatorCompiler(validatorCompiler);
  // What goes out comes from the store, where it was checked; the types see to its shape.
  app.setSerializerCompiler(() => (data) => JSON.stringify(data));
  app.setErrorHandler((error, request, reply) => {
    const problem = problemOf(error);
    if (problem.status >= 500)
      log?.error({ err: error, route: request.routeOptions.url }, 'a request failed');
    return tell(reply, problem);
  });
  const methodsOf = allowedMethods(app);
  const refuseMethod = (request: FastifyRequest, reply: FastifyReply) => {
    const methods = methodsOf(request.url.split('?', 1)[0] ?? '');
    if (methods.length === 0 || methods.includes(request.method)) return;
    void reply.header('allow', methods.join(', '));
    throw new ApiError(405, 'method-not-allowed', `here one may ${methods.join(', ')}`);
  };
  app.setNotFoundHandler((request, reply) => {
    refuseMethod(request, reply);
    if (missingPage && asksForPage(request))
      return reply
        .code(404)
        .header('content-type', 'text/html; charset=utf-8')
        .header('cache-control', 'no-store')
        .send(missingPage);
    throw new ApiError(404, 'not-found', `${request.method} has no route here; /openapi.json lists them all`);
  });
  return { app, refuseMethod };
}

/** What is no request, or one with too long a head, never comes to a route. */
function refuseBytes(error: Error & { code?: string }, socket: Socket): void {
  if (error.code === 'ECONNRESET' || !socket.writable) return void socket.destroy();
  const tooLong = error.code === 'HPE_HEADER_OVERFLOW';
  const status = tooLong ? 431 : 400;
  const detail = tooLong ? 'address and headers have more than 128 kB' : 'this is no HTTP request';
  const body = JSON.stringify(problemOf(new ApiError(status, 'invalid-request', detail)));
  socket.end(
    `HTTP/1.1 ${status} ${STATUS_CODES[status]}\r\ncontent-type: application/problem+json\r\n` +
      `content-length: ${Buffer.byteLength(body)}\r\nconnection: close\r\n\r\n${body}`,
  );
}

function tell(reply: FastifyReply, problem: Problem): FastifyReply {
  if (problem.status === 401) void reply.header('www-authenticate', 'Bearer realm="wellspring"');
  return reply
    .code(problem.status)
    .header('content-type', 'application/problem+json')
    .header('cache-control', 'no-store')
    .send(JSON.stringify(problem));
}
