import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { reparseLedger } from '../../src/app/reparse-ledger.ts';
import type { ReparseReport } from '../../src/model/reparse-report.ts';
import { readSite } from '../../src/sites/read-site.ts';
import type { ArticleStore } from '../../src/store/article-store.ts';
import { type ReparseLedger, reparse } from '../../workers/reparse.ts';
import { harbourPage, harbourText, olderParser, openArchivedVisits } from './archived-visits.ts';

let root: string;
let untouched: string;
let whole: { report: ReparseReport; state: unknown; writes: number };

beforeAll(async () => {
  root = mkdtempSync(join(tmpdir(), 'wellspring-resumed-'));
  untouched = join(root, 'untouched');
  await fillArchive(untouched);
  const folder = copyOf('whole');
  whole = { ...(await readOn(folder)), state: await stateOf(folder) };
}, 60_000);
afterAll(() => rmSync(root, { recursive: true }));

/** Pages of every kind: some read as ever, some otherwise, and some that were or are no articles, or moved. */
async function fillArchive(folder: string): Promise<void> {
  let clock = Date.parse('2026-01-01T00:00:00Z');
  const visits = await openArchivedVisits(folder, () => {
    clock += 60_000;
    return clock;
  });
  const text = (n: number) => [`Report ${n} of the harbour board on the clock, the ${n}th.`, ...harbourText];
  const cut = olderParser(({ paragraphs }) => ({ paragraphs: paragraphs.slice(0, 2), body: 'Cut.' }));
  const kind = (value: 'list' | 'article') => olderParser(() => ({ kind: value }));
  for (let n = 1; n <= 4; n++) await visits.visit(`https://same.example/${n}.html`, harbourPage(text(n)));
  for (let n = 1; n <= 4; n++)
    await visits.visit(`https://cut.example/${n}.html`, harbourPage(text(10 + n)), cut);
  for (let n = 1; n <= 2; n++) {
    const imprint = `<h1>Imprint</h1><p>Harbour Press, Quay ${n}, Port Alder</p>`;
    await visits.visit(`https://lost.example/imprint-${n}.html`, imprint, kind('article'));
    await visits.visit(`https://found.example/${n}.html`, harbourPage(text(20 + n)), kind('list'));
    const old = `https://moved.example/${n}.html`;
    const link = `<link rel="canonical" href="https://moved.example/news/${n}">`;
    const body = harbourPage(text(30 + n)).replace('<head>', `<head>${link}`);
    await visits.visit(
      old,
      body,
      olderParser(() => ({ canonicalUrl: old })),
    );
  }
  const [first] = await idsOf(visits.store);
  await visits.store.resketch([{ articleId: first ?? '', bands: [1], sketch: Uint8Array.of(0, 1, 2) }]);
  await visits.close();
}

async function idsOf(store: ArticleStore): Promise<string[]> {
  const ids: string[] = [];
  for await (const { id } of store.export({ type: 'everything' })) ids.push(id);
  return ids;
}

function copyOf(name: string): string {
  const folder = join(root, name);
  cpSync(untouched, folder, { recursive: true });
  return folder;
}

const request = { sites: null, apply: true };

/** Reads on from wherever the folder was left. */
async function readOn(folder: string, apply = true, stop?: (progress: number) => boolean) {
  const { needs, store, close } = await openArchivedVisits(folder, Date.now);
  let writes = 0;
  const count = <T extends keyof ArticleStore>(name: T) => ({
    [name]: (...args: unknown[]) => {
      writes += 1;
      return Reflect.apply(store[name], store, args);
    },
  });
  const ended = new AbortController();
  const report = await reparse(
    { sites: null, apply },
    {
      ...needs(),
      groupSize: 4,
      ledger: reparseLedger(join(folder, 'reparse'), { sites: null, apply }, []),
      store: { ...store, ...count('commit'), ...count('remove'), ...count('settle'), ...count('resketch') },
    },
    (done) => {
      if (stop?.(done)) ended.abort();
    },
    ended.signal,
  );
  await close();
  return { report, writes };
}

/** All that a reader could see, but for the time of writing. */
async function stateOf(folder: string): Promise<unknown> {
  const { store, close } = await openArchivedVisits(folder, Date.now);
  const ids = await idsOf(store);
  const articles = await Promise.all(ids.map((id) => store.article(id)));
  const revisions = await Promise.all(ids.map((id) => store.revisions(id)));
  const stories = (await store.stories({ limit: 100, cursor: null, minCopies: 1 })).stories;
  const { urls } = await store.urls({ limit: 100, cursor: null });
  const events = (await store.changes(0, 1_000)).map(({ seq, type, id, revision }) => [
    ...[seq, type, id, revision],
  ]);
  await close();
  const decided = urls.map(({ updatedAt: _, ...rest }) => rest);
  return { articles, revisions, stories, urls: decided, events };
}

describe('a reparse that was stopped', () => {
  it('has something of every kind to write', () => {
    const { found, lost, moved } = whole.report;
    expect(whole.report).toMatchObject({ changed: 4, revisions: 4, sketches: 1, failed: [] });
    expect([found.length, lost.length, moved.length]).toEqual([2, 2, 2]);
    expect(whole.writes).toBeGreaterThan(10);
  });

  it('goes on after a kill at any of its writes, and ends as one without a break', async () => {
    for (let killAt = 1; killAt <= whole.writes; killAt++) {
      const folder = copyOf(`hung-${killAt}`);
      await hangsAt(killAt, folder);
      const { report } = await readOn(folder);
      expect(report, `stopped before write ${killAt}`).toEqual(whole.report);
      expect(await stateOf(folder), `stopped before write ${killAt}`).toEqual(whole.state);
      expect(readdirSync(join(folder, 'reparse'))).toEqual([]);
      rmSync(folder, { recursive: true });
    }
  }, 60_000);

  it('goes on after SIGKILL, in a new process', async () => {
    const script = fileURLToPath(new URL('killed-reparse.ts', import.meta.url));
    const folder = copyOf('killed');
    for (const killAt of ['4', '5']) {
      const { signal, stderr } = spawnSync(process.execPath, [script, folder, killAt]);
      expect(stderr.toString()).toBe('');
      expect(signal).toBe('SIGKILL');
    }
    const { report } = await readOn(folder);
    expect(report).toEqual(whole.report);
    expect(await stateOf(folder)).toEqual(whole.state);
  }, 60_000);

  it('goes on with a look that was told to stop', async () => {
    const plain = (await readOn(copyOf('look'), false)).report;
    const folder = copyOf('looked');
    const stopped = await readOn(folder, false, (done) => done >= 4);
    expect(stopped.report).toMatchObject({ interrupted: true, articles: 4 });
    expect((await readOn(folder, false)).report).toEqual(plain);
  });

  it('begins anew where the site files have changed since', async () => {
    const folder = copyOf('changed');
    await readOn(folder, false, () => true);
    const ledger = (definitions: Parameters<typeof reparseLedger>[2]): ReparseLedger =>
      reparseLedger(join(folder, 'reparse'), { ...request, apply: false }, definitions);
    expect(await ledger([]).load()).not.toBeNull();
    const text = 'name: A\nhosts: [a.example]\nstart: [{ list: "https://a.example/" }]\n';
    const site = readSite('site.yaml', text);
    expect(await ledger([site]).load()).toBeNull();
  });
});

/** A process that ends without a word, seen from the store: its nth write never comes. */
async function hangsAt(killAt: number, folder: string): Promise<void> {
  const { needs, store, close } = await openArchivedVisits(folder, Date.now);
  const { promise: killed, resolve } = Promise.withResolvers<void>();
  let writes = 0;
  const until = <T extends keyof ArticleStore>(name: T) => ({
    [name]: (...args: unknown[]) => {
      writes += 1;
      if (writes < killAt) return Reflect.apply(store[name], store, args);
      resolve();
      return new Promise(() => undefined);
    },
  });
  const ledger = reparseLedger(join(folder, 'reparse'), request, []);
  const withUntil = {
    ...store,
    ...until('commit'),
    ...until('remove'),
    ...until('settle'),
    ...until('resketch'),
  };
  const never = reparse(
    request,
    { ...needs(), groupSize: 4, ledger, store: withUntil },
    () => undefined,
    new AbortController().signal,
  );
  await Promise.race([killed, never]);
  await close();
}
