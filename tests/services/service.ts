import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

/** A server for tests. `kill` ends it as a power cut does; `close` in good order. */
export type Service = { url: string; from: string; kill(): Promise<void>; close(): Promise<void> };

export const onPath = (name: string): boolean =>
  spawnSync('sh', ['-c', `command -v ${name}`], { stdio: 'ignore' }).status === 0;

export const dockerRuns = (): boolean =>
  onPath('docker') && spawnSync('docker', ['info'], { stdio: 'ignore', timeout: 10_000 }).status === 0;

/** Installs a Debian package where that is possible; true: it is there now. */
export function aptInstall(name: string): boolean {
  if (process.getuid?.() !== 0 || !onPath('apt-get')) return false;
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  spawnSync('apt-get', ['update', '-qq'], { env, stdio: 'ignore' });
  const words = ['install', '-y', '-qq', '--no-install-recommends', name];
  return spawnSync('apt-get', words, { env, stdio: 'ignore' }).status === 0;
}

/** A server that runs as a child of this process, ready once its port takes connections. */
export async function childService(
  command: string,
  words: readonly string[],
  { port, url, from }: { port: number; url: string; from: string },
): Promise<Service> {
  const child = spawn(command, [...words], { stdio: 'ignore' });
  const failed = once(child, 'error').then(([error]) => Promise.reject(error));
  failed.catch(() => undefined);
  await Promise.race([failed, portOpen(port, child)]);
  return { url, from, kill: () => ended(child, 'SIGKILL'), close: () => ended(child, 'SIGTERM') };
}

export async function portOpen(port: number, child: ChildProcess | null): Promise<void> {
  for (let tries = 0; tries < 600; tries += 1) {
    if (child && child.exitCode !== null) throw new Error(`the server ended with ${child.exitCode}`);
    if (await accepts(port)) return;
    await sleep(50);
  }
  throw new Error(`nothing listens on port ${port} after 30 s`);
}

function accepts(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = new Socket();
    const answer = (open: boolean) => {
      socket.destroy();
      resolve(open);
    };
    socket.once('connect', () => answer(true)).once('error', () => answer(false));
    socket.connect(port, '127.0.0.1');
  });
}

async function ended(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exit = once(child, 'exit');
  child.kill(signal);
  await exit;
}

/** A container that goes when it is stopped. */
export async function dockerService(
  image: string,
  words: readonly string[],
  { port, inside, url }: { port: number; inside: number; url: string },
): Promise<Service> {
  const run = ['run', '--rm', '-d', '-p', `127.0.0.1:${port}:${inside}`, image, ...words];
  const started = spawnSync('docker', run, { encoding: 'utf8' });
  if (started.status !== 0) throw new Error(`docker could not start ${image}: ${started.stderr}`);
  const id = started.stdout.trim();
  await portOpen(port, null);
  const docker = async (...rest: string[]) => void spawnSync('docker', rest, { stdio: 'ignore' });
  return { url, from: image, kill: () => docker('kill', id), close: () => docker('stop', id) };
}
