import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

const launcher = fileURLToPath(new URL('../../bin/wellspring.js', import.meta.url));

export type CliOptions = { data: string; input?: string; settings?: Record<string, string>; cwd?: string };
export type CliResult = { code: number | null; out: string; err: string };

/** Starts the program as a person does: a process of its own with its own data folder. */
/** @param options.settings environment variables beside those of the test's own process */
export function startCli(words: readonly string[], { data, input = '', settings = {}, cwd }: CliOptions) {
  const { WELLSPRING_CONTACT: _, ...env } = process.env;
  const child: ChildProcess = spawn(process.execPath, [launcher, ...words], {
    env: { ...env, ...settings, WELLSPRING_DATA: data },
    stdio: ['pipe', 'pipe', 'pipe'],
    ...(cwd === undefined ? {} : { cwd }),
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

/**
 * Starts a role of the service; resolves with what it said once it runs (a warning may come before that).
 * @throws it ended before
 */
export async function startService(role: string, words: readonly string[], options: CliOptions) {
  const started = startCli(['start', '--role', role, '--port', '0', ...words], options);
  let said = '';
  while (!/listens on|health and metrics on/.test(said)) {
    said += await Promise.race([
      once(started.child.stderr ?? started.child, 'data').then(String),
      started.ended.then(({ code, err }) => Promise.reject(new Error(`${role} ended with ${code}: ${err}`))),
    ]);
  }
  return { ...started, said };
}

export const cli = (words: readonly string[], options: CliOptions): Promise<CliResult> =>
  startCli(words, options).ended;

export const jsonLines = (text: string): Record<string, unknown>[] =>
  text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line));
