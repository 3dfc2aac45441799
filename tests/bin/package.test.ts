import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, it } from 'vitest';

const root = fileURLToPath(new URL('../..', import.meta.url));
const dependencies = join(root, 'node_modules');

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'wellspring-package-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const run = (program: string, words: readonly string[], cwd: string) =>
  execFileSync(program, words, { cwd, encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] });

/** A folder of a user who installed the package; what it depends on is lent from here. */
function installed(): string {
  // The dashboard, which `prepare` builds, is left as it is: it has nothing to do with what is asked here.
  run('npm', ['run', '--silent', 'prepack'], root);
  run('npm', ['pack', '--silent', '--ignore-scripts', '--pack-destination', folder], root);
  const [archive = ''] = readdirSync(folder);
  const modules = join(folder, 'node_modules');
  const target = join(modules, 'wellspring');
  mkdirSync(target, { recursive: true });
  run('tar', ['-xzf', join(folder, archive), '-C', target, '--strip-components=1'], folder);
  for (const name of readdirSync(dependencies)) {
    if (name !== 'wellspring') symlinkSync(join(dependencies, name), join(modules, name));
  }
  writeFileSync(join(folder, 'package.json'), '{"type":"module"}');
  return folder;
}

it('the package that `npm pack` makes has the program and the client, each ready to run', () => {
  const user = installed();
  const launcher = join(user, 'node_modules', 'wellspring', 'bin', 'wellspring.js');
  expect(run(process.execPath, [launcher, '--version'], user)).toMatch(/^\d+\.\d+\.\d+\n$/);
  // Beyond the launcher: settings, store and migrations are there too.
  const changes = run(process.execPath, [launcher, 'changes', '--data', join(user, 'data')], user);
  expect(changes).toBe('');
  writeFileSync(
    join(user, 'client.ts'),
    `import { wellspringClient } from 'wellspring/client';
const client = wellspringClient({ url: 'http://127.0.0.1:1', key: '' });
const follow: 'function' = typeof client.follow === 'function' ? 'function' : (undefined as never);
console.log(follow);
`,
  );
  expect(run(process.execPath, ['client.ts'], user)).toBe('function\n');
  const tsc = join(dependencies, '.bin', 'tsc');
  const options = ['--noEmit', '--strict', '--module', 'nodenext', '--target', 'es2024', '--types', 'node'];
  expect(run(tsc, [...options, 'client.ts'], user)).toBe('');
});
