import { setTimeout as sleep } from 'node:timers/promises';
import type { Registry } from 'prom-client';
import { z } from 'zod';
import { type ApiServer, Bytes, problems } from './api-server.ts';
import { ApiError } from './problem.ts';

const tags = ['operation'];
/** What `/healthz` says; by it one process knows another. */
export const Up = z.object({ status: z.literal('ok'), version: z.string() });
/** Probes give up after 5 s; servers that are away are waited for longer than that. */
const READY_MS = 3_000;

export type ProbeNeeds = {
  version: string;
  /** What the process cannot work without, by name: "the store". Resolves when it answers. */
  ready: Readonly<Record<string, () => Promise<unknown>>>;
  registry: Registry;
};

/** Is it up, can it work, and what do the gauges say? */
export function probeRoutes(app: ApiServer, { version, ready, registry }: ProbeNeeds): void {
  app.get(
    '/healthz',
    { schema: { tags, summary: 'The process is up', response: { 200: Up } } },
    async () => ({ status: 'ok' as const, version }),
  );

  app.get(
    '/readyz',
    {
      schema: {
        tags,
        summary: 'The store answers',
        response: { 200: Up, 503: problems[500] },
      },
    },
    async () => {
      const silent = await Promise.all(Object.entries(ready).map(([name, ask]) => faultOf(name, ask)));
      const [first] = silent.filter((fault) => fault !== null);
      if (first) throw first;
      return { status: 'ok' as const, version };
    },
  );

  app.get(
    '/metrics',
    {
      schema: {
        tags,
        summary: 'Gauges and counters in the format of Prometheus',
        response: {
          200: { description: 'One metric a line', content: { 'text/plain': { schema: Bytes } } },
          ...problems,
        },
      },
    },
    async (_, reply) => reply.header('content-type', registry.contentType).send(await registry.metrics()),
  );
}

async function faultOf(name: string, ask: () => Promise<unknown>): Promise<ApiError | null> {
  const patience = new AbortController();
  const late = sleep(READY_MS, undefined, { signal: patience.signal }).then(() => {
    throw new Error(`no answer within ${READY_MS / 1_000} s`);
  });
  try {
    await Promise.race([ask(), late]);
    return null;
  } catch (cause) {
    return Object.assign(new ApiError(503, 'not-ready', `${name} does not answer`), { cause });
  } finally {
    late.catch(() => undefined);
    patience.abort();
  }
}
