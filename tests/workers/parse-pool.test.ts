import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import { afterEach, describe, expect, it } from 'vitest';
import type { Page } from '../../src/model/page.ts';
import { openParsePool, PageRefusedError, type ParsePool } from '../../workers/parse-pool.ts';

const pools: ParsePool[] = [];
afterEach(async () => {
  for (const pool of pools.splice(0)) await pool.close();
});

function pool(change: Partial<Parameters<typeof openParsePool>[0]> = {}) {
  const opened = openParsePool({ threads: 2, timeoutMs: 10_000, memoryMb: 256, sites: [], ...change });
  pools.push(opened);
  return opened;
}

function page(html: string | Buffer): Page {
  const body = new Uint8Array(Buffer.from(html));
  return {
    url: 'https://a.example/1',
    finalUrl: 'https://a.example/1',
    fetchedAt: '2026-01-01T00:00:00.000Z',
    status: 200,
    headers: { 'content-type': 'text/html; charset=utf-8' },
    body,
    via: 'http',
    digest: `sha256:${createHash('sha256').update(body).digest('hex')}`,
  };
}

describe('the parse pool', () => {
  it('parses many pages at once, and leaves the bytes of each where they were', async () => {
    const { parse } = pool();
    const pages = Array.from({ length: 20 }, (_, n) => page(`<h1>Title number ${n}</h1><p>Some text.</p>`));
    const parsed = await Promise.all(pages.map(parse));
    expect(parsed.map(({ title }) => title)).toEqual(pages.map((_, n) => `Title number ${n}`));
    expect(Buffer.from(pages[3]?.body ?? []).toString()).toContain('Title number 3');
  });

  it('blames our surroundings where no thread can be started, and reads the page once one can', () => {
    const script = fileURLToPath(new URL('./parse-without-handles.ts', import.meta.url));
    const limited = ['-c', 'ulimit -n 128; exec "$0" "$1"', process.execPath, script];
    const { stdout, stderr } = spawnSync('sh', limited, { encoding: 'utf8' });
    expect(stdout, stderr).toBe('{"without":"transient","after":"A title"}');
  });

  it('refuses a page past a limit, and goes on with the next', async () => {
    const { parse } = pool({ threads: 1 });
    const deep = parse(page('<div>'.repeat(100_000)));
    const good = parse(page('<h1>A good page</h1>'));
    await expect(deep).rejects.toThrow(PageRefusedError);
    await expect(deep).rejects.toMatchObject({ code: 'parse-refused' });
    expect((await good).title).toBe('A good page');
  });

  it('stops a thread that takes too long, and starts another', async () => {
    const { parse } = pool({ threads: 1, timeoutMs: 1 });
    const long = `<h1>Never in time</h1>${'<p>Some text of a page that goes on and on.</p>'.repeat(5_000)}`;
    await expect(parse(page(long))).rejects.toThrow('takes longer than 1 ms');
    const patient = pool({ threads: 1 });
    expect((await patient.parse(page('<h1>In time</h1>'))).title).toBe('In time');
  });

  it('tells those who wait when it is closed', async () => {
    const { parse, close } = pool({ threads: 1 });
    const waiting = [parse(page('<h1>One</h1>')), parse(page('<h1>Two</h1>'))];
    const outcomes = Promise.allSettled(waiting);
    await close();
    expect((await outcomes)[1]).toMatchObject({
      status: 'rejected',
      reason: { message: 'the parsers were closed' },
    });
  });
});
