import { describe, expect, it } from 'vitest';
import { inOneQuestion } from '../../../../src/store/mongo/in-one-question.ts';

describe('inOneQuestion', () => {
  const asked: (readonly string[])[] = [];
  const read = inOneQuestion(async (keys) => {
    asked.push(keys);
    return new Map(keys.filter((key) => key !== 'none').map((key) => [key, key.toUpperCase()]));
  });

  it('asks for the keys of one moment together, each once, and gives each its own', async () => {
    asked.length = 0;
    expect(await Promise.all(['a', 'b', 'a', 'none'].map(read))).toEqual(['A', 'B', 'A', null]);
    expect(asked).toEqual([['a', 'b', 'none']]);
  });

  it('asks anew for what comes later', async () => {
    asked.length = 0;
    expect(await read('a')).toBe('A');
    expect(await read('a')).toBe('A');
    expect(asked).toEqual([['a'], ['a']]);
  });

  it('asks for no more than a hundred at once', async () => {
    asked.length = 0;
    await Promise.all(Array.from({ length: 250 }, (_, n) => read(`k${n}`)));
    expect(asked.map((keys) => keys.length)).toEqual([100, 100, 50]);
  });

  it('tells all who waited where the question failed, and goes on', async () => {
    let fails = true;
    const failing = inOneQuestion(async () => {
      if (fails) throw new Error('away');
      return new Map([['a', 1]]);
    });
    const both = await Promise.allSettled([failing('a'), failing('b')]);
    expect(both.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    fails = false;
    expect(await failing('a')).toBe(1);
  });
});
