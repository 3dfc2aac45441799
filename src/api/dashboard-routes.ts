import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import fastifyStatic from '@fastify/static';
import type { ApiServer } from './api-server.ts';
import { DASHBOARD_PAGES } from './dashboard-pages.ts';

/** The built dashboard, seen from the sources (src/api) or from the compiled package (dist/src/api). */
export function builtDashboard(): string | null {
  const places = ['../../dist/dashboard/', '../../dashboard/'].map((path) =>
    fileURLToPath(new URL(path, import.meta.url)),
  );
  return places.find((place) => existsSync(`${place}index.html`)) ?? null;
}

/** @param folder the built dashboard; null: it says how to build it */
export async function dashboardRoutes(app: ApiServer, folder: string | null): Promise<void> {
  if (folder === null) {
    app.get('/', { schema: { hide: true } }, async (_, reply) =>
      reply
        .code(503)
        .header('content-type', 'text/plain; charset=utf-8')
        .send('The dashboard is not built. Build it with "npm run build"; the API is at /openapi.json.\n'),
    );
    return;
  }
  await app.register(fastifyStatic, {
    root: `${folder}/assets`,
    prefix: '/assets/',
    index: false,
    // Their names change with their content.
    immutable: true,
    maxAge: '365d',
  });
  for (const page of DASHBOARD_PAGES) {
    app.get(page, { schema: { hide: true } }, async (_, reply) =>
      reply.sendFile('index.html', folder, { maxAge: 0, immutable: false }),
    );
  }
}
