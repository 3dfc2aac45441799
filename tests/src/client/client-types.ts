import { compile } from 'json-schema-to-typescript';
import { type OpenApi, type Operation, operationsOf } from '../../described-api.ts';

/**
 * The types of the client, from the description of the interface: each operation by its name with what it is asked and
 * what it answers, and each named schema.
 */
export async function clientTypes(description: OpenApi): Promise<string> {
  const properties = Object.fromEntries(
    [...operationsOf(description)].map(([name, operation]) => [name, operationSchema(operation)]),
  );
  const root = {
    title: 'Api',
    description: 'Every operation: what it is asked, and what it answers.',
    ...objectOf(properties),
    $defs: description.components.schemas,
  };
  const schema = JSON.parse(
    JSON.stringify(root).replaceAll('#/components/schemas/', '#/$defs/'),
    withoutNoise,
  );
  return compile(schema, 'Api', {
    additionalProperties: false,
    unreachableDefinitions: true,
    bannerComment:
      '// Made from the OpenAPI description by tests/src/api/openapi-stability.test.ts; do not edit it by hand.',
    style: { singleQuote: true, printWidth: 110, semi: true, trailingComma: 'all' },
  });
}

type Schema = Record<string, unknown>;

function objectOf(properties: Record<string, unknown>, required = Object.keys(properties)): Schema {
  return { type: 'object', properties, required, additionalProperties: false };
}

function operationSchema({ parameters, requestBody, responses }: Operation): Schema {
  const asked = (where: string) => {
    const some = parameters.filter((one) => one.in === where);
    if (some.length === 0) return {};
    const required = some.filter((one) => one.required).map(({ name }) => name);
    return {
      schema: objectOf(Object.fromEntries(some.map((one) => [one.name, one.schema])), required),
      required,
    };
  };
  const [params, query] = [asked('path'), asked('query')];
  const body = requestBody?.content['application/json']?.schema;
  const good = Object.entries(responses).find(([status]) => status.startsWith('2'))?.[1];
  const answer = good?.content?.['application/json']?.schema ?? { type: good?.content ? 'string' : 'null' };
  const properties = {
    ...(params.schema ? { params: params.schema } : {}),
    ...(query.schema ? { query: query.schema } : {}),
    ...(body ? { body } : {}),
    answer,
  };
  const optional = new Set(query.required?.length === 0 ? ['query'] : []);
  return objectOf(
    properties,
    Object.keys(properties).filter((name) => !optional.has(name)),
  );
}

/** Bounds of lists would become tuples. */
function withoutNoise(key: string, value: unknown): unknown {
  // A property may have such a name: then it is an object.
  return (key === 'minItems' || key === 'maxItems') && typeof value === 'number' ? undefined : value;
}
