import { type ChildProcess, spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const launcher = fileURLToPath(new URL('../../bin/wellspring.js', import.meta.url));

export type CliOptions = { data: string; input?: string; settings?: Record<string, string> };
export type CliResult = { code: number | null; out: string; err: string };

/** Starts the program as a person does: a process of its own with its own data folder. */
/** @param options.settings environment variables beside those of the test's own process */
export function startCli(words: readonly string[], { data, input = '', settings = {} }: CliOptions) {
  const { WELLSPRING_CONTACT: _, ...env } = process.env;
  const child: ChildProcess = spawn(process.execPath, [launcher, ...words], {
    env: { ...env, ...settings, WELLSPRING_DATA: data },
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  let out = '';
  let err = '';
  // Decoded as one stream: a character may lie across two chunks.
  child.stdout?.setEncoding('utf8').on('data', (text: string) => {
    out += text;
  });
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    err += text;
  });
  child.stdin?.end(input);
  const ended = new Promise<CliResult>((resolve) => {
    child.on('close', (code) => resolve({ code, out, err }));
  });
  return { child, ended };
}

export const cli = (words: readonly string[], options: CliOptions): Promise<CliResult> =>
  startCli(words, options).ended;

export const jsonLines = (text: string): Record<string, unknown>[] =>
  text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line));
