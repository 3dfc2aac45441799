import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { jsonSchema } from '../../../src/model/json-schema.ts';
import { schemaBreaches } from '../../schema-breaches.ts';

/**
 * What others build on. The pinned files change by adding only, together with the schema: `vitest -u` renews them, and
 * does not where something would break a reader. That needs a /v2 (docs/pipelines.md, "What may change").
 */
const promised = ['ChangeEvent', 'Story', 'Observation', 'Revision'] as const;

it.each(promised)('%s breaks no reader of the pinned schema, which says what it is today', async (name) => {
  const file = fileURLToPath(new URL(`fixtures/${name}.schema.json`, import.meta.url));
  const now = jsonSchema(name);
  if (existsSync(file)) expect(schemaBreaches(JSON.parse(readFileSync(file, 'utf8')), now)).toEqual([]);
  await expect(`${JSON.stringify(now, null, 2)}\n`).toMatchFileSnapshot(file);
});
