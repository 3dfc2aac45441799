import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, it } from 'vitest';
import { describedApi, OpenApi } from '../../described-api.ts';
import { openApiBreaches } from '../../openapi-breaches.ts';
import { clientTypes } from '../client/client-types.ts';

const pinned = fileURLToPath(new URL('fixtures/openapi.json', import.meta.url));
const types = fileURLToPath(new URL('../../../src/client/api-types.ts', import.meta.url));

/**
 * What others build on. `RENEW_API=1 npm test -- tests/src/api/openapi-stability.test.ts` pins the description of today,
 * and makes the types of the client from it; it does not where something would break a consumer. That needs a /v2
 * (docs/pipelines.md, "What may change").
 */
describe('the description of the interface', () => {
  let text: string;
  beforeAll(async () => {
    ({ text } = await describedApi());
  });

  it('breaks no program that was written for the pinned one', async () => {
    const now = OpenApi.parse(JSON.parse(text));
    if (existsSync(pinned)) {
      expect(openApiBreaches(OpenApi.parse(JSON.parse(readFileSync(pinned, 'utf8'))), now)).toEqual([]);
    }
    if (process.env.RENEW_API) writeFileSync(pinned, `${JSON.stringify(JSON.parse(text), null, 1)}\n`);
  });

  it('is what the types of the client are made from', async () => {
    const made = await clientTypes(OpenApi.parse(JSON.parse(readFileSync(pinned, 'utf8'))));
    if (process.env.RENEW_API) writeFileSync(types, made);
    expect(readFileSync(types, 'utf8')).toBe(made);
  });
});

describe('openApiBreaches', () => {
  const pinnedNow = () => JSON.parse(readFileSync(pinned, 'utf8'));
  const breaches = (change: (description: ReturnType<typeof pinnedNow>) => void) => {
    const after = pinnedNow();
    change(after);
    return openApiBreaches(OpenApi.parse(pinnedNow()), OpenApi.parse(after));
  };
  const parameters = (description: ReturnType<typeof pinnedNow>) =>
    description.paths['/v1/stories'].get.parameters;

  it('finds nothing where nothing changed, or something was added', () => {
    expect(breaches(() => undefined)).toEqual([]);
    expect(
      breaches((api) => {
        api.paths['/v1/new'] = api.paths['/v1/sites'];
        parameters(api).push({ name: 'more', in: 'query', required: false, schema: { type: 'string' } });
        api.components.schemas.Story.properties.more = { type: 'string' };
      }),
    ).toEqual([]);
  });

  it('finds what is gone, newly asked for, narrowed or no longer always there', () => {
    expect(
      breaches((api) => {
        delete api.paths['/v1/sites'];
        parameters(api)[0].schema.maximum = 100;
        parameters(api).push({ name: 'must', in: 'query', required: true, schema: { type: 'string' } });
        delete api.components.schemas.Story.properties.title;
        const webhook = api.paths['/v1/webhooks'].post.requestBody.content['application/json'].schema;
        webhook.required.push('description');
        webhook.properties.format.enum = ['standard'];
        webhook.properties.types.items.enum.pop();
        webhook.properties.types.maxItems = 3;
        webhook.properties.search = { type: 'string', maxLength: 60 };
        webhook.properties.description.pattern = '^[a-z]*$';
        parameters(api)[0].schema.minimum = 2;
      }).toSorted(),
    ).toEqual(
      expect.arrayContaining([
        'GET /v1/sites is gone',
        'GET /v1/stories: parameter limit has a lower maximum',
        'GET /v1/stories: parameter limit has a higher minimum',
        'POST /v1/webhooks: body.types[] may no longer be alert.raised',
        'POST /v1/webhooks: body.types has a lower maxItems',
        'POST /v1/webhooks: body.search may no longer be {"type":"null"}',
        'POST /v1/webhooks: body.description has another pattern',
        'GET /v1/stories: parameter must is newly required',
        'GET /v1/stories: /stories[]/title is gone',
        'POST /v1/webhooks: body.description is newly required',
        'POST /v1/webhooks: body.format may no longer be cloudevents',
      ]),
    );
  });
});
