import swagger from '@fastify/swagger';
import { createJsonSchemaTransform, createJsonSchemaTransformObject } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { ChangeEvent, PublicArticle } from '../model/change-event.ts';
import { Observation } from '../model/observation.ts';
import { Provenance } from '../model/provenance.ts';
import { Revision } from '../model/revision.ts';
import { Story } from '../model/story.ts';
import { UrlRecord } from '../model/url-record.ts';
import { Problem } from './answers.ts';
import type { ApiServer } from './api-server.ts';

const named = { PublicArticle, ChangeEvent, Observation, Provenance, Revision, Story, UrlRecord, Problem };

/** Describes every route that is added after it, at /openapi.json. */
export async function openApi(
  app: ApiServer,
  { version, key }: { version: string; key: boolean },
): Promise<void> {
  const schemaRegistry = z.registry<{ id: string }>();
  // Our own registry for the names (the common one would change what JSON Schema is made of the values elsewhere);
  // what `describe` says lies in the common one.
  const zodToJsonConfig = { override: describeSchema };
  for (const [id, schema] of Object.entries(named)) schemaRegistry.add(schema, { id });
  await app.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: {
        title: 'Wellspring',
        version,
        description: 'Articles of news portals, the stories they are copies of, and every change, in order.',
        license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
      },
      // By its own address: the same behind any proxy.
      servers: [{ url: '/' }],
      components: {
        securitySchemes: { key: { type: 'http', scheme: 'bearer', description: 'A key with scope read' } },
      },
      security: key ? [{ key: [] }] : [],
    },
    transform: createJsonSchemaTransform({ schemaRegistry, zodToJsonConfig }),
    transformObject: createJsonSchemaTransformObject({ schemaRegistry, zodToJsonConfig }),
  });
  app.get('/openapi.json', { schema: { hide: true } }, async (_, reply) =>
    reply.header('content-type', 'application/json').send(description(app.swagger())),
  );
}

function describeSchema({ zodSchema, jsonSchema }: { zodSchema: z.core.$ZodType; jsonSchema: object }): void {
  Object.assign(jsonSchema, z.globalRegistry.get(zodSchema));
  if (zodSchema._zod.def.type === 'undefined') Object.assign(jsonSchema, { type: 'null' });
}

const Made = z.looseObject({ components: z.looseObject({ schemas: z.record(z.string(), z.unknown()) }) });

/** Each name is made twice, as it is read and as it is written; nothing here reads a named schema. */
function description(made: unknown): string {
  const { components, ...rest } = Made.parse(made);
  const schemas = Object.entries(components.schemas).filter(([name]) => !name.endsWith('Input'));
  return JSON.stringify({ ...rest, components: { ...components, schemas: Object.fromEntries(schemas) } });
}
