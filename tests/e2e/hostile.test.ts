import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openSqliteStore } from '../../src/store/sqlite/open-sqlite-store.ts';
import { patience } from '../patience.ts';
import { startHostilePortals } from './hostile-portals.ts';
import { startCli } from './run-cli.ts';

/** The highest resident set of a process so far, in MB; null where the system does not tell. */
function peakMb(pid: number | undefined): number | null {
  try {
    const kilobytes = /VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
    return kilobytes === undefined ? null : Number(kilobytes) / 1_024;
  } catch {
    // It has ended, or this is no Linux.
    return null;
  }
}

describe('a crawl among hostile portals', () => {
  const folder = mkdtempSync(join(tmpdir(), 'wellspring-hostile-'));
  let hostile: Awaited<ReturnType<typeof startHostilePortals>>;
  const ends = new Map<string, { reason: string; at: number }>();
  let peak = 0;
  let summary: Record<string, unknown> = {};

  beforeAll(async () => {
    hostile = await startHostilePortals();
    const hosts = hostile.portals.map(({ host }) => host);
    const { child, ended } = startCli(
      ['crawl', ...hosts.map((host) => `http://${host}/`), '--allow', hosts.join(','), '--json'],
      { data: folder, settings: { WELLSPRING_TIMEOUT_MS: '1500' } },
    );
    const watching = setInterval(() => {
      peak = Math.max(peak, peakMb(child.pid) ?? 0);
    }, 50);
    const { code, out, err } = await ended;
    clearInterval(watching);
    expect(err).not.toContain('wellspring:');
    expect(code).toBe(0);
    summary = JSON.parse(out);
    const store = await openSqliteStore({ file: join(folder, 'wellspring.sqlite') });
    for (const { host } of hostile.portals) {
      for (const path of ['/bad', '/good']) {
        const record = await store.url(`http://${host}${path}`);
        const at = Date.parse(record?.updatedAt ?? '');
        ends.set(host + path, { reason: `${record?.outcome}: ${record?.reason}`, at });
      }
    }
    await store.close();
  }, 180_000);
  afterAll(async () => {
    await hostile.close();
    rmSync(folder, { recursive: true, force: true });
  });

  it('ends every bad page in a named outcome', () => {
    const wrong = hostile.portals.flatMap(({ host, attack }) => {
      const reason = ends.get(`${host}/bad`)?.reason ?? '';
      return attack.ends.test(reason) ? [] : [`${attack.name} ended in ${reason}`];
    });
    expect(wrong).toEqual([]);
    expect(summary.failures).toEqual([]);
  });

  it('stores the good page behind each within five seconds', () => {
    const allowedMs = 5_000 * patience();
    const late = hostile.portals.flatMap(({ host, attack, asked }) => {
      const { reason = '', at = Number.NaN } = ends.get(`${host}/good`) ?? {};
      const tookMs = at - (asked.get('/good') ?? 0);
      return reason.startsWith('stored') && tookMs <= allowedMs
        ? []
        : [`${attack.name}: ${reason} after ${tookMs} ms`];
    });
    expect(late).toEqual([]);
  });

  it('needs less than 600 MB for it', () => {
    if (process.platform === 'linux') expect(peak).toBeGreaterThan(50);
    expect(peak).toBeLessThan(600);
    process.stderr.write(`hostile portals: peak ${peak.toFixed(0)} MB\n`);
  });
});
