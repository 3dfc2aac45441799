import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { schemaBreaches } from './schema-breaches.ts';

const one = { type: z.literal('one'), n: z.int() };
const two = { type: z.literal('two'), text: z.string().nullable(), kind: z.enum(['a', 'b']).optional() };
const shape = (...kinds: z.ZodRawShape[]) =>
  z.toJSONSchema(
    z.object({ value: z.union(kinds.map((kind) => z.object(kind))), list: z.array(z.object(two)) }),
  );
const before = shape(one, two);

describe('schemaBreaches', () => {
  it('finds nothing where nothing changed, where a property came, and where a kind came', () => {
    expect(schemaBreaches(before, shape(one, two))).toEqual([]);
    expect(schemaBreaches(before, shape({ ...one, more: z.string() }, two))).toEqual([]);
    expect(schemaBreaches(before, shape(one, two, { type: z.literal('three') }))).toEqual([]);
  });

  it.each([
    ['a property is gone', shape({ type: one.type }, two), ['/value(one)/n is gone']],
    [
      'a property may be missing',
      shape({ ...one, n: one.n.optional() }, two),
      ['/value(one)/n may be missing'],
    ],
    ['a type changed', shape({ ...one, n: z.string() }, two), ['/value(one)/n was integer, and is string']],
    ['a value may be null', shape({ ...one, n: one.n.nullable() }, two), ['/value(one)/n may newly be null']],
    ['a kind is gone', shape(two), ['/value is never type one any more']],
    [
      'a value came',
      shape(one, { ...two, kind: z.enum(['a', 'b', 'c']).optional() }),
      ['/value(two)/kind may newly be c'],
    ],
  ])('finds that %s', (_, after, breaches) => {
    expect(schemaBreaches(before, after)).toEqual(breaches);
  });

  it('looks into lists and behind names', () => {
    const list = z.toJSONSchema(
      z.object({ value: z.unknown(), list: z.array(z.object({ type: two.type })) }),
    );
    expect(
      schemaBreaches(list, {
        ...list,
        properties: { ...list.properties, list: { type: 'array', items: { type: 'string' } } },
      }),
    ).toEqual(['/list[] was object, and is string', '/list[]/type is gone']);
    const named = { $ref: '#/components/schemas/Thing' };
    const thing = { type: 'object', properties: { self: named, n: { type: 'number' } }, required: ['n'] };
    const names = { before: { Thing: thing }, after: { Thing: { ...thing, required: [] } } };
    expect(schemaBreaches(named, named, names)).toEqual(['/n may be missing']);
  });
});
