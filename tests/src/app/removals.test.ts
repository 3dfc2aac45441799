import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openRemovals } from '../../../src/app/removals.ts';
import { openWarcArchive } from '../../../src/archive/warc/open-warc-archive.ts';
import { openInlineQueue } from '../../../src/queue/inline/inline-queue.ts';
import { jobs } from '../../../workers/jobs.ts';
import { embeddedStores } from '../store/filled-stores.ts';
import { article, batch, urlRecord } from '../store/store-values.ts';
import { stoppedAtFirst } from './stop-at-first-removal.ts';

let folder: string;
let place: Awaited<ReturnType<typeof open>>;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'wellspring-removals-'));
  place = await open();
});
afterEach(async () => {
  await place.close();
  rmSync(folder, { recursive: true, force: true });
});

async function open() {
  const { store, history, operations, close: closeStores } = await embeddedStores(folder);
  const queue = openInlineQueue({ file: join(folder, 'wellspring.sqlite') });
  const archive = await openWarcArchive({ folder: join(folder, 'archive') });
  for (const path of ['a', 'b', 'c']) {
    const one = article(path);
    const record = urlRecord(one.url, { outcome: 'stored', waitsFor: null, articleId: one.id });
    await store.commit({ ...batch(one), urls: [record] });
  }
  const retention = { check: async () => undefined, apply: async () => undefined };
  const log = { warn: () => undefined };
  const now = () => new Date('2026-03-01T12:00:00.000Z');
  const needs = { store, history, operations, archive, queue, retention, log, now };
  const close = async () => {
    await archive.close();
    await queue.close();
    await closeStores();
  };
  return { needs, close };
}

const by = { reason: 'asked for', who: 'cli:ann' };
const target = { hosts: ['portal.example'] };
const all = { limit: 10, cursor: null };
const calm = new AbortController().signal;
const waits = async () => (await place.needs.queue.counts()).waiting;

describe('a removal', () => {
  it('is written down when it is asked for, and again when it has ended, with what went and who asked', async () => {
    const { needs } = place;
    const removals = openRemovals(needs);
    expect(await removals.ask({ url: 'https://portal.example/nowhere' }, by)).toBeNull();
    const asked = await removals.ask(target, by);
    if (!asked) throw new Error('it is known');
    expect(asked).toMatchObject({ target, ...by, state: 'waiting', articles: 0, startedAt: null });
    expect(await waits()).toBe(1);
    await removals.work({ removalId: asked.id }, calm);
    const done = { id: asked.id, state: 'done', articles: 3, urls: 3, pages: 0, error: null };
    expect(await removals.removal(asked.id)).toMatchObject(done);
    expect(await removals.watched(asked.id, {})).toMatchObject(done);
    const { entries } = await needs.operations.entries(all);
    expect(entries).toMatchObject([
      {
        ...{ who: 'cli:ann', action: 'remove', subject: 'portal.example' },
        note: 'asked for: 3 URLs, 3 articles, 0 pages of the archive',
      },
    ]);
    // A job may run twice.
    await removals.work({ removalId: asked.id }, calm);
    expect((await needs.operations.entries(all)).entries).toHaveLength(1);
  });

  it('that is asked for twice in the same words is one, as long as it has not ended', async () => {
    const removals = openRemovals(place.needs);
    const first = await removals.ask(target, by);
    // Asking again writes nothing: the worker at it would lose what it wrote meanwhile.
    const operations = { ...place.needs.operations, saveRemoval: () => Promise.reject(new Error('no')) };
    const again = openRemovals({ ...place.needs, operations });
    expect((await again.ask(target, { ...by, who: 'cli:bob' }))?.id).toBe(first?.id);
    expect((await removals.ask(target, { ...by, reason: 'else' }))?.id).not.toBe(first?.id);
    await removals.work({ removalId: first?.id ?? '' }, calm);
    expect((await removals.ask(target, by))?.id).not.toBe(first?.id);
  });

  it('that is told to stop waits again, and counts on when it goes on', async () => {
    const { needs } = place;
    const stop = new AbortController();
    const store = stoppedAtFirst(needs.store, stop);
    const stopped = openRemovals({ ...needs, store });
    const removalId = (await stopped.ask(target, by))?.id ?? '';
    await expect(stopped.work({ removalId }, stop.signal)).rejects.toMatchObject({ interrupted: true });
    expect(await stopped.removal(removalId)).toMatchObject({ state: 'waiting', articles: 1, endedAt: null });
    await openRemovals(needs).work({ removalId }, calm);
    expect(await stopped.removal(removalId)).toMatchObject({ state: 'done', articles: 3, urls: 3 });
  });

  it('tells why a try failed, has failed with its job, and may go on after that', async () => {
    const { needs } = place;
    const store = { ...needs.store, remove: () => Promise.reject(new Error('the disk is full')) };
    const failing = openRemovals({ ...needs, store });
    const removalId = (await failing.ask(target, by))?.id ?? '';
    await expect(failing.work({ removalId }, calm)).rejects.toThrow('the disk is full');
    const error = expect.stringContaining('the disk is full');
    expect(await failing.removal(removalId)).toMatchObject({ state: 'waiting', error });
    await failing.buried({
      ...{ name: 'remove', key: 'k', version: 1, data: { removalId }, priority: 0, notBeforeMs: 0 },
      ...{ failedAt: needs.now().toISOString(), attempts: 5, failure: 'ours' },
      error: { code: 'unexpected', message: 'the disk is full' },
    });
    expect(await failing.removal(removalId)).toMatchObject({ state: 'failed', error });
    await openRemovals(needs).work({ removalId }, calm);
    expect(await failing.removal(removalId)).toMatchObject({ state: 'done', error: null, articles: 3 });
  });

  it('without a job, as a kill between the two leaves it, is taken up at the next start', async () => {
    const { needs } = place;
    const queue = { add: () => Promise.reject(new Error('killed')) };
    const killed = openRemovals({ ...needs, queue });
    await expect(killed.ask(target, by)).rejects.toThrow('killed');
    const removals = openRemovals(needs);
    await removals.takeUp();
    await removals.takeUp();
    expect(await waits()).toBe(1);
    const working = await needs.queue.work((job) => removals.work(jobs.remove.data.parse(job.data), calm), {
      ...{ concurrency: { remove: 1 }, versions: { remove: 1 } },
    });
    const [one] = (await removals.removals(all)).removals;
    expect(await removals.watched(one?.id ?? '', { withinMs: 10_000 })).toMatchObject({ state: 'done' });
    await working.close();
  });

  it('is told as it is, where one waits no longer for its end', async () => {
    const removals = openRemovals(place.needs);
    const asked = await removals.ask(target, by);
    expect(await removals.watched(asked?.id ?? '', { withinMs: 0 })).toMatchObject({ state: 'waiting' });
    expect(await removals.watched('nowhere', {})).toBeNull();
  });
});
