import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { startCli } from '../e2e/run-cli.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'wellspring-launcher-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

it('keeps what it compiled in the user’s own cache folder', async () => {
  const settings = { XDG_CACHE_HOME: folder };
  const { code, out } = await startCli(['--help'], { data: folder, settings }).ended;
  expect(code).toBe(0);
  expect(out).toMatch(/^Usage: wellspring/);
  expect(readdirSync(join(folder, 'wellspring'))).not.toEqual([]);
});

it.each(['/nonexistent', '/proc/none', ''])('starts for a user whose home is %j', async (HOME) => {
  const settings = { HOME, XDG_CACHE_HOME: '' };
  expect((await startCli(['--help'], { data: folder, settings }).ended).code).toBe(0);
});
