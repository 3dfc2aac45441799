import { z } from 'zod';
import type { HostEntry } from '../model/host-entry.ts';
import { type ApiServer, problems } from './api-server.ts';
import { HostList } from './work-answers.ts';

/** How each host is treated: the same as the command `hosts`. */
export function hostRoutes(app: ApiServer, { hosts }: { hosts: () => Promise<HostEntry[]> }): void {
  app.get(
    '/v1/hosts',
    {
      schema: {
        tags: ['operation'],
        summary: 'Each host with its rule, where that comes from, and the gaps that were kept',
        querystring: z.strictObject({}),
        response: { 200: HostList, ...problems },
      },
    },
    async () => ({ hosts: await hosts() }),
  );
}
