import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/**
 * A Python that can import a package of PyPI: the one named in WELLSPRING_PYTHON or on the path if it can, else one in a
 * folder of its own under `.cache`, where the package is installed once.
 * @returns null, with a line that says so, where it is not to be had
 */
export function pythonWith(name: string): string | null {
  const given = process.env.WELLSPRING_PYTHON ?? 'python3';
  const can = (python: string) =>
    spawnSync(python, ['-c', `import ${name}`], { stdio: 'ignore' }).status === 0;
  if (can(given)) return given;
  const venv = fileURLToPath(new URL(`../../.cache/python-${name}`, import.meta.url));
  const own = join(venv, 'bin', 'python');
  if (existsSync(own) && can(own)) return own;
  if (spawnSync(given, ['-m', 'venv', venv], { stdio: 'ignore' }).status === 0) {
    spawnSync(own, ['-m', 'pip', 'install', '-q', name], { stdio: 'ignore', timeout: 120_000 });
    if (can(own)) return own;
  }
  process.stderr.write(`no Python with ${name} here: what it is to read is not read by it\n`);
  return null;
}
