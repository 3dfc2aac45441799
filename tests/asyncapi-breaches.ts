import { z } from 'zod';
import { schemaBreaches } from './schema-breaches.ts';

const Payload = z.looseObject({ definitions: z.record(z.string(), z.unknown()).default({}) });
const Message = z.looseObject({
  contentType: z.string(),
  headers: z.looseObject({ required: z.array(z.string()) }).optional(),
  payload: Payload,
});
export const AsyncApi = z.looseObject({
  channels: z.record(
    z.string(),
    z.looseObject({ address: z.string().nullable(), messages: z.record(z.string(), z.unknown()) }),
  ),
  components: z.looseObject({ messages: z.record(z.string(), Message) }),
});
export type AsyncApi = z.infer<typeof AsyncApi>;

/** What of `after` could break a receiver that was written for `before`. A message of a new kind breaks nobody. */
export function asyncApiBreaches(before: AsyncApi, after: AsyncApi): string[] {
  const channels = Object.entries(before.channels).flatMap(([name, old]) => {
    const now = after.channels[name];
    if (!now) return [`${name} is gone`];
    const moved = now.address === old.address ? [] : [`${name} is at ${now.address}`];
    const gone = Object.keys(old.messages).filter((message) => !(message in now.messages));
    return [...moved, ...gone.map((message) => `${name}: ${message} is gone`)];
  });
  const messages = Object.entries(before.components.messages).flatMap(([name, old]) => {
    const now = after.components.messages[name];
    if (!now) return [];
    const recoded = now.contentType === old.contentType ? [] : [`${name} is ${now.contentType}`];
    const headers = old.headers?.required.filter((header) => !now.headers?.required.includes(header)) ?? [];
    const names = { before: old.payload.definitions, after: now.payload.definitions };
    return [
      ...recoded,
      ...headers.map((header) => `${name}: header ${header} is no longer always there`),
      ...schemaBreaches(old.payload, now.payload, names).map((breach) => `${name}: ${breach}`),
    ];
  });
  return [...channels, ...messages];
}
