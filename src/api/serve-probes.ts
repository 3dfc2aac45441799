import helmet from '@fastify/helmet';
import { collectDefaultMetrics, Registry } from 'prom-client';
import { bareServer, type FaultLog } from './bare-server.ts';
import { listen } from './listen.ts';
import { type ProbeNeeds, probeRoutes } from './probe-routes.ts';
import { type Access, isLoopback, requestAccess } from './request-access.ts';

export type ProbeOptions = Pick<ProbeNeeds, 'version' | 'ready'> & {
  host: string;
  port: number;
  /** What this process counts by itself. */
  own: Registry;
  key: string | undefined;
  keys: Access['keys'];
  log?: FaultLog;
  now: () => Date;
};

/**
 * `/healthz`, `/readyz` and `/metrics` of a process that serves no interface: a worker, a scheduler. It tells of this
 * process alone; what is read from the store is told by those that serve the interface, once.
 *
 * The rules of access are those of the interface: on loopback all is open; elsewhere `/metrics` takes a key.
 *
 * @throws {ListenError} the port cannot be had
 */
export async function serveProbes(options: ProbeOptions): Promise<{ url: string; close(): Promise<void> }> {
  const { version, ready, host, port, own, key, keys, log, now } = options;
  const { app, refuseMethod } = bareServer(log);
  await app.register(helmet, { contentSecurityPolicy: { directives: { defaultSrc: ["'none'"] } } });
  app.addHook('onRequest', async (request, reply) => refuseMethod(request, reply));
  app.addHook(
    'onRequest',
    requestAccess({ key, keys, now, openReading: key === undefined && isLoopback(host) }),
  );
  const process = new Registry();
  collectDefaultMetrics({ register: process });
  probeRoutes(app, { version, ready, registry: Registry.merge([process, own]) });
  const url = await listen(app, { host, port, setting: 'probes' });
  return { url, close: () => app.close() };
}
