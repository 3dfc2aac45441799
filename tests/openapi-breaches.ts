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
  minLength: z.number().optional(),
  maxLength: z.number().optional(),
  minItems: z.number().optional(),
  maxItems: z.number().optional(),
  pattern: z.string().optional(),
  items: z.unknown().optional(),
  const: z.unknown().optional(),
  anyOf: z.array(z.unknown()).optional(),
  oneOf: z.array(z.unknown()).optional(),
});
type Sent = z.infer<typeof Sent>;
/** Bounds that refuse more when they rise, and those that refuse more when they fall. */
const LOWER = ['minimum', 'minLength', 'minItems'] as const;
const UPPER = ['maximum', 'maxLength', 'maxItems'] as const;

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
  const branches = ({ anyOf, oneOf }: Sent) => anyOf ?? oneOf;
  if (branches(old) ?? branches(now)) {
    const takers = branches(now) ?? [after];
    return (branches(old) ?? [before])
      .filter((branch) => takers.every((taker) => narrowed(place, branch, taker).length > 0))
      .map((branch) => `${place} may no longer be ${JSON.stringify(branch)}`);
  }
  const found: string[] = [];
  const types = (schema: Sent) => [schema.type ?? []].flat();
  const gone = types(old).filter((type) => types(now).length > 0 && !types(now).includes(type));
  if (gone.length > 0) found.push(`${place} may no longer be ${gone.join(' or ')}`);
  if (types(old).length === 0 && types(now).length > 0) found.push(`${place} may no longer be anything`);
  const valuesOf = (schema: Sent) => schema.enum ?? (schema.const === undefined ? undefined : [schema.const]);
  const allowed = valuesOf(now);
  const values = allowed ? (valuesOf(old) ?? ['anything']).filter((value) => !allowed.includes(value)) : [];
  if (values.length > 0) found.push(`${place} may no longer be ${values.join(', ')}`);
  for (const bound of LOWER)
    if ((now[bound] ?? Number.NEGATIVE_INFINITY) > (old[bound] ?? Number.NEGATIVE_INFINITY))
      found.push(`${place} has a higher ${bound}`);
  for (const bound of UPPER)
    if ((now[bound] ?? Number.POSITIVE_INFINITY) < (old[bound] ?? Number.POSITIVE_INFINITY))
      found.push(`${place} has a lower ${bound}`);
  // Whether another pattern takes all that the old one took, nobody can tell here.
  if (now.pattern !== undefined && now.pattern !== old.pattern) found.push(`${place} has another pattern`);
  if (now.items !== undefined) found.push(...narrowed(`${place}[]`, old.items, now.items));
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
