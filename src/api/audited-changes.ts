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
      subject: Object.values(Object(request.params)).map(String).join(' ').slice(0, 2_000) || null,
      note: null,
    });
    return payload;
  });
}
