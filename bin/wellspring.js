#!/usr/bin/env node
// Starts Wellspring on a Node that can run it: this one if it is new enough, else the one that the
// devDependency `node` brings into the clone. Plain JavaScript, so that an old Node can read it too.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
// An old Node has not all of it.
import * as modules from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { setFlagsFromString } from 'node:v8';

const launcher = fileURLToPath(import.meta.url);
const root = dirname(dirname(launcher));
const source = join(root, 'src', 'main.ts');
const compiled = join(root, 'dist', 'src', 'main.js');
// A clone runs its sources; the published package has no sources.
const main = existsSync(source) ? source : compiled;
const bundledNode = join(root, 'node_modules', 'node', 'bin', 'node');

const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
const newEnough = major > 22 || (major === 22 && minor >= 18);

if (newEnough) {
  // Reading the modules would let the young generation grow to 128 MB that it never gives back; openApp lets it grow.
  setFlagsFromString('--semi-space-growth-factor=1');
  // Kept under the user's own folder: in the one for temporary files another user could lay code.
  const { NODE_COMPILE_CACHE, XDG_CACHE_HOME, HOME } = process.env;
  // Node would try for ever to make a folder beneath one that cannot be (the home of a user that has none).
  const caches = XDG_CACHE_HOME || (HOME && existsSync(HOME) && join(HOME, '.cache'));
  if (NODE_COMPILE_CACHE || caches)
    modules.enableCompileCache(NODE_COMPILE_CACHE || join(caches, 'wellspring'));
  await import(main);
} else if (existsSync(bundledNode)) {
  const child = spawn(bundledNode, [launcher, ...process.argv.slice(2)], { stdio: 'inherit' });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
  child.on('exit', (code, signal) => {
    if (signal) process.kill(process.pid, signal);
    process.exitCode = code ?? 1;
  });
} else {
  process.stderr.write(
    `wellspring needs Node 22.18 or newer; this is ${process.versions.node}. Install a newer Node.\n`,
  );
  process.exitCode = 2;
}
