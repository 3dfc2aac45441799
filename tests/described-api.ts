import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { openApp } from '../src/app.ts';
import { loadSettings } from '../src/settings.ts';

const Operation = z.looseObject({
  parameters: z
    .array(
      z.looseObject({
        name: z.string(),
        in: z.string(),
        required: z.boolean().default(false),
        schema: z.unknown(),
      }),
    )
    .default([]),
  requestBody: z
    .looseObject({
      required: z.boolean().default(false),
      content: z.record(z.string(), z.looseObject({ schema: z.unknown() })),
    })
    .optional(),
  responses: z.record(
    z.string(),
    z.looseObject({ content: z.record(z.string(), z.looseObject({ schema: z.unknown() })).optional() }),
  ),
});
export type Operation = z.infer<typeof Operation>;
export const OpenApi = z.looseObject({
  paths: z.record(z.string(), z.record(z.string(), Operation)),
  components: z.looseObject({ schemas: z.record(z.string(), z.unknown()) }),
});
export type OpenApi = z.infer<typeof OpenApi>;

/** What the service says of itself today, wired as it is for a user. */
export async function describedApi(): Promise<{ text: string; description: OpenApi }> {
  const data = mkdtempSync(join(tmpdir(), 'wellspring-described-'));
  const env = { WELLSPRING_SITES: join(data, 'sites') };
  const application = await openApp(loadSettings({ env, file: 'no-such-file.yaml', flags: { data } }));
  const api = await application.serve({ host: '127.0.0.1', port: 0 });
  try {
    const text = await (await fetch(`${api.url}/openapi.json`)).text();
    return { text, description: OpenApi.parse(JSON.parse(text)) };
  } finally {
    await api.close();
    await application.close();
    rmSync(data, { recursive: true, force: true });
  }
}

/** Every operation by "GET /v1/articles". */
export function operationsOf({ paths }: OpenApi): Map<string, Operation> {
  return new Map(
    Object.entries(paths).flatMap(([path, methods]) =>
      Object.entries(methods).map(
        ([method, operation]) => [`${method.toUpperCase()} ${path}`, operation] as const,
      ),
    ),
  );
}
