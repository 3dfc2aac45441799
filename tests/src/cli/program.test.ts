import { PassThrough } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { command } from '../../../src/cli/command.ts';
import { runProgram } from '../../../src/cli/program.ts';
import { UsageError } from '../../../src/cli/usage-error.ts';

const greet = command({
  usage: 'greet <name>',
  summary: 'says hello',
  flags: [['--times <n>', 'how often']],
  input: z.object({ name: z.string(), times: z.coerce.number().int().min(1).max(3).default(1) }),
  async run({ name, times }, io) {
    for (let i = 0; i < times; i += 1) io.out.write(`hello ${name}\n`);
    return undefined;
  },
});
const fail = command({
  usage: 'fail <how>',
  summary: 'fails',
  input: z.object({ how: z.string() }),
  async run({ how }) {
    throw how === 'usage' ? new UsageError('write it otherwise') : new Error('the disk is full');
  },
});

const plant = command({
  usage: 'tree plant <kind>',
  summary: 'plants one',
  input: z.object({ kind: z.string() }),
  async run({ kind }, io) {
    io.out.write(`planted ${kind}\n`);
    return undefined;
  },
});
const fell = command({
  usage: 'tree fell',
  summary: 'fells one',
  input: z.object({}),
  run: async () => 1,
});
const list = command({
  usage: 'health list',
  summary: 'lists them',
  flags: [['--data <folder>', 'where']],
  input: z.object({ data: z.string().optional() }),
  async run({ data }, io) {
    io.out.write(`listed ${data}\n`);
    return undefined;
  },
});

async function run(...words: string[]) {
  const out = new PassThrough();
  const err = new PassThrough();
  const io = { in: new PassThrough(), out, err, env: {}, signal: new AbortController().signal };
  const exitCode = await runProgram(words, [greet, fail, plant, fell, list], io, '1.2.3');
  return { exitCode, out: String(out.read() ?? ''), err: String(err.read() ?? '') };
}

describe('runProgram', () => {
  it('runs a command of two words, and tells of the others under the first', async () => {
    expect(await run('tree', 'plant', 'oak')).toEqual({ exitCode: 0, out: 'planted oak\n', err: '' });
    expect((await run('tree', 'fell')).exitCode).toBe(1);
    const help = await run('tree', '--help');
    expect(help.out).toContain('plants one');
    expect(help.out).toContain('fells one');
    expect((await run('tree', 'water')).exitCode).toBe(2);
  });
  it('lists where a group of commands is given flags only, and tells what there is where it has no list', async () => {
    expect(await run('health', '--data', 'x')).toEqual({ exitCode: 0, out: 'listed x\n', err: '' });
    expect((await run('health', '--data', 'x', 'show')).exitCode).toBe(2);
    expect((await run('health', '--help')).out).toContain('lists them');
    expect((await run('health')).out).toBe('listed undefined\n');
    const tree = await run('tree', '--data', 'x');
    expect(tree).toMatchObject({ exitCode: 2, err: expect.stringContaining('plants one') });
    expect(tree.err).toContain("unknown option '--data'");
  });
  it('runs a command with its arguments and flags, checked', async () => {
    expect(await run('greet', 'Ada', '--times', '2')).toEqual({
      exitCode: 0,
      out: 'hello Ada\nhello Ada\n',
      err: '',
    });
  });

  it('answers a value out of range with exit code 2 and the name of the flag', async () => {
    const { exitCode, out, err } = await run('greet', 'Ada', '--times', '9');
    expect({ exitCode, out }).toEqual({ exitCode: 2, out: '' });
    expect(err).toContain('times');
  });

  it('answers an unknown command with exit code 2 and a suggestion', async () => {
    const { exitCode, err } = await run('gret');
    expect(exitCode).toBe(2);
    expect(err).toContain('greet');
  });

  it('tells wrong use (2) from failure (1), each in one line', async () => {
    expect(await run('fail', 'usage')).toEqual({
      exitCode: 2,
      out: '',
      err: 'wellspring: write it otherwise\n',
    });
    expect(await run('fail', 'disk')).toEqual({
      exitCode: 1,
      out: '',
      err: 'wellspring: the disk is full\n',
    });
  });

  it('prints its version and its help on stdout', async () => {
    expect(await run('--version')).toMatchObject({ exitCode: 0, out: '1.2.3\n' });
    expect((await run('--help')).out).toContain('says hello');
  });
});
