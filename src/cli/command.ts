import type { z } from 'zod';
import type { Io } from './io.ts';

/** A flag as commander writes it, "--limit <n>", with what it does. */
export type Flag = readonly [flags: string, description: string];

export type Command<Input extends z.ZodType = z.ZodType> = {
  /** As a person types it: "crawl [urls...]", "site new <urls...>". Words are the name; brackets name arguments. */
  usage: string;
  summary: string;
  flags?: readonly Flag[];
  /** Arguments (by the names in `usage`) and flags (in camel case), checked before `run` sees them. */
  input: Input;
  /** Gives the exit code; nothing is 0. */
  run(input: z.output<Input>, io: Io): Promise<number | undefined>;
};

/** Ties the type of `run`'s input to the schema that checks it. */
export function command<Input extends z.ZodType>(definition: Command<Input>): Command {
  return { ...definition, run: (input, io) => definition.run(definition.input.parse(input), io) };
}
