import { z } from 'zod';

const Schema: z.ZodType<Schema> = z.lazy(() =>
  z.looseObject({
    $ref: z.string().optional(),
    type: z.union([z.string(), z.array(z.string())]).optional(),
    properties: z.record(z.string(), Schema).optional(),
    required: z.array(z.string()).optional(),
    items: z.union([Schema, z.boolean()]).optional(),
    enum: z.array(z.unknown()).optional(),
    const: z.unknown().optional(),
    anyOf: z.array(Schema).optional(),
    oneOf: z.array(Schema).optional(),
  }),
);
type Schema = {
  $ref?: string | undefined;
  type?: string | string[] | undefined;
  properties?: Record<string, Schema> | undefined;
  required?: string[] | undefined;
  items?: Schema | boolean | undefined;
  enum?: unknown[] | undefined;
  const?: unknown;
  anyOf?: Schema[] | undefined;
  oneOf?: Schema[] | undefined;
};

/** Schemas by the end of their `$ref`. */
export type Named = Readonly<Record<string, unknown>>;

/**
 * What of `after` could break a reader of `before`: something gone, no longer always there, or of another form. New
 * properties, and new kinds of a value that is told apart by its `type`, break nobody who passes over what he does not know.
 */
export function schemaBreaches(
  before: unknown,
  after: unknown,
  names: { before: Named; after: Named } = { before: {}, after: {} },
): string[] {
  const found: string[] = [];
  compare(Schema.parse(before), Schema.parse(after), '', new Set());
  return found;

  function compare(old: Schema, now: Schema, path: string, seen: ReadonlySet<string>): void {
    const key = `${old.$ref} ${now.$ref}`;
    if (old.$ref && seen.has(key)) return;
    const within = old.$ref ? new Set([...seen, key]) : seen;
    const a = resolved(old, names.before);
    const b = resolved(now, names.after);
    const branches = a.anyOf ?? a.oneOf;
    if (branches) {
      compareBranches(branches, b.anyOf ?? b.oneOf ?? [b], path, within);
      return;
    }
    if (b.anyOf ?? b.oneOf) {
      compareBranches([a], b.anyOf ?? b.oneOf ?? [], path, within);
      return;
    }
    const types = typesOf(a);
    const added = typesOf(b).filter((type) => !types.includes(type));
    if (types.length > 0 && (added.length > 0 || typesOf(b).length === 0)) {
      found.push(`${path || '/'} was ${types.join(' or ')}, and is ${typesOf(b).join(' or ') || 'anything'}`);
    }
    const values = valuesOf(a);
    const more = valuesOf(b)?.filter((value) => !values?.includes(value)) ?? ['anything'];
    if (values && more.length > 0) found.push(`${path || '/'} may newly be ${more.join(', ')}`);
    for (const [name, property] of Object.entries(a.properties ?? {})) {
      const other = b.properties?.[name];
      const place = `${path}/${name}`;
      if (!other) found.push(`${place} is gone`);
      else {
        if (a.required?.includes(name) && !b.required?.includes(name)) found.push(`${place} may be missing`);
        compare(property, other, place, within);
      }
    }
    if (typeof a.items === 'object') {
      if (typeof b.items === 'object') compare(a.items, b.items, `${path}[]`, within);
      else found.push(`${path}[] is no longer said`);
    }
  }

  function compareBranches(old: Schema[], now: Schema[], path: string, seen: ReadonlySet<string>): void {
    const rest = [...now];
    for (const branch of old) {
      const kind = kindOf(branch, names.before);
      const at = rest.findIndex((one) => kindOf(one, names.after) === kind);
      const [same] = at < 0 ? [] : rest.splice(at, 1);
      if (same) compare(branch, same, kind.startsWith('type ') ? `${path}(${kind.slice(5)})` : path, seen);
      else found.push(`${path || '/'} is never ${kind} any more`);
    }
    const open = old.length > 1 && old.every((branch) => kindOf(branch, names.before).startsWith('type '));
    for (const one of rest) {
      if (!open) found.push(`${path || '/'} may newly be ${kindOf(one, names.after)}`);
    }
  }
}

function resolved(schema: Schema, named: Named): Schema {
  if (!schema.$ref) return schema;
  return Schema.parse(named[schema.$ref.split('/').at(-1) ?? ''] ?? {});
}

function typesOf({ type, const: value }: Schema): string[] {
  if (type === undefined) return value === undefined ? [] : [typeof value];
  // Every integer is a number.
  return [type].flat();
}

function valuesOf(schema: Schema): unknown[] | undefined {
  return schema.enum ?? (schema.const === undefined ? undefined : [schema.const]);
}

/** What tells one branch from the others: the value of `type`, else its form. */
function kindOf(schema: Schema, named: Named): string {
  const { properties, type, $ref, ...rest } = resolved(schema, named);
  const tag = properties?.type ? resolved(properties.type, named).const : undefined;
  if (typeof tag === 'string') return `type ${tag}`;
  return [type].flat().join(' or ') || JSON.stringify(rest);
}
