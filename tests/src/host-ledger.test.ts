import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { hostLedger } from '../../src/host-ledger.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'wellspring-ledger-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const now = () => new Date('2026-03-01T12:00:00.000Z');
const rule = (origin: string, requests: number) => ({
  ...{ origin, robots: 'rules' as const, source: 'robots.txt', gapMs: 1_000, closedUntil: null },
  ...{ requests, smallestGapMs: 1_000 },
});

it('what a process that works did to its hosts is seen by others meanwhile, and after it', async () => {
  const file = join(folder, 'hosts.json');
  const rules = [rule('https://a.example', 1)];
  const working = hostLedger(file, { rules: async () => rules }, now);
  const onlooker = hostLedger(file, { rules: async () => [] }, now);
  const end = working.keepSaved(10, { warn: () => undefined });
  await expect.poll(onlooker.entries).toMatchObject([{ origin: 'https://a.example', requests: 1 }]);
  rules.push(rule('https://b.example', 2));
  await end();
  expect((await onlooker.entries()).map(({ origin }) => origin)).toEqual([
    'https://a.example',
    'https://b.example',
  ]);
});

it('a folder that cannot be written is told, and work goes on', async () => {
  const told: string[] = [];
  const ledger = hostLedger(
    '/dev/null/hosts.json',
    { rules: async () => [rule('https://a.example', 1)] },
    now,
  );
  await ledger.keepSaved(60_000, { warn: (_, message) => told.push(message) })();
  expect(told).toEqual(['how hosts were treated could not be written down']);
});
