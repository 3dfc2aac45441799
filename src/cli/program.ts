import { Command as Commander, CommanderError } from 'commander';
import { z } from 'zod';
import type { Command } from './command.ts';
import { type Io, ReaderGoneError } from './io.ts';
import { UsageError } from './usage-error.ts';

/**
 * Runs one command line.
 *
 * @param words what stands behind `wellspring`
 * @returns the exit code: 0 done, 1 failed, 2 wrong use
 */
export async function runProgram(
  words: readonly string[],
  commands: readonly Command[],
  io: Io,
  version: string,
): Promise<number> {
  let exitCode = 0;
  const program = new Commander('wellspring')
    .description(
      'Collects news portals, groups the copies of one story, and tells when it really first appeared.',
    )
    .version(version)
    // `story join … --data x`: the flag is that of `join`, not of `story`.
    .enablePositionalOptions()
    .exitOverride()
    .configureOutput({
      writeOut: (text) => void io.out.write(text),
      writeErr: (text) => void io.err.write(text),
    })
    .showSuggestionAfterError();
  for (const each of commands) {
    const sub = addCommand(program, each.usage).description(each.summary);
    for (const [flags, description] of each.flags ?? []) sub.option(flags, description);
    sub.exitOverride().action(async (...args: unknown[]) => {
      const names = sub.registeredArguments.map((argument) => argument.name());
      const positional = names.map((name, index) => [camelCase(name), args[index]] as const);
      const input = {
        ...sub.opts(),
        ...Object.fromEntries(positional.filter(([, value]) => value !== undefined)),
      };
      exitCode = (await each.run(checked(each, input), io)) ?? 0;
    });
  }
  try {
    await program.parseAsync(withList(words, commands), { from: 'user' });
    return exitCode;
  } catch (error) {
    return explainFailure(error, io);
  }
}

/** A group of commands without one of them is its list, where it has one: `health --data x` is `health list --data x`. */
function withList(words: readonly string[], commands: readonly Command[]): string[] {
  const [group = '', next, ...rest] = words;
  const has = (name: string) => commands.some(({ usage }) => nameOf(usage) === name);
  const namesNone = next === undefined || (next.startsWith('-') && next !== '--help' && next !== '-h');
  if (!namesNone || has(group) || !has(`${group} list`)) return [...words];
  return [group, 'list', ...(next === undefined ? [] : [next]), ...rest];
}

/** "site new <urls...>" stands as "new" under "site": every word but the last before the arguments names a group. */
function addCommand(program: Commander, usage: string): Commander {
  const words = nameOf(usage).split(' ');
  const last = words.pop() ?? '';
  const group = words.reduce(
    (at, word) =>
      at.commands.find((known) => known.name() === word) ??
      at.command(word).description(`more commands: ${word} --help`).showHelpAfterError(),
    program,
  );
  return group.command(`${last}${usage.slice(nameOf(usage).length)}`).showHelpAfterError(false);
}

/** The words before the first argument. */
function nameOf(usage: string): string {
  return usage.split(/\s(?=[<[])/)[0] ?? usage;
}

function checked(each: Command, input: unknown): unknown {
  const result = each.input.safeParse(input);
  if (result.success) return input;
  const problems = result.error.issues.map((issue) => `${issue.path.join('.') || 'input'}: ${issue.message}`);
  throw new UsageError(`${nameOf(each.usage)}: ${problems.join('; ')}`);
}

function explainFailure(error: unknown, io: Io): number {
  if (error instanceof ReaderGoneError) return 0;
  // Commander has already written its own message (or the help that was asked for).
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
  const message = error instanceof Error ? error.message : String(error);
  io.err.write(`wellspring: ${message}\n`);
  if (io.env.WELLSPRING_DEBUG && error instanceof Error) io.err.write(`${error.stack ?? ''}\n`);
  return isWrongUse(error) ? 2 : 1;
}

/** Codes of errors that a person mends by writing something else, not by trying again. */
const wrongUse = z.object({
  code: z.enum(['usage', 'settings', 'site-file', 'unknown-site', 'query', 'invalid-cursor']),
});

function isWrongUse(error: unknown): boolean {
  return wrongUse.safeParse(error).success;
}

function camelCase(name: string): string {
  return name.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase());
}
