import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { AuditLog } from '../store/audit-log.ts';
import type { ApiServer } from './api-server.ts';
import { whoAsks } from './who-asks.ts';

/** Routes whose decisions are noted where they are made, with what came of them. */
const notedThere = /^\/v1\/(?:drifts|quarantine)\//;

/** Notes every request that changed something, before it is answered: who asks learns of it when it stands in the log. */
export function auditedChanges(app: ApiServer, audit: Pick<AuditLog, 'note'>, now: () => Date): void {
  app.addHook('onSend', async (request, reply, payload) => {
    const reading = request.method === 'GET' || request.method === 'HEAD' || request.method === 'OPTIONS';
    const route = request.routeOptions.url;
    if (reading || route === undefined || reply.statusCode >= 300 || notedThere.test(route)) return payload;
    await audit.note({
      at: now().toISOString(),
      who: whoAsks(request),
      action: `${request.method} ${route}`,
      subject: subjectOf(request),
      note: Chosen.parse(request.body).reason?.slice(0, 2_000) ?? null,
    });
    return payload;
  });
}

/** Of a body, what says to what it was done and why; nothing else of it belongs into a log. */
const text = z.string().optional().catch(undefined);
const Chosen = z
  .object({
    ...{
      site: text,
      url: text,
      reason: text,
      job: text,
      failure: text,
      code: text,
      host: text,
      text,
      since: text,
    },
    ids: z.array(z.string()).optional().catch(undefined),
    all: z.literal(true).optional().catch(undefined),
  })
  .catch({});

function subjectOf({ params, body }: FastifyRequest): string | null {
  const named = Object.values(Object(params)).map(String).join(' ');
  if (named !== '') return named.slice(0, 2_000);
  const { site, ids, all, reason: _, ...filter } = Chosen.parse(body);
  const parts = Object.entries(filter).flatMap(([key, value]) => (value ? [`${key} ${value}`] : []));
  const told = [...(site ? [site] : []), ...(ids ? [ids.join(' ')] : []), ...(all ? ['all'] : []), ...parts];
  return told.join(', ').slice(0, 2_000) || null;
}
