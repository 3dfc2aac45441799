import { readFileSync } from 'node:fs';
import { isMainThread } from 'node:worker_threads';
import type { Disturbance } from './disturbance.ts';

// Loaded into each process of the service, and each of its threads, before any of its own code. What it disturbs is
// read from a file that a fault writes; it knows nothing of the program, and the program nothing of it.

const file = process.env.CHAOS_DISTURBANCE ?? '';
const lookEveryMs = 25;
let aheadMs = 0;
let blocks = 0;

const SystemDate = Date;
const systemNow = SystemDate.now.bind(SystemDate);
SystemDate.now = () => systemNow() + aheadMs;
globalThis.Date = new Proxy(SystemDate, {
  construct: (target, given, newTarget) =>
    Reflect.construct(target, given.length === 0 ? [target.now()] : given, newTarget),
  apply: (target) => new target(target.now()).toString(),
});

function look(): void {
  let told: Disturbance;
  try {
    told = JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    // Not written yet, no file handle left for it, or being written just now.
    return;
  }
  aheadMs = told.aheadMs;
  if (told.blocks <= blocks) return;
  blocks = told.blocks;
  // As a calculation without an end would: no timer, no socket, no lease is served meanwhile.
  if (isMainThread) Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, told.blockMs);
}

// A limit on the size of files ends a process by this signal, which a full disk does not.
if (isMainThread) process.on('SIGXFSZ', () => undefined);
if (file !== '') {
  look();
  setInterval(look, lookEveryMs).unref();
}
