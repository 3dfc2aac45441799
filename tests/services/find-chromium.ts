import { spawnSync } from 'node:child_process';
import { chromiumPath } from '../../crawlers/browser/chromium-path.ts';

/**
 * A Chromium for the tests of the dashboard: named in the environment, on this machine, or installed by apt.
 * @returns its path; null where there is none to be had
 */
export function findChromium(say: (line: string) => void): string | null {
  const named = process.env.WELLSPRING_CHROMIUM;
  if (named) return named;
  const found = chromiumPath();
  if (found) return found;
  if (process.getuid?.() !== 0 || spawnSync('apt-get', ['--version']).status !== 0) return null;
  say('installing chromium with apt');
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  spawnSync('apt-get', ['update', '-qq'], { env, stdio: 'ignore' });
  spawnSync('apt-get', ['install', '-y', '-qq', '--no-install-recommends', 'chromium'], {
    env,
    stdio: 'ignore',
  });
  return chromiumPath();
}
