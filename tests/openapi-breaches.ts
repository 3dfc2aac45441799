import { z } from 'zod';
import { type OpenApi, type Operation, operationsOf } from './described-api.ts';
import { schemaBreaches } from './schema-breaches.ts';

const Sent = z.looseObject({
  type: z.union([z.string(), z.array(z.string())]).optional(),
  enum: z.array(z.unknown()).optional(),
  properties: z.record(z.string(), z.unknown()).optional(),
  required: z.array(z.string()).default([]),
  minimum: z.number().optional(),
  maximum: z.number().optional(),
  maxLength: z.number().optional(),
});

/** What of `after` could break a program that was written for `before`: in what it sends, or in what it reads. */
export function openApiBreaches(before: OpenApi, after: OpenApi): string[] {
  const now = operationsOf(after);
  const names = { before: before.components.schemas, after: after.components.schemas };
  return [...operationsOf(before)].flatMap(([name, old]) => {
    const operation = now.get(name);
    if (!operation) return [`${name} is gone`];
    return [...sentBreaches(name, old, operation), ...readBreaches(name, old, operation, names)];
  });
}

function sentBreaches(name: string, old: Operation, now: Operation): string[] {
  const found: string[] = [];
  for (const parameter of old.parameters) {
    const same = now.parameters.find((one) => one.name === parameter.name && one.in === parameter.in);
    if (!same) found.push(`${name}: parameter ${parameter.name} is gone`);
    else found.push(...narrowed(`${name}: parameter ${parameter.name}`, parameter.schema, same.schema));
  }
  for (const parameter of now.parameters) {
    const same = old.parameters.find((one) => one.name === parameter.name && one.in === parameter.in);
    if (parameter.required && !same?.required)
      found.push(`${name}: parameter ${parameter.name} is newly required`);
  }
  if (now.requestBody?.required && !old.requestBody) found.push(`${name}: a body is newly required`);
  for (const [type, { schema }] of Object.entries(old.requestBody?.content ?? {})) {
    const same = now.requestBody?.content[type];
    if (same) found.push(...narrowed(`${name}: body`, schema, same.schema));
    else found.push(`${name}: a body of ${type} is no longer taken`);
  }
  return found;
}

/** Whatever was taken before has to be taken still. */
function narrowed(place: string, before: unknown, after: unknown): string[] {
  const [old, now] = [Sent.parse(before ?? {}), Sent.parse(after ?? {})];
  const found: string[] = [];
  const types = (schema: z.infer<typeof Sent>) => [schema.type ?? []].flat();
  const gone = types(old).filter((type) => types(now).length > 0 && !types(now).includes(type));
  if (gone.length > 0) found.push(`${place} may no longer be ${gone.join(' or ')}`);
  const values = now.enum ? (old.enum ?? ['anything']).filter((value) => !now.enum?.includes(value)) : [];
  if (values.length > 0) found.push(`${place} may no longer be ${values.join(', ')}`);
  if ((now.minimum ?? Number.NEGATIVE_INFINITY) > (old.minimum ?? Number.NEGATIVE_INFINITY))
    found.push(`${place} has a higher minimum`);
  if ((now.maximum ?? Number.POSITIVE_INFINITY) < (old.maximum ?? Number.POSITIVE_INFINITY))
    found.push(`${place} has a lower maximum`);
  if ((now.maxLength ?? Number.POSITIVE_INFINITY) < (old.maxLength ?? Number.POSITIVE_INFINITY))
    found.push(`${place} may be less long`);
  for (const [key, schema] of Object.entries(old.properties ?? {})) {
    const same = now.properties?.[key];
    if (same === undefined) found.push(`${place}.${key} is gone`);
    else found.push(...narrowed(`${place}.${key}`, schema, same));
  }
  for (const key of now.required)
    if (!old.required.includes(key)) found.push(`${place}.${key} is newly required`);
  return found;
}

/** Good answers; that there may be one more kind of refusal breaks nobody. */
function readBreaches(
  name: string,
  old: Operation,
  now: Operation,
  names: Parameters<typeof schemaBreaches>[2],
): string[] {
  return Object.entries(old.responses)
    .filter(([status]) => status.startsWith('2'))
    .flatMap(([status, { content = {} }]) => {
      const answer = now.responses[status];
      if (!answer) return [`${name}: never ${status} any more`];
      return Object.entries(content).flatMap(([type, { schema }]) => {
        const same = answer.content?.[type];
        if (!same) return [`${name}: ${status} is no longer ${type}`];
        return schemaBreaches(schema ?? {}, same.schema ?? {}, names).map((breach) => `${name}: ${breach}`);
      });
    });
}
