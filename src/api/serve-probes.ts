import helmet from '@fastify/helmet';
import { collectDefaultMetrics, Registry } from 'prom-client';
import { bareServer, type FaultLog } from './bare-server.ts';
import { ListenError, listen } from './listen.ts';
import { type ProbeNeeds, probeRoutes } from './probe-routes.ts';
import { type Access, isLoopback, requestAccess } from './request-access.ts';
import { limitRequests } from './request-limits.ts';

export type ProbeOptions = Pick<ProbeNeeds, 'version' | 'ready'> & {
  host: string;
  /** Left out: the usual one, or any free one where a process of this machine has it already. */
  port?: number | undefined;
  /** What this process counts by itself. */
  own: Registry;
  key: string | undefined;
  keys: Access['keys'];
  /** Of one key or address. */
  requestsPerMinute: number;
  log?: FaultLog;
  now: () => Date;
};

export const usualProbesPort = 8_421;

/**
 * `/healthz`, `/readyz` and `/metrics` of a process that serves no interface: a worker, a scheduler. It tells of this
 * process alone; what is read from the store is told by those that serve the interface, once.
 *
 * The rules of access are those of the interface: on loopback without a key all is open, else `/metrics` takes one.
 *
 * @throws {ListenError} the port cannot be had
 */
export async function serveProbes(options: ProbeOptions): Promise<Served> {
  const { port } = options;
  if (port !== undefined) return serveOn(port, options);
  try {
    return await serveOn(usualProbesPort, options);
  } catch (error) {
    // As many workers as wanted, on one machine as well, without a word about ports.
    if (error instanceof ListenError && error.isTaken) return serveOn(0, options);
    throw error;
  }
}

type Served = { url: string; close(): Promise<void> };

async function serveOn(port: number, options: ProbeOptions): Promise<Served> {
  const { version, ready, host, own, key, keys, requestsPerMinute, log, now } = options;
  const { app, refuseMethod } = bareServer(log);
  await app.register(helmet, { contentSecurityPolicy: { directives: { defaultSrc: ["'none'"] } } });
  app.addHook('onRequest', async (request, reply) => refuseMethod(request, reply));
  const check = requestAccess({ key, keys, now, openReading: key === undefined && isLoopback(host) });
  await limitRequests(app, { perMinute: requestsPerMinute, check });
  const process = new Registry();
  collectDefaultMetrics({ register: process });
  probeRoutes(app, { version, ready, registry: Registry.merge([process, own]) });
  const url = await listen(app, { host, port, setting: 'probes' });
  return { url, close: () => app.close() };
}
