import swagger from '@fastify/swagger';
import { createJsonSchemaTransform, createJsonSchemaTransformObject } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { ChangeEvent, PublicArticle } from '../model/change-event.ts';
import { Observation } from '../model/observation.ts';
import { Provenance } from '../model/provenance.ts';
import { Revision } from '../model/revision.ts';
import { Story } from '../model/story.ts';
import { UrlRecord } from '../model/url-record.ts';
import type { ApiServer } from './api-server.ts';
import { Problem } from './problem.ts';

const named = { PublicArticle, ChangeEvent, Observation, Provenance, Revision, Story, UrlRecord, Problem };

/** Describes every route that is added after it, at /openapi.json. */
export async function openApi(
  app: ApiServer,
  { version, key }: { version: string; key: boolean },
): Promise<void> {
  const schemaRegistry = z.registry<{ id: string }>();
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
    transform: createJsonSchemaTransform({ schemaRegistry }),
    transformObject: createJsonSchemaTransformObject({ schemaRegistry }),
  });
  app.get('/openapi.json', { schema: { hide: true } }, async (_, reply) =>
    reply.header('content-type', 'application/json').send(JSON.stringify(app.swagger())),
  );
}
