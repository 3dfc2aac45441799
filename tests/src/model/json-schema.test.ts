import { describe, expect, it } from 'vitest';
import { jsonSchema, valueNames } from '../../../src/model/json-schema.ts';

describe('jsonSchema', () => {
  it.each(valueNames)('describes %s as an object or a choice of objects', (name) => {
    const schema = jsonSchema(name);
    expect(schema.type === 'object' || Array.isArray(schema.oneOf)).toBe(true);
  });

  it('describes the bytes of a page as base64 text', () => {
    expect(jsonSchema('Page')).toMatchObject({
      properties: { body: { type: 'string', contentEncoding: 'base64' } },
    });
  });

  it('lets a count be null, so that missing is not zero', () => {
    const reaction = JSON.stringify(jsonSchema('Observation').properties);
    expect(reaction).toContain('"null"');
  });
});
