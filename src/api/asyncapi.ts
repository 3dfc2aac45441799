import { z } from 'zod';
import { ChangeEvent } from '../model/change-event.ts';
import {
  cloudEventBody,
  standardBody,
  type WebhookContentType,
  webhookData,
} from '../model/webhook-content.ts';
import type { ApiServer } from './api-server.ts';

const types = Object.keys(webhookData) as WebhookContentType[];
const schemaOf = (value: z.ZodType) => {
  const { $schema: _, ...schema } = z.toJSONSchema(value, { target: 'draft-7' });
  return schema;
};
const nameOf = (type: string) => type.replace(/\W(\w)/g, (_, letter: string) => letter.toUpperCase());

/** Describes what is sent without being asked, at /asyncapi.json: the stream of changes, and webhooks. */
export function asyncApi(app: ApiServer, { version }: { version: string }): void {
  const text = JSON.stringify(asyncApiDescription(version));
  app.get('/asyncapi.json', { schema: { hide: true } }, async (_, reply) =>
    reply.header('content-type', 'application/json').send(text),
  );
}

/** @see AsyncAPI 3.0.0 */
export function asyncApiDescription(version: string): Record<string, unknown> {
  const messages = Object.fromEntries([
    [
      'change',
      {
        name: 'change',
        title: 'One change of the store',
        summary: 'id: the cursor; event: the type; data: this',
        contentType: 'application/json',
        payload: schemaOf(ChangeEvent),
      },
    ],
    ...types.flatMap((type) => [
      [nameOf(type), message(type, 'application/json', schemaOf(standardBody(type)))],
      [
        `${nameOf(type)}CloudEvent`,
        message(type, 'application/cloudevents+json', schemaOf(cloudEventBody(type))),
      ],
    ]),
  ]);
  const referred = (names: readonly string[]) =>
    Object.fromEntries(names.map((name) => [name, { $ref: `#/components/messages/${name}` }]));
  return {
    asyncapi: '3.0.0',
    info: {
      title: 'Wellspring',
      version,
      description: 'Every change, once, in order (docs/pipelines.md).',
      license: { name: 'Apache-2.0' },
    },
    defaultContentType: 'application/json',
    channels: {
      changes: {
        address: '/v1/changes/stream',
        title: 'The stream of changes, as server-sent events',
        messages: referred(['change']),
      },
      webhook: {
        address: null,
        title: 'A receiver of webhooks; its address is given in POST /v1/webhooks',
        messages: referred(Object.keys(messages).filter((name) => name !== 'change')),
      },
    },
    operations: {
      sendChange: { action: 'send', channel: { $ref: '#/channels/changes' } },
      sendWebhook: {
        action: 'send',
        channel: { $ref: '#/channels/webhook' },
        description: 'At least once, signed by Standard Webhooks 1.0.0. Any 2xx status takes it.',
      },
    },
    components: { messages },
  };
}

function message(type: WebhookContentType, contentType: string, payload: object) {
  return {
    name: type,
    contentType,
    headers: {
      type: 'object',
      properties: {
        'webhook-id': { type: 'string', description: 'The same in every attempt' },
        'webhook-timestamp': { type: 'string', pattern: '^[0-9]+$', description: 'Seconds; of the attempt' },
        'webhook-signature': {
          type: 'string',
          description: 'One for each valid secret, with spaces between',
        },
      },
      required: ['webhook-id', 'webhook-timestamp', 'webhook-signature'],
    },
    payload,
  };
}
