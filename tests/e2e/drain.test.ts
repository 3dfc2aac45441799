import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { openSqliteStore } from '../../src/store/sqlite/open-sqlite-store.ts';
import { startTestPortal } from '../crawlers/test-portal.ts';
import { patience } from '../patience.ts';
import { cli, startCli } from './run-cli.ts';

const letters = (n: number) => [...String(n)].map((digit) => 'abcdefghij'[Number(digit)]).join('');
const story = (n: number) => ({
  body: `<h1>Clock ${letters(n)} strikes again</h1><p>2025-04-16 12:47</p>${['first', 'second', 'last']
    .map(
      (
        time,
      ) => `<p>The board of quay ${letters(n)} voted for the ${time} time on Thursday to rebuild the old tide clock,
      which stopped nine years ago and has been silent since, to the regret of pilots and children.</p>`,
    )
    .join('')}`,
});

it('a crawl that is told to end by SIGTERM drains within ten seconds, and goes on without a second fetch', async () => {
  const data = mkdtempSync(join(tmpdir(), 'wellspring-drain-'));
  let hangs = true;
  const stories = Array.from({ length: 60 }, (_, n) => `/${n}`);
  const site = await startTestPortal({
    '/': { body: ['/hang', ...stories].map((path) => `<a href="${path}">${path}</a>`).join('') },
    // One never answers, as long as the first process lives.
    '/hang': () => (hangs ? undefined : story(99)),
    ...Object.fromEntries(
      stories.map((path, n) => [
        path,
        (_: unknown, response) => {
          setTimeout(() => response.end(story(n).body), 60);
          return undefined;
        },
      ]),
    ),
  });
  const other = await startTestPortal({ '/': { body: '<h1>Nothing here</h1>' } });
  try {
    const words = ['crawl', `${site.origin}/`, '--allow', site.host, '--json'];
    const { child, ended } = startCli(words, { data });
    while (site.requests.length < 20) await sleep(20);
    const toldAt = performance.now();
    child.kill('SIGTERM');
    const { out, err } = await ended;
    expect(performance.now() - toldAt).toBeLessThan(10_000 * patience());
    expect(err).not.toContain('wellspring:');
    expect(JSON.parse(out)).toMatchObject({ interrupted: true, failures: [] });
    expect(site.requests.length).toBeLessThan(55);

    hangs = false;
    // Any later command with the same data goes on with it.
    const again = await cli(['crawl', `${other.origin}/`, '--allow', `${site.host},${other.host}`], { data });
    expect(again.code).toBe(0);
    const store = await openSqliteStore({ file: join(data, 'wellspring.sqlite') });
    const outcomes = await store.outcomes(JSON.parse(out).runId);
    await store.close();
    expect(outcomes).toMatchObject({ stored: 61 });
    for (const path of stories) expect(site.counts()[path], path).toBe(1);
  } finally {
    await site.close();
    await other.close();
    rmSync(data, { recursive: true, force: true });
  }
}, 180_000);
